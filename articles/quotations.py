"""Quotations of a text: a short one is pulled out of it in large type, a long one is read like the text.

An editor says who speaks in a last paragraph that begins with a dash; the dash is not printed.
"""

import re

from newsroom.sanitize import plain

QUOTATION = re.compile(r"<blockquote(?P<attributes>[^>]*)>(?P<inside>(?:(?!</?blockquote).)*)</blockquote>", re.DOTALL)
SOURCE = re.compile(r"(?<=</p>)\s*<p(?P<attributes>[^>]*)>\s*[-–—―]+\s*(?P<name>(?:(?!<p).)*</p>)\s*\Z", re.DOTALL)
OPENING_MARKS = ("«", "“", '"')
# In characters; beyond it large type becomes a wall.
LONGEST_PULLED = 220


def render_quotations(body: str) -> str:
    """Return a cleaned `body` with its quotations told apart, for static/css/components/quote.css."""
    return QUOTATION.sub(_quotation, body)


def _quotation(found: re.Match[str]) -> str:
    said, source = found["inside"], SOURCE.search(found["inside"])
    if source:
        said = f'{said[: source.start()]}<p class="quote__source"{source["attributes"]}>{source["name"]}'
    words = plain(found["inside"][: source.start()] if source else said)
    names = ["quote"]
    if len(words) <= LONGEST_PULLED:
        names.append("quote--pulled")
    if words.startswith(OPENING_MARKS):
        names.append("quote--marked")
    return f'<blockquote class="{" ".join(names)}"{found["attributes"]}>{said}</blockquote>'
