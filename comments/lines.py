"""The lines of one page of a thread, as its template prints them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, NamedTuple
from urllib.parse import urlsplit, urlunsplit

from django.utils import timezone
from django.utils.safestring import SafeString
from markupsafe import escape

from articles.models import Article
from comments.choices import State
from comments.models.comment import DEEPEST_REPLY
from comments.rendering import render
from comments.thread_address import ThreadAddress
from comments.threads import Thread
from newsroom import languages
from newsroom.addresses import path_to
from newsroom.patterns import pattern
from newsroom.sanitize import trusted
from newsroom.templatetags.newsroom import news_moment

# Deeper replies stand at this depth and say whom they answer: a page has no room for more steps.
DEEPEST_INDENT = 3
# A phone has room for one step less: there the style sheet shows those of the deepest whom they answer, too.
DEEPEST_INDENT_ON_A_PHONE = 2
# The accents of the style sheet.
AVATAR_COLOURS = ("blue", "green", "magenta", "teal", "orange", "purple", "olive")


class Shape(NamedTuple):
    """What differs between the HTML of one comment and the next, beside their texts.

    A removed one has its place and nothing else: no word of it reaches the page.
    """

    indent: int
    is_removed: bool = False
    is_staff: bool = False
    is_pick: bool = False
    is_edited: bool = False
    # Whether it says whom it answers: "", "always" or "on a phone".
    answers: str = ""
    can_be_answered: bool = False
    # "" where there is none, "shown", or "followed" where it is a link.
    website: str = ""


@dataclass(slots=True)
class Line:
    """One comment as a template prints it, and what structured data says of it: nothing of a removed one."""

    html: SafeString
    is_removed: bool
    url: str = ""
    name: str = ""
    text: str = ""
    language: str = ""
    # When it was sent: ISO 8601 with offset.
    iso: str = ""


def lines(
    keys: Iterable[int],
    thread: Thread,
    comments: Mapping[int, Any],
    article: Article,
    newsroom: str,
    address: ThreadAddress | None,
) -> list[Line]:
    """Return a line for each of `keys`, a page of `thread`; `comments` are the `rows_of` them.

    `newsroom` is what its staff speak for; `address` is None where nobody may reply. What was deleted since the thread
    was read is left out.
    """
    found = [key for key in keys if key in comments]
    page = Page(
        language=article.language,
        zone=timezone.get_current_timezone(),
        keys=set(found),
        newsroom=escape(newsroom),
        url_of=_address_by_key("comment"),
        report_url_of=_address_by_key("comments:report", language=article.language),
        reply_url_of=_reply_address(address) if address else None,
    )
    return [_line(comments[key], thread.depths[key], page) for key in found]


@dataclass(frozen=True)
class Page:
    """What the lines of a page have in common."""

    language: str
    # The newsroom's: asked once, not for each of 200 comments.
    zone: tzinfo
    keys: set[int]
    newsroom: str
    url_of: Callable[[int], str]
    report_url_of: Callable[[int], str]
    reply_url_of: Callable[[int], str] | None


def _address_by_key(name: str, **words: str) -> Callable[[int], str]:
    """Return the function from a comment's key to an address of it: `reverse` for each of 200 comments is felt."""
    before, _key, after = path_to(name, comment_id=0, **words).partition("/0/")
    # A number between words of ours: nothing in it has to be escaped for each of 200 comments.
    return lambda key: f"{before}/{key}/{after}"


def _reply_address(address: ThreadAddress) -> Callable[[int], str]:
    """Return the function from a comment's key to where it is answered, which a query of ours says last."""
    before, _key, after = str(escape(address.url("respond", reply=1))).rpartition("1#")
    return lambda key: f"{before}{key}#{after}"


def _line(row: Any, depth: int, page: Page) -> Line:
    indent = min(depth, DEEPEST_INDENT)
    if row.state != State.APPROVED:
        return Line(_html(page, Shape(indent, is_removed=True), {"key": row.pk}), is_removed=True)
    apart = row.parent not in page.keys
    host, website = web_address(row.website) if row.website else ("", "")
    reply_url_of = page.reply_url_of if row.depth < DEEPEST_REPLY else None
    shape = Shape(
        indent,
        is_staff=row.staff is not None,
        is_pick=row.is_pick,
        is_edited=row.is_edited,
        answers=_answers(row, depth, apart=apart),
        can_be_answered=reply_url_of is not None,
        website="" if not host else "followed" if website and row.is_of_known_author else "shown",
    )
    url = page.url_of(row.pk)
    sent_at = row.submitted_at.astimezone(page.zone)
    iso = sent_at.isoformat(timespec="seconds")
    texts = {
        "key": row.pk,
        "newsroom": page.newsroom,
        "colour": AVATAR_COLOURS[row.pk % len(AVATAR_COLOURS)],
        "initial": escape(initial_of(row.name)),
        "name": escape(row.name),
        "url": url,
        "iso": iso,
        "moment": news_moment(sent_at.replace(tzinfo=None), page.language),
        "answered": escape(row.parent_name) if row.parent_name else "",
        "answered_url": page.url_of(row.parent) if apart else f"#comment-{row.parent}",
        "language": row.language,
        "direction": languages.direction(row.language),
        "text": render(row.body),
        "reply_url": reply_url_of(row.pk) if reply_url_of else "",
        "report_url": page.report_url_of(row.pk),
        "website": escape(host) if host else "",
        "website_url": escape(website) if website else "",
    }
    return Line(_html(page, shape, texts), False, url, row.name, row.body, row.language, iso)


def _html(page: Page, shape: Shape, texts: dict[str, Any]) -> SafeString:
    return trusted(pattern(page.language, "comments/_comment", shape) % texts)


def _answers(row: Any, depth: int, *, apart: bool) -> str:
    """Say where a reply has to tell what it answers: where its place does not, too deep for an indent or `apart`."""
    if not row.parent_name or (depth <= DEEPEST_INDENT_ON_A_PHONE and not apart):
        return ""
    return "on a phone" if depth <= DEEPEST_INDENT and not apart else "always"


def initial_of(name: str) -> str:
    """Return the letter for the square beside a name: not the quote or bracket that it may begin with."""
    return next((character for character in name if character.isalnum()), name[:1])


def web_address(website: str) -> tuple[str, str]:
    """Return host and address of a commenter's website, both "" where it has none that can be shown.

    Put together anew: what stands before an @ can look like another's address.
    """
    try:
        parts = urlsplit(website)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            return "", ""
    except ValueError:
        return "", ""
    host = parts.netloc.rpartition("@")[2]
    return parts.hostname, urlunsplit((parts.scheme, host, parts.path, parts.query, ""))
