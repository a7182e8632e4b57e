"""The lines of one page of a thread, as its template prints them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.urls import reverse
from django.utils.safestring import SafeString

from articles.models import Article
from comments.choices import State
from comments.models import Comment
from comments.querysets import CommentQuerySet
from comments.rendering import render
from comments.thread_address import ThreadAddress
from comments.threads import Thread
from newsroom import languages
from newsroom.compiled import Asked, CompiledQuery
from newsroom.sanitize import trusted

# Deeper replies stand at this depth and say whom they answer: a page has no room for more steps.
DEEPEST_INDENT = 3
# A phone has room for one step less: there the style sheet shows those of the deepest whom they answer, too.
DEEPEST_INDENT_ON_A_PHONE = 2
# The accents of the style sheet.
AVATAR_COLOURS = tuple(map(trusted, ("blue", "green", "magenta", "teal", "orange", "purple", "olive")))
NOTHING = trusted("")
# Language -> its code and its direction, as attributes print them.
TONGUES = {code: (trusted(code), trusted(languages.direction(code))) for code in languages.CODES}
COLUMNS = (
    "parent", "depth", "edition", "name", "website", "body", "language", "staff", "state", "submitted_at", "edited_at",
    "featured_at",
)  # fmt: skip


@dataclass(slots=True)
class Answered:
    """The comment that a reply answers which does not stand right under it."""

    name: str
    url: str
    only_on_a_phone: bool


@dataclass(slots=True)
class Line:
    """One comment as a template prints it.

    A removed one has its place and nothing else: no word of it reaches the page.
    """

    anchor: str
    depth: int
    removed: bool
    name: str = ""
    initial: str = ""
    colour: str = ""
    html: SafeString = NOTHING
    text: str = ""
    lang: str = ""
    dir: str = ""
    sent_at: datetime | None = None
    is_staff: bool = False
    is_pick: bool = False
    is_edited: bool = False
    website: str = ""
    website_url: str = ""
    answered: Answered | None = None
    url: str = ""
    reply_url: str = ""
    report_url: str = ""


def rows_of(keys: Iterable[int]) -> dict[int, Comment]:
    """Load the comments of `keys` with what a line prints of them, and no address. One query.

    Beside the columns: `parent_name`, where readers can see the parent; `is_of_known_author`, where
    two comments of its author have been approved, so that the website they left may be followed.
    """
    return {row.pk: row for row in _ROWS(keys=list(keys))}


def _rows() -> CommentQuerySet:
    by_author = Comment.objects.filter(email_key=OuterRef("email_key"), state=State.APPROVED)
    seen = When(parent__state=State.APPROVED, then=F("parent__name"))
    rows: CommentQuerySet = Comment.objects.only(*COLUMNS).annotate(
        parent_name=Case(seen, default=Value(""), output_field=CharField()),
        # Without an address nobody is known; said inside too, or the index of addresses is not used.
        is_of_known_author=~Q(website="") & Exists(by_author.exclude(email_key="").order_by()[1:]),
    )
    return rows.filter(pk__among=Asked("keys"))


_ROWS = CompiledQuery(_rows, among="keys")


def lines(
    keys: Iterable[int], thread: Thread, comments: Mapping[int, Any], article: Article, address: ThreadAddress | None
) -> list[Line]:
    """Return a line for each of `keys`, a page of `thread`; `comments` are the `rows_of` them.

    `address` is None where nobody may reply. What was deleted since the thread was read is left out.
    """
    found = [key for key in keys if key in comments]
    page = Page(
        keys=set(found),
        url_of=_address_by_key("comment"),
        report_url_of=_address_by_key("comments:report", language=article.language),
        address=address,
    )
    return [_line(comments[key], thread.depths[key], page) for key in found]


@dataclass(frozen=True)
class Page:
    """What the lines of a page have in common."""

    keys: set[int]
    url_of: Callable[[int], str]
    report_url_of: Callable[[int], str]
    address: ThreadAddress | None


def _address_by_key(name: str, **words: str) -> Callable[[int], str]:
    """Return the function from a comment's key to an address of it: `reverse` for each of 200 comments is felt."""
    before, _key, after = reverse(name, kwargs={"comment_id": 0, **words}).partition("/0/")
    # A number between words of ours: nothing in it has to be escaped for each of 200 comments.
    return lambda key: trusted(f"{before}/{key}/{after}")


def _line(comment: Any, depth: int, page: Page) -> Line:
    anchor, indent = trusted(f"comment-{comment.pk}"), min(depth, DEEPEST_INDENT)
    if comment.state != State.APPROVED:
        return Line(anchor=anchor, depth=indent, removed=True)
    host, website = web_address(comment.website)
    lang, dir = TONGUES[comment.language]
    return Line(
        anchor=anchor,
        depth=indent,
        removed=False,
        name=comment.name,
        initial=initial_of(comment.name),
        colour=AVATAR_COLOURS[comment.pk % len(AVATAR_COLOURS)],
        html=render(comment.body),
        text=comment.body,
        lang=lang,
        dir=dir,
        sent_at=comment.submitted_at,
        is_staff=comment.staff_id is not None,
        is_pick=comment.featured_at is not None,
        is_edited=comment.edited_at is not None,
        website=host,
        website_url=website if comment.is_of_known_author else "",
        answered=_answered(comment, depth, page),
        url=page.url_of(comment.pk),
        reply_url=page.address.url("respond", reply=comment.pk) if page.address and comment.can_be_replied_to() else "",
        report_url=page.report_url_of(comment.pk),
    )


def _answered(comment: Any, depth: int, page: Page) -> Answered | None:
    """Return whom a reply answers where its place does not show it: too deep for an indent, or on another page."""
    apart = comment.parent_id not in page.keys
    if not comment.parent_name or (depth <= DEEPEST_INDENT_ON_A_PHONE and not apart):
        return None
    url = page.url_of(comment.parent_id) if apart else f"#comment-{comment.parent_id}"
    return Answered(name=comment.parent_name, url=url, only_on_a_phone=depth <= DEEPEST_INDENT and not apart)


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
