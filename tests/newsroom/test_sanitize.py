"""What a body may hold: a table of what comes out of what goes in, and properties of whatever goes in."""

import unicodedata
from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.sanitize import (
    ALLOWED,
    DEEPEST_NESTING,
    LONGEST_BODY,
    BodyRefused,
    clean_article,
    clean_with_nh3,
    plain,
)

CASES = {
    # what an article is made of goes through unchanged
    "paragraphs": ("<p>فقرة أولى</p>\n<p>فقرة ثانية</p>", "<p>فقرة أولى</p>\n<p>فقرة ثانية</p>"),
    "headings": ("<h2>أ</h2><h3>b</h3><h4>c</h4>", "<h2>أ</h2><h3>b</h3><h4>c</h4>"),
    "heading one": ("<h1>عنوان</h1>", "عنوان"),
    "emphasis": ("<p><strong>a</strong> <em>b</em><br>c</p>", "<p><strong>a</strong> <em>b</em><br>c</p>"),
    "presentational tags": ("<p><b>a</b> <i>b</i> <u>c</u> <span>d</span> <font>e</font></p>", "<p>a b c d e</p>"),
    "lists": ('<ol start="3"><li>a</li></ol><ul><li>b</li></ul>', '<ol start="3"><li>a</li></ol><ul><li>b</li></ul>'),
    "unclosed list": ("<ul><li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
    "quotation": ("<blockquote><p>a</p></blockquote>", "<blockquote><p>a</p></blockquote>"),
    "table": (
        '<table><caption>c</caption><thead><tr><th colspan="2">h</th></tr></thead>'
        '<tr><td rowspan="2">d</td></tr></table>',
        '<table><caption>c</caption><thead><tr><th colspan="2">h</th></tr></thead>'
        '<tbody><tr><td rowspan="2">d</td></tr></tbody></table>',
    ),
    "words beside the cells of a table": (
        "<table><p>a</p><tr><td>b</table>",
        "<p>a</p><table><tbody><tr><td>b</td></tr></tbody></table>",
    ),
    "direction and language": (
        '<p dir="rtl" lang="ar-EG">أ <bdi dir="auto">b</bdi></p>',
        '<p dir="rtl" lang="ar-EG">أ <bdi dir="auto">b</bdi></p>',
    ),
    "no such direction": ('<p dir="up" lang="not a language">a</p>', "<p>a</p>"),
    "classes and styles": (
        '<p class="x" style="color:red" id="top" title="t" role="alert" data-x="1">a</p>',
        "<p>a</p>",
    ),
    "odd numbers": ('<td colspan="9999">a</td><ol start="x"><li>b</li></ol>', "a<ol><li>b</li></ol>"),
    "signs": ("<p>5 < 6 & 7 > 3 \"x\" 'y'</p>", "<p>5 &lt; 6 &amp; 7 &gt; 3 \"x\" 'y'</p>"),
    "escaped markup stays text": ("<p>&lt;script&gt;</p>", "<p>&lt;script&gt;</p>"),
    "twice escaped markup too": ("<p>&amp;lt;script&amp;gt;</p>", "<p>&amp;lt;script&amp;gt;</p>"),
    "comment": ("<p>a<!-- b -->c</p>", "<p>ac</p>"),
    "conditional comment": ("<!--[if IE]><script>alert(1)</script><![endif]--><p>a</p>", "<p>a</p>"),
    "processing instruction": ("<?php echo 1 ?><p>a</p>", "<p>a</p>"),
    # text
    "composed": ("<p>cafe\u0301 ا\u0653</p>", "<p>café آ</p>"),
    "composed from entities": ("<p>e&#x301;</p>", "<p>é</p>"),
    "a stroke after a tag": ("<p>\u0338a</p><p>&#x338;b</p>", "<p>\u0338a</p><p>\u0338b</p>"),
    "no-break spaces": ("<p>a&nbsp;b&#160;c&#xa0;d\u00a0e&amp;nbsp;f</p>", "<p>a b c d e&amp;nbsp;f</p>"),
    "newlines": ("<p>a\r\nb\rc</p>", "<p>a\nb\nc</p>"),
    "controls": ("<p>a\x00b\x0cc\ud800d\ufffee</p>", "<p>ab\ncde</p>"),
    "bidi overrides": ("<p>\u202aa\u202bb\u202cc\u202dd\u202ee\u2066f\u2067g\u2068h\u2069i</p>", "<p>abcdefghi</p>"),
    "bidi overrides as entities": ("<p>a&#x202e;b&#8238;c&#X202E;d&#x2066;e</p>", "<p>abcde</p>"),
    "joiners and marks": ("<p>می\u200cخواهم\u200d\u200e\u200f</p>", "<p>می\u200cخواهم\u200d\u200e\u200f</p>"),
    "joiners and marks as entities": ("<p>&zwnj;&zwj;&lrm;&rlm;</p>", "<p>\u200c\u200d\u200e\u200f</p>"),
    # links
    "link": ('<a href="https://a.example/?b=1&amp;c=2">d</a>', '<a href="https://a.example/?b=1&amp;c=2">d</a>'),
    "Arabic link": ('<a href="https://مثال.example/مقال">d</a>', '<a href="https://مثال.example/مقال">d</a>'),
    "mail": ('<a href="mailto:desk@a.example">d</a>', '<a href="mailto:desk@a.example">d</a>'),
    "own page": ('<a href="/ar/about/#x">d</a><a href="#x">e</a>', '<a href="/ar/about/#x">d</a><a href="#x">e</a>'),
    "another host without a scheme": ('<a href="//evil.example">d</a>', "<a>d</a>"),
    "the same with a backslash": (
        '<a href="/\\evil.example">d</a><a href="\\\\evil.example">e</a>',
        "<a>d</a><a>e</a>",
    ),
    "the same with a tab": ('<a href="/&#9;/evil.example">d</a>', "<a>d</a>"),
    "the same with an override": ('<a href="/&#x202e;/evil.example">d</a>', "<a>d</a>"),
    "target and rel": ('<a href="/x" target="_blank" rel="opener" download ping="/y">d</a>', '<a href="/x">d</a>'),
    # pictures and embeds
    "picture": (
        '<figure data-image="12"><figcaption>c</figcaption></figure>',
        '<figure data-image="12"><figcaption>c</figcaption></figure>',
    ),
    "no number of a picture": (
        '<figure data-image="../x"></figure><figure data-image="١"></figure>',
        "<figure></figure><figure></figure>",
    ),
    "embed": (
        '<figure data-embed="https://www.youtube.com/watch?v=x&amp;t=1"></figure>',
        '<figure data-embed="https://www.youtube.com/watch?v=x&amp;t=1"></figure>',
    ),
    "embed from elsewhere": ('<figure data-embed="https://evil.example/x"></figure>', "<figure></figure>"),
    "embed without https": ('<figure data-embed="http://www.youtube.com/x"></figure>', "<figure></figure>"),
    "embed from a lookalike": (
        '<figure data-embed="https://www.youtube.com@evil.example/"></figure>'
        '<figure data-embed="https://www.youtube.com:8443/"></figure>',
        "<figure></figure><figure></figure>",
    ),
    "picture element": ('<p>a<img src="https://x.example/x.png" alt="b"></p>', "<p>a</p>"),
    "frame": ('<p>a</p><iframe src="https://x.example/"><p>b</p></iframe><p>c</p>', "<p>a</p><p>c</p>"),
    "media": ('<video src="x" poster="y"><source src="z"></video><audio src="x"></audio><embed src="x">', ""),
    "forms": ('<form action="/x"><input value="a"><button formaction="javascript:x">b</button></form>', "b"),
    "page furniture": (
        '<base href="//x"><meta http-equiv="refresh"><link rel="stylesheet" href="x"><p>a</p>',
        "<p>a</p>",
    ),
    # dropped with all they hold
    "script": ("<p>a</p><script>alert(1)</script><p>b</p>", "<p>a</p><p>b</p>"),
    "style": ("<style>p{color:red}</style><p>b</p>", "<p>b</p>"),
    "svg": ("<svg><circle r=1></circle><text>a</text></svg><p>b</p>", "<p>b</p>"),
    "math": ("<math><mi>a</mi></math><p>b</p>", "<p>b</p>"),
    "noscript": ("<noscript><p>a</p></noscript><p>b</p>", "<p>b</p>"),
    "template": ("<template><p>a</p></template><p>b</p>", "<p>b</p>"),
    "object": ("<object data=x><p>a</p></object><p>b</p>", "<p>b</p>"),
    "title and textarea": ("<title>a</title><textarea>b</textarea><p>c</p>", "<p>c</p>"),
    "nothing": ("", ""),
    "white space around": (" \n <p>a</p> \n ", "<p>a</p>"),
}

SCRIPTS = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "java\nscript:alert(1)",
    "java&#9;script:alert(1)",
    "java&#x0A;script:alert(1)",
    "java&NewLine;script&colon;alert(1)",
    "&#106;&#97;vascript:alert(1)",
    "&#x6A;avascript&#58;alert(1)",
    "java\x00script:alert(1)",
    "\x01javascript:alert(1)",
    "\u200bjavascript:alert(1)",
    "javascript\u200b:alert(1)",
    "java\u202escript:alert(1)",
    "java\u00adscript:alert(1)",
    "javascript:123",
    "javascript://a.example/%0aalert(1)",
    "vbscript:x",
    "livescript:x",
    "data:text/html,<script>alert(1)</script>",
    "data:123",
    "tel:1",
    "ftp://a.example/",
    "file:///etc/passwd",
    "blob:https://a.example/x",
    "view-source:https://a.example",
    "feed:javascript:alert(1)",
    "https\u200b:javascript",
    "http:javascript:alert(1)//",
]

# Mutations that went through one or the other of the two libraries once, and their relatives.
MUTATIONS = [
    "<noscript><style></noscript><img src=x onerror=alert(1)>",
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<math><style><img src=x onerror=alert(1)></style></math>",
    "<math><p></p><style><!--</style><img src/onerror=alert(1)>--></style></math>",
    '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    '<svg><annotation-xml><foreignobject><style><!--</style><p id="--><img src=x onerror=alert(1)>">',
    '<math><annotation-xml encoding="text/html"><p><script>alert(1)</script></p></annotation-xml></math>',
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s></svg>",
    "<svg><set attributeName=href to=javascript:alert(1)><a><text>x</text></a></svg>",
    '<title><a href="</title><img src=x onerror=alert(1)>">',
    '<textarea><img title="</textarea><img src=x onerror=alert(1)>">',
    '<xmp><img title="</xmp><img src=x onerror=alert(1)>"></xmp>',
    '<noembed><img title="</noembed><img src=x onerror=alert(1)>">',
    '<iframe><img title="</iframe><img src=x onerror=alert(1)>">',
    "<plaintext><img src=x onerror=alert(1)>",
    "<select><template><img src=x onerror=alert(1)></template></select>",
    "<table><td><select><style></select><img src=x onerror=alert(1)></style>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<!--!><img src=x onerror=alert(1)>",
    "<![CDATA[<script>alert(1)</script>]]>",
    '<a href="x" &#x338; onmouseover=alert(1) <b>',
    '<a href="https://a.example">&#x338; onmouseover=alert(1) <em>y</em></a>',
    "<p>\u0338 onmouseover=alert(1) x=</p>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<scr\u202eipt>alert(1)</scr\u202eipt>",
    "<\u202ascript>alert(1)</script>",
    "<sc\x00ript>alert(1)</sc\x00ript>",
    "<img src=x onerror=alert(1)//",
    "<p/onclick=alert(1)>x",
    "<p onclick\n=\nalert(1)>x",
    "<p\x0conclick=alert(1)>x",
    "<a href='javascript:alert(1)' href='https://a.example'>x</a>",
    "<ſcript>alert(1)</ſcript>",
    "<body onload=alert(1)><frameset onload=alert(1)>",
    "<isindex action=javascript:alert(1)>",
    '<figure data-image="1" onclick=alert(1)><script>alert(1)</script></figure>',
    '<figure data-embed="javascript:alert(1)"></figure>',
    "<bdi onmouseover=alert(1)>x</bdi>",
    "<td background=javascript:alert(1)>x</td>",
]


class Reader(HTMLParser):
    """Every element with its attributes, as a parser finds them in what came out."""

    def __init__(self, html):
        super().__init__()
        self.elements = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))

    def handle_comment(self, data):
        self.elements.append(("!--", {}))

    def handle_decl(self, decl):
        self.elements.append(("!", {}))

    def handle_pi(self, data):
        self.elements.append(("?", {}))


def assert_safe(html):
    for tag, attributes in Reader(html).elements:
        assert tag in ALLOWED, (tag, html)
        assert set(attributes) <= ALLOWED[tag], (attributes, html)
        href = attributes.get("href", "/")
        assert href.strip().lower().startswith(("http:", "https:", "mailto:", "/", "#")), html
        assert not href.startswith(("//", "/\\")), html
        assert attributes.get("data-embed", "https://").startswith("https://"), html


@pytest.mark.parametrize(("html", "cleaned"), CASES.values(), ids=CASES)
def test_what_comes_out(html, cleaned):
    assert clean_article(html) == cleaned


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
        "data-embed": "https://vimeo.com/1",
        "dir": "rtl",
        "lang": "ar",
    }
    for name in ALLOWED[tag]:
        html = f'<{tag} {name}="{values[name]}">{inside}</{tag}>'
        assert clean_article(html) == html


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
@settings(max_examples=200, deadline=None)
def test_whatever_goes_in_what_comes_out_is_safe_and_stays_so(html):
    once = clean_article(html)
    assert_safe(once)
    assert clean_article(once) == once
    assert not set(once) & set("\x00\r\u00a0\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert_safe(clean_with_nh3(html))


@given(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=60))
@settings(max_examples=100, deadline=None)
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
