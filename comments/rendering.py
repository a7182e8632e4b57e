import re
from html import escape
from urllib.parse import urlsplit

from django.utils.safestring import SafeString

from newsroom.sanitize import trusted

# Stops at what cannot be in an address, at the quotes and brackets people put around one, and at
# the direction marks that Arabic keyboards leave behind it.
ADDRESS = re.compile(r"https?://[^\s<>\"'«»“”‘’`(){}\[\]|\\^\u061c\u200b-\u200f]+", re.IGNORECASE)
TRAILING = ".,;:!?،؛؟…"
PARAGRAPH = re.compile(r"\n\s*\n")


def render(text: str, *, links: bool = True) -> SafeString:
    """Return a reader's plain text as HTML: paragraphs, line breaks and links, everything else escaped.

    Without `links` an address is text like any other: so stands what no moderator has read yet.
    Nothing may be changed after it: what is here is p, br and a (http and https only), and
    WordPress's worst holes came from a step that followed the escaping.
    """
    paragraphs = [part.strip() for part in PARAGRAPH.split(text) if part.strip()]
    return trusted("".join(f"<p>{_lines(paragraph, links)}</p>" for paragraph in paragraphs))


def render_marked(text: str, marks: re.Pattern[str] | None) -> SafeString:
    """Return a text as moderators read it: what `marks` finds is marked, and no address can be followed by a slip."""
    paragraphs = [part.strip() for part in PARAGRAPH.split(text) if part.strip()]
    lines = ["<br>".join(_marked(line, marks) for line in paragraph.split("\n")) for paragraph in paragraphs]
    return trusted("".join(f"<p>{line}</p>" for line in lines))


def _lines(paragraph: str, links: bool) -> str:
    if links and "://" in paragraph:
        return "<br>".join(_links(line) for line in paragraph.split("\n"))
    return escape(paragraph).replace("\n", "<br>")


def _links(line: str) -> str:
    parts: list[str] = []
    end = 0
    for found in ADDRESS.finditer(line):
        address = found[0].rstrip(TRAILING)
        parts += [escape(line[end : found.start()]), _link(address)]
        end = found.start() + len(address)
    return "".join([*parts, escape(line[end:])])


def _link(address: str) -> str:
    try:
        readable = bool(urlsplit(address).hostname)
    except ValueError:
        readable = False
    if not readable:
        return escape(address)
    # dir: an address reads from left to right in any text around it.
    return f'<a href="{escape(address)}" rel="ugc nofollow noopener noreferrer" dir="ltr">{escape(address)}</a>'


def _marked(line: str, marks: re.Pattern[str] | None) -> str:
    parts: list[str] = []
    end = 0
    for found in marks.finditer(line) if marks else ():
        parts += [escape(line[end : found.start()]), f"<mark>{escape(found[0])}</mark>"]
        end = found.end()
    return "".join([*parts, escape(line[end:])])
