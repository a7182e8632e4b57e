"""Any Unicode in, through a reader's form: what comes out on the page, in the feed and as JSON is what was typed."""

import re
import unicodedata
from xml.etree import ElementTree

import pytest
from django.test import Client
from examples import examples
from html_page import page_of
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from makers import make_article

from comments.models import Comment

pytestmark = pytest.mark.django_db

# Of every plane, and often what has broken other systems. No surrogates: UTF-8 has none.
LETTERS = st.characters(exclude_categories=("Cs",))
TRICKS = st.sampled_from(
    ["<script>alert(1)</script>", "</textarea>", "&amp;", "&#x202e;", "\"'`", "<!--", "]]>", "{{ x }}", "{% x %}",
     "https://e.example/'onmouseover='x", "javascript:alert(1)", "https://مثال.example/٣", "\u202e", "\u2066", "\x00",
     "\r\n\r\n", "\u2028", "\x0b", "\ufeff", "\ufffe", "e\u0301", "\ufb01", "سُـــكّر", "👩\u200d🚀", "می\u200cخواهم"],
)  # fmt: skip
TEXTS = st.lists(st.one_of(TRICKS, st.text(LETTERS, max_size=30)), min_size=1, max_size=8).map("".join)
BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
# Unicode 23.7, and the controls that no text needs; the bidi controls reach out of the text they stand in.
STRIPPED = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef]")
BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def as_promised(typed):
    """Return what readers have to get for what was typed: NFC, plain newlines, without the stripped controls."""
    signs = (sign for sign in BREAKS.sub("\n", typed) if ord(sign) & 0xFFFE != 0xFFFE)
    kept = STRIPPED.sub("", "".join(signs))
    return unicodedata.normalize("NFC", kept).strip()


@pytest.fixture
def article(db):
    return make_article("ar")


@given(TEXTS)
@example("<p>ليس فقرة</p><br>\n\n<a href='x'>ولا رابطاً</a>")
@example("\u202eمقلوب\u202c https://example.org/\u200f")
@settings(max_examples=examples(40), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_typed_is_what_is_read(send, article, moderator, typed):
    Comment.objects.all().delete()
    # Between two words, so that there is always something to be seen.
    typed = f"أول {typed} آخر"
    promised = as_promised(typed)
    assert send(article, body=typed).status_code == 303
    comment = Comment.objects.get()
    assert comment.body == promised
    comment.approve(by=moderator)

    text = page_of(Client().get(article.get_absolute_url())).one(class_="comment__text")
    assert {element.tag for element in text.all()} <= {"p", "br", "a"}
    assert {name for element in text.all() for name in element.attributes} <= {"href", "rel", "dir"}
    assert "".join(text.text.split()) == "".join(promised.split())
    feed = ElementTree.fromstring(Client().get(f"{article.get_absolute_url()}comments.xml").content)
    assert feed.findtext(".//{http://www.w3.org/2005/Atom}content") == promised
    (row,) = Client().get(f"/ar/comments/{article.pk}.json").json()["comments"]
    assert row["text"] == promised


# In a name a control character is refused, and said so, instead of taken away.
@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn"), exclude_characters=BIDI), min_size=1, max_size=40))
@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_name_of_any_letters_is_shown_as_it_was_typed(send, article, moderator, typed):
    Comment.objects.all().delete()
    typed = f"سلمى {typed} ب"
    assert send(article, name=typed).status_code == 303
    comment = Comment.objects.get()
    comment.approve(by=moderator)
    promised = " ".join(as_promised(typed).split())
    assert page_of(Client().get(article.get_absolute_url())).one(class_="comment__name").words == promised
    (row,) = Client().get(f"/ar/comments/{article.pk}.json").json()["comments"]
    assert row["name"] == promised
