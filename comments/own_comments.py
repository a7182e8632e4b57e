"""What a browser has sent within a day, as it is shown to whoever sent it and to nobody else."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils import timezone
from django.utils.safestring import SafeString

from comments import cookies
from comments.choices import State
from comments.lines import initial_of
from comments.models import Comment, Revision
from comments.rendering import render
from newsroom import languages


class Standing(StrEnum):
    """What is said of a comment to its author: the truth, but for spam, of which a robot must learn nothing."""

    WAITS = "waits"
    PUBLISHED = "published"
    EDIT_WAITS = "edit waits"
    EDIT_REFUSED = "edit refused"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


STANDINGS = {
    State.PENDING: Standing.WAITS,
    State.SPAM: Standing.WAITS,
    State.REJECTED: Standing.REFUSED,
    State.WITHDRAWN: Standing.WITHDRAWN,
}
OF_EDITS = {State.PENDING: Standing.EDIT_WAITS, State.REJECTED: Standing.EDIT_REFUSED}


@dataclass(frozen=True)
class OwnComment:
    """One comment as its author sees it."""

    comment: Comment
    edit: Revision | None
    now: datetime

    @property
    def pk(self) -> int:
        return self.comment.pk

    @property
    def name(self) -> str:
        return self.comment.name

    @property
    def initial(self) -> str:
        return initial_of(self.comment.name)

    @property
    def standing(self) -> Standing:
        if self.comment.state != State.APPROVED:
            return STANDINGS[State(self.comment.state)]
        return OF_EDITS.get(State(self.edit.state), Standing.PUBLISHED) if self.edit else Standing.PUBLISHED

    @property
    def body(self) -> str:
        """The text its author last gave it, also while that waits."""
        return self.edit.body if self.edit and self.standing == Standing.EDIT_WAITS else self.comment.body

    @property
    def html(self) -> SafeString:
        # A link is one only once a moderator has read it.
        return render(self.body, links=self.standing in (Standing.PUBLISHED, Standing.EDIT_REFUSED))

    @property
    def lang(self) -> str:
        return languages.guess(self.body, default=self.comment.edition)

    @property
    def dir(self) -> str:
        return languages.direction(self.lang)

    @property
    def is_public(self) -> bool:
        return self.comment.is_public(self.now)

    @property
    def reason(self) -> str:
        """Why it was refused, in the page's language; the moderator's own note is not for it."""
        return self.comment.get_reason_display() if self.standing == Standing.REFUSED else ""

    @property
    def asks_to_confirm(self) -> bool:
        """Say whether its author asked to be told, and has to confirm the address before."""
        return (self.comment.wants_decision or self.comment.wants_replies) and not self.comment.verified

    @property
    def can_be_edited(self) -> bool:
        return self.comment.can_be_edited(self.now)


def sent_from(request: HttpRequest, *, now: datetime | None = None) -> list[OwnComment]:
    """Return the comments that the signed cookie names, newest first. Two queries, none without a cookie."""
    now = now or timezone.now()
    keys = cookies.own_keys(request, now)
    if not keys:
        return []
    edits = Prefetch("revisions", Revision.objects.order_by("pk"), to_attr="edits")
    rows = Comment.objects.filter(pk__in=keys).select_related("article").prefetch_related(edits)
    found = {comment.pk: OwnComment(comment, comment.edits[-1] if comment.edits else None, now) for comment in rows}
    return [found[key] for key in keys if key in found]


def find(request: HttpRequest, comment_id: int, language: str) -> OwnComment | None:
    """Return the comment of this edition if this browser has sent it within a day."""
    return next((own for own in sent_from(request) if own.pk == comment_id and own.comment.edition == language), None)
