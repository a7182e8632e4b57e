"""What is to be told to whom, written into the outbox with the change itself; sending is in comments.mails."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import prefetch_related_objects

from comments import lessons, verification
from comments.choices import State
from newsroom.client import Address
from newsroom.models import OutboxMessage, Site, User
from newsroom.throttle import Window, count

if TYPE_CHECKING:
    from comments.models import Comment

# Longer than a decision can be undone: what is taken back at once is never told.
DECISION_PAUSE = timedelta(minutes=2)
# Beyond that the digest tells of them: whoever reports everything must not fill the moderators' letter boxes.
MOST_ALERTS_AN_HOUR = 10
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def after_decision(changed: "Iterable[Comment]", to: str, at: datetime) -> None:
    """Write the notices that a decision brings. `changed` are as they were before it."""
    changed = list(changed)
    lessons.after_decision(changed, to, at)
    OutboxMessage.objects.bulk_create(_of_decision(changed, to, at))


def after_receipt(comment: "Comment", site: Site, address: Address | None, *, approved: bool) -> None:
    """Write the notices that a comment brings when it is received, `approved` at once or not; in one statement."""
    messages = verification.question(comment, site, address)
    if approved:
        messages += _of_decision([comment], State.APPROVED, comment.submitted_at)
    if messages:
        OutboxMessage.objects.bulk_create(messages)


def of_high_risk(comment: "Comment") -> None:
    """Tell the moderators at once of a comment that is reported as illegal, or that reports have hidden."""
    if not settings.MAIL_CONFIGURED or comment.reported_at is None:
        return
    window = Window("alerts", 3600)
    if count([window])[window.key].count > MOST_ALERTS_AN_HOUR:
        return
    # Once for each series of reports, and once more where they hide it.
    series = f"comments.alert:{comment.pk}:{comment.state}:{int(comment.reported_at.timestamp())}"
    for moderator in moderators(comment.edition):
        OutboxMessage.objects.put(
            "comments.alert", key=f"{series}:{moderator.pk}", comment=comment.pk, user=moderator.pk
        )


def moderators(edition: str) -> list[User]:
    """Return who decides about comments of `edition` and wants to have mail about them. One query."""
    people = User.objects.with_perm("comments.moderate_comment", backend=MODEL_BACKEND)
    wanting = people.filter(comments_digest=True).exclude(email="").order_by("pk")
    return [person for person in wanting if person.works_in(edition)]


def _of_decision(changed: "list[Comment]", to: str, at: datetime) -> list[OutboxMessage]:
    if not settings.MAIL_CONFIGURED or to not in (State.APPROVED, State.REJECTED):
        return []
    decisions = [{"comment": comment.pk} for comment in changed if comment.wants_decision]
    replies = _replies(changed, at) if to == State.APPROVED else []
    told = [("comments.decision", payload) for payload in decisions]
    told += [("comments.reply", payload) for payload in replies]
    return [OutboxMessage(kind=kind, payload=payload, due_at=at + DECISION_PAUSE) for kind, payload in told]


def _replies(approved: "list[Comment]", at: datetime) -> list[dict[str, Any]]:
    """Return a payload for each reply that readers see for the first time and whose parent's author waits for it.

    Its moment tells it from an approval that was undone.
    """
    new = [comment for comment in approved if comment.parent_id and comment.first_approved_at is None]
    # One query, and none where the reply has just been sent: its parent is known.
    prefetch_related_objects(new, "parent")
    waiting = [reply for reply in new if reply.parent and reply.parent.wants_replies]
    return [{"comment": reply.pk, "approved_at": at.isoformat()} for reply in waiting]
