"""What is to be told to whom, written into the outbox with the change itself; sending is in comments.mails."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

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
    if not settings.MAIL_CONFIGURED or to not in (State.APPROVED, State.REJECTED):
        return
    due_at = at + DECISION_PAUSE
    told = [{"comment": comment.pk} for comment in changed if comment.wants_decision]
    OutboxMessage.objects.put_all("comments.decision", told, due_at=due_at)
    if to == State.APPROVED:
        OutboxMessage.objects.put_all("comments.reply", _replies(changed, at), due_at=due_at)


def after_receipt(comment: "Comment", site: Site, address: Address | None) -> None:
    """Write the notices that a comment brings when it is received."""
    verification.ask(comment, site, address)


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


def _replies(approved: "list[Comment]", at: datetime) -> list[dict[str, object]]:
    """Return a payload for each reply that readers see for the first time and whose parent's author waits for it.

    Its moment tells it from an approval that was undone.
    """
    new = [comment for comment in approved if comment.parent_id and comment.first_approved_at is None]
    if not new:
        return []
    parents = type(new[0]).objects.filter(pk__in={comment.parent_id for comment in new}, wants_replies=True)
    waiting = set(parents.values_list("pk", flat=True))
    return [{"comment": reply.pk, "approved_at": at.isoformat()} for reply in new if reply.parent_id in waiting]
