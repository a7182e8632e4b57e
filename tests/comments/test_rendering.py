"""A reader's plain text as HTML: p, br and a, and every character where it was."""

import re
from html import unescape

import pytest
from examples import examples
from html_page import page_of
from hypothesis import example, given, settings
from hypothesis import strategies as st

from comments.rendering import render
from newsroom.plain_text import clean_text

LINK = '<a href="{0}" rel="ugc nofollow noopener noreferrer" dir="ltr">{0}</a>'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("", ""),
        (" \n\n ", ""),
        ("سطر", "<p>سطر</p>"),
        ("أول\nثانٍ", "<p>أول<br>ثانٍ</p>"),
        ("أول\n\nثانٍ", "<p>أول</p><p>ثانٍ</p>"),
        ("one\n \t\n\n\ntwo", "<p>one</p><p>two</p>"),
        ("\n\none\n\n", "<p>one</p>"),
        ("a < b & c > d", "<p>a &lt; b &amp; c &gt; d</p>"),
        ("<b>x</b> &amp; &lt;", "<p>&lt;b&gt;x&lt;/b&gt; &amp;amp; &amp;lt;</p>"),
        ("\"quotes\" 'too'", "<p>&quot;quotes&quot; &#x27;too&#x27;</p>"),
        # addresses
        ("https://a.example", f"<p>{LINK.format('https://a.example')}</p>"),
        ("HTTP://A.example/X", f"<p>{LINK.format('HTTP://A.example/X')}</p>"),
        ("see https://a.example/b?c=1&d=2#e.", f"<p>see {LINK.format('https://a.example/b?c=1&amp;d=2#e')}.</p>"),
        ("انظر https://a.example/مقال، ثم", f"<p>انظر {LINK.format('https://a.example/مقال')}، ثم</p>"),
        ("(https://a.example/b)", f"<p>({LINK.format('https://a.example/b')})</p>"),
        ("«https://a.example/b»؟", f"<p>«{LINK.format('https://a.example/b')}»؟</p>"),
        ("https://a.example/\u200f بعد", f"<p>{LINK.format('https://a.example/')}\u200f بعد</p>"),
        ("https://a.example\nhttps://b.example", f"<p>{LINK.format('https://a.example')}<br>{LINK.format('https://b.example')}</p>"),
        ("https://a.example/'onmouseover='alert(1)", f"<p>{LINK.format('https://a.example/')}&#x27;onmouseover=&#x27;alert(1)</p>"),
        ('https://a.example/"onmouseover="alert(1)', f"<p>{LINK.format('https://a.example/')}&quot;onmouseover=&quot;alert(1)</p>"),
        ("https://a.example/<script>", f"<p>{LINK.format('https://a.example/')}&lt;script&gt;</p>"),
        # no addresses
        ("a.example", "<p>a.example</p>"),
        ("www.a.example", "<p>www.a.example</p>"),
        ("leila@a.example", "<p>leila@a.example</p>"),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        ("ftp://a.example data:text/html,x", "<p>ftp://a.example data:text/html,x</p>"),
        ("http://", "<p>http://</p>"),
        ("https://...", "<p>https://...</p>"),
        ("https://?", "<p>https://?</p>"),
        ("https:///x", "<p>https:///x</p>"),
        ("[url=https://a.example]b[/url]", f"<p>[url={LINK.format('https://a.example')}]b[/url]</p>"),
        ("**bold** _x_ # y", "<p>**bold** _x_ # y</p>"),
    ],
)  # fmt: skip
def test_a_text_becomes(text, html):
    assert render(text) == html


PAYLOADS = [
    "<script>alert(1)</script>",
    "</p><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<a href=javascript:alert(1)>x</a>",
    "https://x.example/\"><script>alert(1)</script>",
    "https://x.example/'><img src=x onerror=alert(1)>",
    "https://x.example/\nonmouseover=alert(1)",
    "https://x.example/ onmouseover=alert(1) ",
    "https://javascript:alert(1)@x.example/",
    "http://x.example/?<svg onload=alert(1)>",
    "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "\u2028<script>\u2029alert(1)</script>",
    "'\"><b>",
    "{{7*7}}{% debug %}",
    "[x](javascript:alert(1))",
    "https://x.example/${alert(1)}",
    "https://[::1]/ https://[ https://x:99999/",
    "<\u202escript>",
    "https://x.example/\u202egnp.exe",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
@pytest.mark.parametrize(
    "around", ["{}", "a {} b", "\n{}\n", "\n\n{}\n\n{}", '"{}"', "'{}'", "https://y.example/{}", "{}{}{}"]
)
def test_no_payload_becomes_an_element(payload, around):
    assert_only_ours(render(around.replace("{}", payload)))


def assert_only_ours(html):
    page = page_of(html)
    for element in page.all():
        assert element.tag in ("p", "br", "a"), html
        if element.tag == "a":
            assert set(element.attributes) == {"href", "rel", "dir"}
            assert element["rel"] == "ugc nofollow noopener noreferrer"
            assert element["href"].lower().startswith(("http://", "https://"))
            assert element["href"] == element.text
        else:
            assert element.attributes == {}
    # Nothing of what was typed is markup: take our own tags away, and no sign of a tag is left.
    ours = r'</?p>|<br>|</a>|<a href="[^"<>]*" rel="ugc nofollow noopener noreferrer" dir="ltr">'
    assert not set("<>\"'") & set(re.sub(ours, "", html))


def visible(html):
    """The text as it is read: a line where a br is, an empty line between paragraphs."""
    broken = html.replace("</p><p>", "\n\n").replace("<br>", "\n")
    return unescape(re.sub(r"<[^>]*>", "", broken))


PIECES = st.sampled_from(
    ["https://", "http://a.example", "a.example/", "javascript:", "&lt;", "&#60;", "<a href=", "</p>", "\n\n", "كلمة"]
    + list("<>'\"&\n \t.،؟()[«»@:/\\?#=x\u202e\u200f")
)  # fmt: skip
TYPED = st.lists(PIECES | st.text(max_size=4), max_size=20).map("".join)


@given(TYPED)
@example("".join(PAYLOADS))
@settings(max_examples=examples(300))
def test_whatever_is_typed_only_our_elements_come_out(text):
    assert_only_ours(render(text))


@given(TYPED)
@settings(max_examples=examples(300))
def test_every_character_is_read_where_it_was_typed(typed):
    text = clean_text(typed)
    lines = [line.strip() for line in visible(render(text)).split("\n") if line.strip()]
    assert lines == [line.strip() for line in text.split("\n") if line.strip()]


@given(TYPED)
@settings(max_examples=examples(200))
def test_what_is_read_and_typed_again_looks_the_same(text):
    once = render(text)
    assert render(visible(once)) == once


@pytest.mark.parametrize("sign", ["'", '"', "\n", "<", ">", "&", "\\", "`"])
def test_a_sign_in_every_position(sign):
    text = "see https://a.example/b?c=d now"
    for position in range(len(text) + 1):
        typed = text[:position] + sign + text[position:]
        html = render(typed)
        assert_only_ours(html)
        assert visible(html).split() == typed.split()
