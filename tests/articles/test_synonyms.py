"""The newsroom's list of words that search takes for one another."""

import pytest
from admin_forms import said, send
from html_page import page_of
from makers import make_article
from searching import found

from articles.models import Synonym
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/synonym/"


def test_a_newsroom_begins_with_four_families():
    assert set(Synonym.objects.values_list("words", flat=True)) == {
        "أمريكا\nأميركا", "درون\nمسيّرة", "صواريخ\nصاروخ", "مسئول\nمسؤول",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("typed", "written"),
    [("امريكا", "أميركا"), ("أميركا", "أمريكا"), ("درون", "المسيّرات"), ("مسيرة", "درون"), ("صواريخ", "الصاروخ"),
     ("مسئول", "مسؤول"), ("المسؤولين", "مسئول"), ("أمريكا", "وأميركا"), ("أميركا", "لأمريكا"), ("درون", "ومسيّرة"),
     ("مسيرة", "ودرون"), ("مسئول", "ومسؤولين")],
)  # fmt: skip
def test_each_of_a_family_finds_the_others(typed, written):
    make_article(headline=written)
    make_article(headline="خبر آخر")
    assert found(typed) == [written]


def test_an_editor_adds_a_family_and_it_is_found_at_once(client, chief):
    make_article(headline="هاتف جديد")
    assert found("موبايل") == []
    client.force_login(chief)
    answer = send(client, f"{LIST}add/", "synonym_form", words="هاتف\nموبايل\n")
    assert "هاتف، موبايل" in said(client, answer)
    assert found("موبايل") == ["هاتف جديد"]
    row = Synonym.objects.get(words="هاتف\nموبايل")
    assert AuditEntry.objects.about(row).get().verb == "add"
    row.delete()
    assert found("موبايل") == []


@pytest.mark.parametrize("words", ["", "هاتف", "هاتف\nالهاتف المحمول", "مدرسة\nمدرسه", "!\n؟"])
def test_what_is_no_family_is_refused_and_kept(client, chief, words):
    client.force_login(chief)
    page = page_of(send(client, f"{LIST}add/", "synonym_form", words=words))
    assert Synonym.objects.count() == 4
    assert page.one("textarea", name="words").text.strip() == words
    assert page.one("ul", class_="errorlist").words
