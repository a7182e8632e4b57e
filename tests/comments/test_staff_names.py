"""A name that looks like one of the newsroom is held, whatever its letters."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from makers import make_author
from submissions import submission

from comments.moderation import names, phases
from comments.moderation.verdict import Finding
from newsroom.models import User

STAFF = {"first_name": "Leila", "last_name": "Bennani", "username": "umputun"}
IMITATIONS = [
    "Leila Bennani", "leila  bennani", "LEILA BENNANI", "Bennani Leila", "LeilaBennani", "Leila.Bennani",
    "Lеilа Bеnnаni",  # е, а: Cyrillic
    "Leïla Bennàni", "Ｌｅｉｌａ Bennani", "Lei\u200bla Bennani", "𝐋𝐞𝐢𝐥𝐚 Bennani", "LeiIa Bennani", "Le1la Bennani",
    "umрutun", "UMPUTUN", "υmputυn",
    "سمير العلوي", "سَمير العَلَوي", "سـمـير العلوى", "سمير ٱلعلوي", "ﺳﻤﻴﺮ ﺍﻟﻌﻠﻮﻱ", "سمیر العلوی", "سمير\u200cالعلوي",
    "Newsroom", "غرفة الأخبار", "غرفه الاخبار",
]  # fmt: skip


@pytest.fixture
def newsroom(db):
    User.objects.create_user(**STAFF, is_staff=True)
    make_author(name_ar="سمير العلوي", name_en="Samir Alaoui")


@pytest.mark.parametrize("name", IMITATIONS)
def test_a_name_that_looks_like_one_of_the_newsroom_is_held(newsroom, name):
    assert phases.staff_name(submission(name=name)) == Finding("staff_name", 1, (name,))


@pytest.mark.parametrize(
    "name", ["ليلى بناني", "Leila", "Bennani", "سمير", "Samira Alaoui", "👍", "123", "Newsroom fan"]
)
def test_another_name_is_nobodys(newsroom, name):
    assert phases.staff_name(submission(name=name)) is None


@given(st.text(max_size=30))
def test_any_name_looks_like_itself(name):
    assert names.skeleton(name) == names.skeleton(name.upper().lower()) or not name.isascii()
