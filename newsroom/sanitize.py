"""Article HTML made safe, on write and never on read: the only module that imports bleach or nh3.

bleach gets no more security fixes (its 6.4.0 says so), so that nh3, with the same list,
writes the final bytes. Two properties keep the past mutation holes of both closed: no
svg, math, style, form or raw-text element is ever allowed, and comments are dropped.
To leave bleach, delete its line in `_once`; the tests run nh3 alone as well.
"""

import functools
import re
from collections.abc import Callable
from html import unescape
from urllib.parse import urlsplit

import bleach
import nh3
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from newsroom.embeds import embed_at
from newsroom.plain_text import storable
from newsroom.typed_number import typed_number

# A body of this length takes about a second (security.md P03); a longer one is refused, not cut.
LONGEST_BODY = 200_000

# A list in a list in a quotation has six; broken markup that a paste brings may have some dozens.
DEEPEST_NESTING = 100

# As long as an image's own (articles.models.ImageText).
LONGEST_ALT, LONGEST_CREDIT = 300, 120

DIRECTED = {"dir", "lang"}
ALLOWED: dict[str, set[str]] = {
    **dict.fromkeys(["p", "h2", "h3", "h4", "ul", "li", "blockquote", "strong", "em", "bdi", "figcaption"], DIRECTED),
    "ol": DIRECTED | {"start"},
    "a": DIRECTED | {"href"},
    "br": set(),
    "figure": {"data-image", "data-alt", "data-credit", "data-embed"},
    **dict.fromkeys(["table", "caption", "thead", "tbody", "tr"], DIRECTED),
    **dict.fromkeys(["th", "td"], DIRECTED | {"colspan", "rowspan"}),
}
PROTOCOLS = {"http", "https", "mailto"}
# Their text is no text of the article's.
DROPPED_WITH_CONTENT = {
    "script",
    "style",
    "template",
    "noscript",
    "iframe",
    "object",
    "svg",
    "math",
    "textarea",
    "title",
}

NO_BREAK_SPACE = "\u00a0"
# A quoted value may hold the sign that ends a tag.
INLINE_TAG = re.compile(r"""</?(?:a|bdi|em|strong)\b(?:"[^"]*"|[^">])*>""")
ANY_TAG = re.compile(r"""<(?:"[^"]*"|[^">])*>""")
BETWEEN_TAG_SIGNS = re.compile("[^<>]+")
# Browsers drop tabs and newlines from an address, and read a backslash as a slash.
NOT_IN_A_LINK = re.compile(r"[\x00-\x1f\\]")
LANGUAGE_TAG = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*\Z")

VALUES: dict[str, Callable[[str], bool]] = {
    "dir": {"rtl", "ltr", "auto"}.__contains__,
    "lang": lambda value: bool(LANGUAGE_TAG.match(value)),
    # What is seen in the picture and who made it, said for this place: text, and printed as such.
    "data-alt": lambda value: len(value) <= LONGEST_ALT,
    "data-credit": lambda value: len(value) <= LONGEST_CREDIT,
    "data-image": lambda value: typed_number(value) is not None,
    # bleach hands a value over as it is written, nh3 as it is meant.
    "data-embed": lambda value: embed_at(value.replace("&amp;", "&")) is not None,
    "href": lambda value: _is_link(value),
    **dict.fromkeys(["colspan", "rowspan", "start"], lambda value: typed_number(value, 3) is not None),
}


class BodyRefused(ValueError):
    """The text is too long or too deeply nested to be cleaned; `str()` says so, translated."""


# A verb cleans the same body more than once on its way; the function is pure, so that it need not work twice.
@functools.lru_cache(maxsize=8)
def clean_article(html: str) -> str:
    """Return `html` with nothing in it but the elements and attributes of `ALLOWED`.

    Idempotent: what comes out goes through unchanged. Bidi overrides and isolates
    (U+202A-202E, U+2066-2069) are stripped wherever they stand, also as entities; ZWNJ,
    ZWJ, LRM and RLM are kept. No-break spaces become spaces, which an editor's paste
    leaves everywhere and no search finds.

    Raises BodyRefused where `html` is longer than LONGEST_BODY, or becomes so, or is nested
    deeper than DEEPEST_NESTING: bleach's parser takes minutes for what no person wrote.
    """
    # A second pass is needed where the first made new neighbours of what it stripped; the loop
    # is bounded because each pass can only shorten what an attacker nested.
    for _pass in range(6):
        before, html = html, _once(html)
        if html == before:
            break
    return html


def _once(html: str) -> str:
    _check_length(html)
    # bleach's parser loses what stands in a table outside its cells; nh3's moves it in front of the table.
    html = clean_with_nh3(html)
    _check_length(html)
    _check_depth(html)
    html = bleach.clean(
        html, tags=set(ALLOWED), attributes=_is_allowed, protocols=PROTOCOLS, strip=True, strip_comments=True
    )
    return clean_with_nh3(html)


def clean_with_nh3(html: str) -> str:
    """Return `html` cleaned by nh3 alone: the pass that stays when bleach goes."""
    html = nh3.clean(
        _storable(html),
        tags=set(ALLOWED),
        clean_content_tags=DROPPED_WITH_CONTENT,
        attributes={tag: set(names) for tag, names in ALLOWED.items() if names},
        attribute_filter=lambda tag, name, value: value if _is_allowed(tag, name, value) else None,
        url_schemes=PROTOCOLS,
        link_rel=None,
        strip_comments=True,
    )
    # nh3 writes a no-break space as an entity, and resolves numeric ones into the characters themselves.
    return _storable(html.replace("&nbsp;", " ").replace(NO_BREAK_SPACE, " ")).strip()


def _check_length(html: str) -> None:
    if len(html) > LONGEST_BODY:
        raise BodyRefused(
            _("The text is longer than 200,000 characters. Divide it, or remove what was pasted with it.")
        )


def _check_depth(html: str) -> None:
    """Look at what nh3 wrote: there every element has its end, and no sign of a tag stands alone."""
    depth = 0
    for tag in ANY_TAG.finditer(html):
        depth += -1 if tag[0].startswith("</") else 0 if tag[0].startswith("<br") else 1
        if depth > DEEPEST_NESTING:
            raise BodyRefused(_("The text has lists or quotations nested too deeply. Paste it as plain text."))


def _storable(html: str) -> str:
    """Clean what stands between the signs of tags: NFC would join a `>` and a following U+0338 into one letter."""
    return BETWEEN_TAG_SIGNS.sub(lambda run: storable(run[0]), html)


def plain(html: str) -> str:
    """Return the words of cleaned `html`, blocks apart by a space: for search, word counts and descriptions."""
    return " ".join(unescape(ANY_TAG.sub(" ", INLINE_TAG.sub("", html))).split())


def trusted(html: str) -> SafeString:
    """Mark `html` as ready to print. For what `clean_article` or an escaping renderer of ours has just made."""
    # What mark_safe does but for its questions about lazy texts: a page calls this two hundred times.
    return SafeString(html)


def _is_allowed(tag: str, name: str, value: str) -> bool:
    return name in ALLOWED.get(tag, ()) and VALUES[name](value)


def _is_link(value: str) -> bool:
    # All-digit rests pass bleach's scheme check (it takes them for a port), so the scheme is read here.
    value = storable(value).strip()
    try:
        scheme = urlsplit(value).scheme
    except ValueError:
        return False
    if NOT_IN_A_LINK.search(value):
        return False
    return scheme in PROTOCOLS or (not scheme and value.startswith(("/", "#")) and not value.startswith("//"))
