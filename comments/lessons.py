"""What an external classifier is to be told: where a moderator has decided against its word."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings

from comments.choices import State
from newsroom.models import OutboxMessage

if TYPE_CHECKING:
    from comments.models import Comment

KIND = "comments.lesson"
# Longer than a decision can be undone.
PAUSE = timedelta(minutes=2)


def after_decision(changed: "Iterable[Comment]", to: str, at: datetime) -> None:
    """Write into the outbox what is to be told; nothing where there is no classifier, as by default."""
    if not settings.AKISMET_KEY or to not in (State.APPROVED, State.SPAM):
        return
    spam = to == State.SPAM
    mistaken = [comment.pk for comment in changed if comment.staff_id is None and was_suspected(comment) != spam]
    payloads = [{"comment": key, "spam": spam} for key in mistaken]
    OutboxMessage.objects.put_all(KIND, payloads, due_at=at + PAUSE)


def was_suspected(comment: "Comment") -> bool:
    return any(finding.get("reason") == "classifier" for finding in comment.findings)
