"""The rich-text editor of the admin: for which text it stands in, and the policy it needs."""

import base64
import hashlib

import pytest
from django.utils import translation
from html_page import page_of

from newsroom import content_security, prose
from newsroom.sanitize import clean_article


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("", ""),
        ("   \n\n ", ""),
        ("سطر واحد", "<p>سطر واحد</p>"),
        ("الأول\n\nالثاني", "<p>الأول</p><p>الثاني</p>"),
        ("الأول\r\n\r\n\r\n\r\nالثاني", "<p>الأول</p><p>الثاني</p>"),
        ("سطر\nوسطر", "<p>سطر<br>وسطر</p>"),
        ("قال <strong>إن</strong> ذلك", "<p>قال <strong>إن</strong> ذلك</p>"),
        ("<p>كما هو</p>\n<h2>عنوان</h2>", "<p>كما هو</p>\n<h2>عنوان</h2>"),
        ("<H2>عنوان</H2>\n\nنص", "<H2>عنوان</H2>\n\nنص"),
    ],
)
def test_plain_text_gets_paragraphs_and_marked_up_text_stays(typed, stored):
    assert prose.with_paragraphs(typed) == stored


@pytest.mark.parametrize("text", ["a < b & c > d", "<script>alert(1)</script>x", "1 <2\n\n3> 4"])
def test_what_looks_like_a_tag_in_plain_text_is_safe_once_it_is_stored(text):
    stored = clean_article(prose.with_paragraphs(text))
    assert "<script" not in stored
    assert clean_article(stored) == stored


@pytest.mark.parametrize(
    ("body", "beyond"),
    [
        ("", False),
        (None, False),
        ("<p>نص</p><table><tbody><tr><td>1</td></tr></tbody></table>", False),
        ("<p>قال <bdi>Reuters</bdi></p>", False),
        ('<figure data-image="3"></figure>', False),
        ("<table><caption>الأسعار</caption></table>", True),
        ('<p lang="en" dir="ltr">Quoted.</p>', False),
        ('<p><a href="https://example.org/?dir=1">x</a></p>', False),
    ],
)
def test_the_editor_is_kept_from_texts_it_would_spoil(body, beyond):
    assert prose.is_beyond_the_editor(body) is beyond


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
@pytest.mark.parametrize("interface", ["ar", "en"])
def test_its_field_is_in_the_language_of_the_text_whatever_the_interface(language, direction, interface):
    with translation.override(interface):
        field = page_of(prose.ProseWidget(language).render("body", "<p>نص</p>", {"id": "id_body"})).one("textarea")
    assert (field["lang"], field["dir"], field.text.strip()) == (language, direction, "<p>نص</p>")


def test_the_policy_of_the_admin_allows_the_two_inline_pieces_by_their_hashes_and_nothing_else():
    policy = dict(part.split(" ", 1) for part in content_security.staff_policy().split("; "))
    assert policy["script-src"] == f"'self' {hash_of(prose.import_map())}"
    assert policy["style-src"].startswith("'self' 'sha256-")
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe" not in content_security.staff_policy() + content_security.PUBLIC_POLICY


def test_the_style_that_is_allowed_keeps_typed_spaces_as_they_are():
    style = content_security._editor_style()
    assert "white-space: break-spaces" in style
    assert hash_of(style) in content_security.staff_policy()


def hash_of(content):
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
