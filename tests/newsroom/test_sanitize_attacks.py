"""What attackers write, and what chance makes of it: nothing dangerous comes out."""

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import CASES, MUTATIONS, SCRIPTS, assert_safe

from newsroom.sanitize import (
    ALLOWED,
    clean_article,
    clean_with_nh3,
)


@pytest.mark.parametrize("address", SCRIPTS, ids=ascii)
def test_no_address_but_of_the_web_and_of_mail_is_a_link(address):
    for quote in ('"', "'"):
        html = clean_article(f"<p><a href={quote}{address}{quote}>النص</a></p>")
        assert "النص" in html
        assert_safe(html)
        if not address.startswith("http"):
            assert "href" not in html


@pytest.mark.parametrize("payload", [*MUTATIONS, *(f"<a href='{address}'>x</a>" for address in SCRIPTS)], ids=ascii)
def test_nothing_dangerous_is_left_of(payload):
    for html in (payload, f"<p>{payload}</p>", f"<table><tr><td>{payload}", f"<p>{payload * 3}</p>"):
        assert_safe(clean_article(html))


@pytest.mark.parametrize("payload", [*MUTATIONS, *(case[0] for case in CASES.values())], ids=ascii)
def test_the_pass_that_stays_when_bleach_goes_is_safe_alone(payload):
    for html in (payload, f"<p>{payload}</p>", f"<table><tr><td>{payload}"):
        assert_safe(clean_with_nh3(html))


FOREIGN = ["svg", "math", "style", "title", "noscript", "script", "template", "select", "form", "mtext", "xmp", "b"]
FRAGMENTS = st.sampled_from(
    [
        *(f"<{tag}>" for tag in (*ALLOWED, *FOREIGN)),
        *(f"</{tag}>" for tag in ("p", "a", "table", "td", "svg", "math", "style", "title", "script", "figure", "em")),
        '<a href="',
        "<a href='https://a.example",
        '<p dir="rtl"',
        "<img src=x onerror=alert(1)>",
        " onclick=alert(1) ",
        '">',
        "'>",
        '"',
        "'",
        "<",
        ">",
        "/>",
        "=",
        "&",
        "&lt;",
        "&#x202e;",
        "&#x338;",
        "&nbsp;",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "javascript:",
        "//",
        "\\",
        "\u0338",
        "\u202e",
        "\u200c",
        "\u00a0",
        "\x00",
        "\ud800",
        "\n",
        "\t",
        " ",
        "كلمة",
        "word",
    ]
)


@given(st.lists(FRAGMENTS | st.text(st.characters(exclude_categories=[]), max_size=5), max_size=25).map("".join))
@settings(max_examples=examples(200))
def test_whatever_goes_in_what_comes_out_is_safe_and_stays_so(html):
    once = clean_article(html)
    assert_safe(once)
    assert clean_article(once) == once
    assert not set(once) & set("\x00\r\u00a0\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert_safe(clean_with_nh3(html))
