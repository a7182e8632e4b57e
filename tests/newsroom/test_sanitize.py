"""What an article’s markup becomes: what is allowed goes through, what is too much is refused and not cut."""

import unicodedata
from html import escape

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import CASES, MUTATIONS

from newsroom.sanitize import (
    ALLOWED,
    DEEPEST_NESTING,
    LONGEST_BODY,
    BodyRefused,
    clean_article,
    plain,
)


@pytest.mark.parametrize(("html", "cleaned"), CASES.values(), ids=CASES)
def test_what_comes_out(html, cleaned):
    assert clean_article(html) == cleaned


@pytest.mark.parametrize("html", [*(case[0] for case in CASES.values()), *MUTATIONS], ids=ascii)
def test_what_is_clean_stays_as_it_is(html):
    once = clean_article(html)
    assert clean_article(once) == once


@pytest.mark.parametrize("tag", sorted(set(ALLOWED) - {"br", "caption", "thead", "tbody", "tr", "th", "td", "table"}))
def test_every_allowed_element_goes_through(tag):
    inside = "<li>ن</li>" if tag in ("ol", "ul") else "ن"
    values = {
        "href": "/x",
        "start": "2",
        "data-image": "7",
        "data-alt": "سفينة &lt;b&gt;",
        "data-credit": "هدى &amp; كمال",
        "data-embed": "https://vimeo.com/1",
        "dir": "rtl",
        "lang": "ar",
    }
    for name in ALLOWED[tag]:
        html = f'<{tag} {name}="{values[name]}">{inside}</{tag}>'
        assert clean_article(html) == html


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=60))
@settings(max_examples=examples(100))
def test_no_letter_of_a_paragraph_is_lost(text):
    assert plain(clean_article(f"<p>{escape(text)}</p>")) == unicodedata.normalize("NFC", text)


def test_a_body_that_is_too_long_is_refused_and_not_cut():
    clean_article("ن" * LONGEST_BODY)
    with pytest.raises(BodyRefused, match="200,000"):
        clean_article("ن" * (LONGEST_BODY + 1))
    # It would not go through a second time.
    with pytest.raises(BodyRefused, match="200,000"):
        clean_article("&" * (LONGEST_BODY // 4))


@pytest.mark.parametrize("tag", ["blockquote", "em", "bdi"])
def test_what_is_nested_deeper_than_anybody_writes_is_refused(tag):
    fits = f"<{tag}>" * DEEPEST_NESTING + "ن" + f"</{tag}>" * DEEPEST_NESTING
    assert clean_article(fits) == fits
    with pytest.raises(BodyRefused):
        clean_article(f"<{tag}>{fits}</{tag}>")
    with pytest.raises(BodyRefused):
        clean_article(f"<{tag}>" * (DEEPEST_NESTING + 1))


@pytest.mark.parametrize("piece", ["<p>ن", "<p>ن<br>", "<li>ن", "<img src=x>ن", "<hr>ن", "< ن", "<td>ن"])
def test_what_stands_side_by_side_is_not_nested(piece):
    assert clean_article(piece * 3 * DEEPEST_NESTING).count("ن") == 3 * DEEPEST_NESTING


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>ال<strong>كتاب</strong></p><p>الثاني</p>", "الكتاب الثاني"),
        ("<h2>One</h2><ul><li>two</li><li>three</li></ul>", "One two three"),
        ("a<br>b", "a b"),
        ("<p>5 &lt; 6 &amp; 7</p>", "5 < 6 & 7"),
        ('<p><a href="https://a.example/?b>c">d</a>e</p>', "de"),
        ("", ""),
    ],
)
def test_the_words_of_a_body(html, words):
    assert plain(html) == words
