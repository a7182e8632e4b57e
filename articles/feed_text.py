"""The text of an article as a reader of feeds gets it: whole, and without what works on pages of ours alone.

Nothing of ours is around it there: no page that an address could be relative to, no script, no style sheet (RSS Best
Practices Profile, "content:encoded"; Content module of RSS 1.0).
"""

import re

from newsroom.addresses import absolute
from newsroom.sanitize import SafeString, trusted

# What our templates of a body write; a quotation mark is in no text of an attribute.
PICTURE = re.compile(r"<picture>(?:<source [^>]*>)*<img (?P<attributes>[^>]* srcset=[^>]*)></picture>")
ATTRIBUTE = re.compile(r'([a-z]+)="([^"]*)"')
EMBED = re.compile(
    r'<figure class="figure figure--embed">.*?<p class="embed__name">(?P<name>.*?)</p>'
    r'.*?<a class="embed__link" href="(?P<page>[^"]*)".*?(?P<caption><figcaption.*?)?</figure>',
    re.DOTALL,
)
LINK = r'<figure><p><a href="\g<page>">\g<name></a></p>\n\g<caption></figure>'
# With the white space before an address, which the sanitiser lets stand.
RELATIVE = re.compile(r'(?P<before><(?:a|img)(?: [a-z-]+="[^"]*")*? (?:href|src)=")\s*(?P<first>[/#])')
# What is there -> what stands for it where no style sheet, script or way around the page is.
WITHOUT_A_PAGE = {
    'href="#note-': (re.compile(r'<a href="#note-\d+"[^>]*>(\d+)</a>'), r"\1"),
    '"notes__back"': (re.compile(r' <a class="notes__back"[^>]*>[^<]*</a>'), ""),
    '"notes__note"': (re.compile(r'(<li class="notes__note") id="note-\d+"'), r"\1"),
    '"table-box"': (re.compile(r'(<div class="table-box")(?: [a-z-]+="[^"]*")+'), r"\1"),
    '"quote__source"': (re.compile(r'<p class="quote__source"[^>]*>'), r"\g<0>— "),
    '"figure__credit"': (re.compile(r'(?<=\S)(?<!"figure__caption">)\s+(?=<span class="figure__credit">)'), "<br>\n"),
}
FIRST_PARAGRAPH = re.compile(r"\A<p\b[^>]*>")
END_OF_CDATA = "]]>"


def text_for_feeds(html: str, address: str) -> SafeString:
    """Return the body of an article, which readers find at the public `address`, to be put into a CDATA section.

    A picture is one file, what would load a player is a link to it, and addresses are whole ones. Most bodies have
    nothing of it, and it takes no time to see that.
    """
    if '="' in html:
        html = EMBED.sub(LINK, PICTURE.sub(_file, html))
        for sign, (on_a_page, instead) in WITHOUT_A_PAGE.items():
            if sign in html:
                html = on_a_page.sub(instead, html)
        html = RELATIVE.sub(lambda found: f"{found['before']}{_whole(found['first'], address)}", html)
    # The one sign is looked for in a small part of the time that the three take.
    if "]" in html and END_OF_CDATA in html:
        # XML 1.0, 2.7: it has no escapes, so that one section ends between the signs and another begins.
        html = html.replace(END_OF_CDATA, "]]]]><![CDATA[>")
    return trusted(html)


def after_dateline(dateline: str, html: str) -> SafeString:
    """Return a text that begins with its `dateline`, which is escaped: in its first paragraph, where it has one."""
    paragraph = FIRST_PARAGRAPH.match(html)
    end = paragraph.end() if paragraph else 0
    return trusted(f"{html[:end]}<b>{dateline}.</b> {html[end:]}")


def _file(picture: re.Match[str]) -> str:
    """Return the picture as the widest of its JPEG files, of which it has the size."""
    told = dict(ATTRIBUTE.findall(picture["attributes"]))
    *_smaller, widest = told["srcset"].split(", ")
    told["src"] = widest.rpartition(" ")[0]
    return "<img " + " ".join(f'{name}="{told[name]}"' for name in ("src", "width", "height", "alt")) + ">"


def _whole(first: str, address: str) -> str:
    return absolute("/") if first == "/" else f"{address}#"
