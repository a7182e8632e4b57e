"""Asking a classifier outside of this site, where the newsroom has one, and telling it of its mistakes."""

from datetime import datetime
from typing import Any

from django.conf import settings

from comments.choices import State
from comments.models import Comment
from comments.moderation.akismet import Akismet
from comments.moderation.classifier import Classifier, ClassifierFailed
from comments.moderation.verdict import Finding, Submission


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


def teach(lesson: dict[str, Any], now: datetime) -> None:
    """Send what comments.lessons wrote; nothing where the comment is gone or the decision was undone."""
    classifier = chosen()
    comment = Comment.objects.select_related("article", "parent", "origin").filter(pk=lesson["comment"]).first()
    decided = State.SPAM if lesson["spam"] else State.APPROVED
    if classifier and comment and comment.state == decided:
        classifier.learn(Submission.of(comment), spam=lesson["spam"])
