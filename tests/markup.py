"""Markup of articles and of attackers, and what must be true of what comes out."""

from html.parser import HTMLParser

from newsroom.sanitize import (
    ALLOWED,
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
        '<figure data-embed="https://www.youtube.com/watch?v=aqz-KE-bpKQ&amp;t=1"></figure>',
        '<figure data-embed="https://www.youtube.com/watch?v=aqz-KE-bpKQ&amp;t=1"></figure>',
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
