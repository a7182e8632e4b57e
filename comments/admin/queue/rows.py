"""The comments of one page of the queue with all that is looked at to decide: a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

from django.db.models import Count
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext_lazy

from comments.choices import State
from comments.highlights import marks
from comments.models import Comment, ModerationAction, Report, Revision
from comments.moderation import reasons
from comments.rendering import ADDRESS, render_marked
from newsroom import languages

APPROVE = pgettext_lazy("button", "Approve")
REJECT = pgettext_lazy("button", "Reject")
PUBLISH_EDIT = pgettext_lazy("button", "Publish the edit")
REJECT_EDIT = pgettext_lazy("button", "Reject the edit")
KEEP = pgettext_lazy("button", "Keep")
HISTORY = {
    State.APPROVED: pgettext_lazy("queue", "Approved"),
    State.REJECTED: pgettext_lazy("queue", "Rejected"),
    State.SPAM: pgettext_lazy("queue", "Spam"),
}


@dataclass(frozen=True)
class Finding:
    label: str
    words: list[str]


@dataclass
class Row:
    """One comment in the queue."""

    comment: Comment
    totals: dict[str, int]
    findings: list[Finding]
    reports: list[Report] = field(default_factory=list)
    edit: Revision | None = None
    # The last decision about it.
    last: ModerationAction | None = None
    # The key of the comment below, where a page without scripts goes on.
    following: str = ""
    # What became of the last click: a stale decision, a refused answer with its text.
    said: str = ""
    typed: dict[str, str] = field(default_factory=dict)
    # Of the form of a reply: sent twice, it is published once.
    reply_key: UUID = field(default_factory=uuid4)

    # The buttons, see comments.admin.queue.frame.
    acts: SafeString = SafeString("")

    @property
    def id(self) -> str:
        # As text: of a number each template would ask how the language writes it.
        return str(self.comment.pk)

    @property
    def key(self) -> str:
        """What a click sends of it: which comment, as it was looked at."""
        return f"{self.comment.pk}:{self.comment.version}"

    @cached_property
    def article_url(self) -> str:
        return self.comment.article.get_absolute_url()

    @property
    def headline(self) -> SafeString:
        article = self.comment.article
        return format_html(
            '<bdi lang="{}" dir="{}">{}</bdi>', article.language, languages.direction(article.language), str(article)
        )

    @property
    def parent_html(self) -> SafeString:
        return render_marked(self.comment.parent.body, None) if self.comment.parent else SafeString("")

    @property
    def html(self) -> SafeString:
        return render_marked(self.comment.body, marks(self.comment.findings))

    @property
    def edit_html(self) -> SafeString:
        return render_marked(self.edit.body, marks(self.comment.findings)) if self.edit else SafeString("")

    @property
    def links(self) -> int:
        text = self.edit.body if self.edit else self.comment.body
        return len(ADDRESS.findall(text)) + bool(self.comment.website)

    @property
    def is_first(self) -> bool:
        """Say whether nothing of this author has been approved yet."""
        return not self.comment.staff_id and not self.totals.get(State.APPROVED)

    @property
    def history(self) -> str:
        """How many of its author were approved, rejected, filed under spam."""
        return " · ".join(f"{label} {self.totals.get(state, 0)}" for state, label in HISTORY.items())

    @property
    def kind(self) -> tuple[Any, ...]:
        """Rows that agree in this have the same buttons."""
        comment = self.comment
        return (
            comment.state,
            self.edit is not None,
            comment.reported_at is not None,
            comment.featured_at is not None,
            comment.parent_id is not None,
            self.can_be_answered,
        )

    @cached_property
    def since(self) -> Any:
        return self.comment.waiting_since or self.comment.submitted_at

    @property
    def is_old(self) -> bool:
        return self.comment.waiting_since is not None and timezone.now() - self.since > timedelta(hours=1)

    @property
    def approve(self) -> Promise | None:
        """What the key a does here, None where there is nothing to approve."""
        if self.edit:
            return PUBLISH_EDIT
        if self.comment.state == State.APPROVED:
            return KEEP if self.comment.reported_at else None
        return None if self.comment.state == State.WITHDRAWN else APPROVE

    @property
    def reject(self) -> Promise | None:
        if self.edit:
            return REJECT_EDIT
        return REJECT if self.comment.state in (State.PENDING, State.SPAM) else None

    @property
    def can_be_removed(self) -> bool:
        return self.comment.state == State.APPROVED

    @property
    def can_be_spam(self) -> bool:
        return self.comment.state in (State.PENDING, State.APPROVED, State.REJECTED)

    @property
    def can_be_answered(self) -> bool:
        return self.comment.state == State.PENDING or self.comment.can_be_replied_to()

    @property
    def can_be_pick(self) -> bool:
        return self.comment.state == State.APPROVED and self.comment.parent_id is None


def rows_of(comments: list[Comment]) -> list[Row]:
    """Return the rows of `comments`, in their order. Four queries; the articles and parents are read with them."""
    totals = totals_of(comments)
    reports: dict[int, list[Report]] = {}
    for report in Report.objects.filter(comment__in=comments, resolved_at=None):
        reports.setdefault(report.comment_id, []).append(report)
    edits = {edit.comment_id: edit for edit in Revision.objects.filter(comment__in=comments, state=State.PENDING)}
    lines = last_actions(comments)
    below = dict(pairwise(comment.pk for comment in comments))
    return [
        Row(
            comment=comment,
            totals=totals.get(comment.email_key, {}),
            findings=_findings(comment),
            reports=reports.get(comment.pk, []),
            edit=edits.get(comment.pk),
            last=lines.get(comment.pk),
            following=str(below.get(comment.pk, "")),
        )
        for comment in comments
    ]


def totals_of(comments: Iterable[Comment]) -> dict[str, dict[str, int]]:
    """Return for each author (by the pseudonym of the address) how many comments are in which state. One query."""
    keys = {comment.email_key for comment in comments if comment.email_key}
    # `exclude` is what lets a database see that its partial index will do.
    theirs = Comment.objects.filter(email_key__in=keys).exclude(email_key="").order_by()
    totals: dict[str, dict[str, int]] = {}
    for key, state, number in theirs.values_list("email_key", "state").annotate(number=Count("pk")):
        totals.setdefault(key, {})[state] = number
    return totals


def last_actions(comments: Iterable[Comment]) -> dict[int, ModerationAction]:
    """Return the last decision about each. One query."""
    lines = ModerationAction.objects.filter(comment__in=[comment.pk for comment in comments])
    return {line.comment_id: line for line in lines.order_by("at", "pk") if line.comment_id is not None}


def _findings(comment: Comment) -> list[Finding]:
    return [
        Finding(str(reasons.label(found.get("reason", ""))), [str(word) for word in found.get("words", [])])
        for found in comment.findings
    ]
