"""Asking a classifier outside of this site, where the newsroom has one, and telling it of its mistakes."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings

from comments.choices import State
from comments.models import Comment
from comments.moderation.akismet import Akismet
from comments.moderation.classifier import Classifier, ClassifierFailed
from comments.moderation.verdict import Finding, Submission
from newsroom.models import OutboxMessage

LESSON = "classifier lesson"


def chosen() -> Classifier | None:
    """Return the classifier that the environment names; by default there is none."""
    return Akismet(settings.AKISMET_KEY) if settings.AKISMET_KEY else None


def ask(sent: Submission) -> Finding | None:
    """Ask it about a comment. Never inside a transaction: nobody else may have to wait for its answer."""
    classifier = chosen()
    try:
        return classifier.check(sent) if classifier else None
    except ClassifierFailed:
        return Finding("classifier_failed")


def after_decision(changed: Iterable[Comment], to: str) -> None:
    """Have the classifier told, by the outbox, of each comment that it took for the contrary of what was decided."""
    if not settings.AKISMET_KEY or to not in (State.APPROVED, State.SPAM):
        return
    spam = to == State.SPAM
    for comment in changed:
        suspected = any(finding["reason"] == "classifier" for finding in comment.findings)
        if suspected != spam:
            OutboxMessage.objects.put(LESSON, comment=comment.pk, spam=spam)


def teach(payload: dict[str, Any], now: datetime) -> None:
    """Send what `after_decision` wrote; nothing where the comment or the classifier is gone meanwhile."""
    classifier = chosen()
    comment = Comment.objects.select_related("article", "parent", "origin").filter(pk=payload["comment"]).first()
    if classifier and comment and not comment.staff_id:
        classifier.learn(Submission.of(comment), spam=payload["spam"])
