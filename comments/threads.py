"""From the rows of an article to the lines of its thread, in reading order."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.safestring import SafeString

from comments.choices import State
from comments.models import Comment
from comments.rendering import render
from newsroom import languages

# Deeper replies stand at this depth and say whom they answer: a phone has no room for more steps.
DEEPEST_INDENT = 3


@dataclass(frozen=True)
class Line:
    """One comment as a template prints it. A removed one has no words: none reach the page."""

    comment: Comment
    depth: int
    in_reply_to: str
    reply_url: str

    @property
    def pk(self) -> int:
        return self.comment.pk

    @property
    def removed(self) -> bool:
        return self.comment.state != State.APPROVED

    @property
    def name(self) -> str:
        return "" if self.removed else self.comment.name

    @property
    def html(self) -> SafeString:
        return SafeString("") if self.removed else render(self.comment.body)

    @property
    def lang(self) -> str:
        return self.comment.language

    @property
    def dir(self) -> str:
        return languages.direction(self.comment.language)

    @property
    def published_at(self) -> object:
        return self.comment.submitted_at

    @property
    def website_text(self) -> str:
        # The host alone: what stands before an @ can look like another's address.
        return "" if self.removed else urlsplit(self.comment.website).hostname or ""


def lines(comments: Iterable[Comment], reply_address: str = "") -> list[Line]:
    """Return the thread of `comments` (oldest first): replies under parents, placeholders only where replies hang.

    `reply_address` is the article's path, or "" where nobody may reply any more. Without recursion:
    a chain of replies may be longer than Python's stack.
    """
    rows = {comment.pk: comment for comment in comments}
    children: dict[int | None, list[Comment]] = defaultdict(list)
    for comment in rows.values():
        # An approved reply under a comment that is no longer in the thread moves to the top.
        children[comment.parent_id if comment.parent_id in rows else None].append(comment)
    ordered: list[tuple[Comment, int]] = []
    stack = [(comment, 0) for comment in reversed(children[None])]
    while stack:
        comment, depth = stack.pop()
        ordered.append((comment, depth))
        stack += [(reply, depth + 1) for reply in reversed(children[comment.pk])]
    kept = _with_approved_below(ordered)
    return [_line(comment, depth, rows, reply_address) for comment, depth in ordered if comment.pk in kept]


def _with_approved_below(ordered: list[tuple[Comment, int]]) -> set[int]:
    kept: set[int] = set()
    needed: set[int] = set()
    for comment, _depth in reversed(ordered):
        if comment.state == State.APPROVED or comment.pk in needed:
            kept.add(comment.pk)
            if comment.parent_id:
                needed.add(comment.parent_id)
    return kept


def _line(comment: Comment, depth: int, rows: dict[int, Comment], reply_address: str) -> Line:
    parent = rows.get(comment.parent_id) if comment.parent_id and depth > DEEPEST_INDENT else None
    answered = parent.name if parent and parent.state == State.APPROVED else ""
    reply = f"{reply_address}?reply={comment.pk}#respond" if reply_address and comment.can_be_replied_to() else ""
    return Line(comment, min(depth, DEEPEST_INDENT), answered, reply)
