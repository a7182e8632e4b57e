"""Forgetting what has been kept long enough. Comments that wait for a moderator are never deleted by a machine."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from comments.choices import State
from comments.decisions import CHUNK
from comments.forgetting import NO_WORDS, forget_words
from comments.models import Comment, Origin, PersonalDataRequest, Report
from comments.querysets import CommentQuerySet
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry, OutboxMessage, Site
from newsroom.throttle import Window, count

EVERY = timedelta(hours=1)
# A full address, and what is made of one, is kept for a week at most: what would be older before the next
# run goes with this one.
ORIGINS_KEPT = timedelta(days=7) - 2 * EVERY
MESSAGES_KEPT = REQUESTS_KEPT = timedelta(days=30)
REFUSED = (State.REJECTED, State.SPAM, State.WITHDRAWN)


def run(now: datetime) -> int:
    """Due work: once an hour, forget what is over its time; one line in the newsroom's log where that was anything."""
    window = Window("retention", int(EVERY.total_seconds()))
    if count([window], now=now.timestamp())[window.key].count > 1:
        return 0
    site = Site.current()
    numbers: dict[str, Any] = {
        "origins": Origin.objects.filter(at__lt=now - ORIGINS_KEPT).delete()[0],
        "reporters": Report.objects.filter(at__lt=now - ORIGINS_KEPT).exclude(client="").update(client=""),
        "comments": _delete_refused(now - timedelta(days=site.comments_kept_days)),
        "texts": _blank_refused(now - timedelta(days=site.comments_kept_days)),
        "messages": OutboxMessage.objects.filter(sent_at__lt=now - MESSAGES_KEPT).delete()[0],
        "requests": PersonalDataRequest.objects.filter(asked_at__lt=now - REQUESTS_KEPT).delete()[0],
    }
    forgotten = {name: number for name, number in numbers.items() if number}
    if forgotten:
        AuditEntry.objects.record(site, "forget", by=SYSTEM, **forgotten)
    return sum(forgotten.values())


def _refused(before: datetime) -> CommentQuerySet:
    """Keep what was refused or taken back before then; what the policy filed as spam was decided when it was sent."""
    decided = Q(decided_at=None) | Q(decided_at__lt=before)
    rows: CommentQuerySet = Comment.objects.filter(decided, state__in=REFUSED, submitted_at__lt=before)
    return rows.alias(answered=Exists(Comment.objects.filter(parent=OuterRef("pk")))).order_by("pk")


def _delete_refused(before: datetime) -> int:
    """Delete those that nothing answers, then those whose answers went with them; the log's lines about them stay."""
    return _in_batches(_refused(before).filter(answered=False), lambda comments: comments.delete())


def _blank_refused(before: datetime) -> int:
    """Take the words of those that others have answered: the answers keep their place in the thread."""
    return _in_batches(_refused(before).filter(answered=True).exclude(body=NO_WORDS), forget_words)


def _in_batches(rows: CommentQuerySet, work: Callable[[CommentQuerySet], object]) -> int:
    """Do `work` with some of `rows` at a time, each in a transaction of its own, until there are none left.

    Locked before anything is done: nobody may publish meanwhile what goes. What somebody else
    holds in this moment is left for the next run.
    """
    number = 0
    while True:
        with transaction.atomic():
            free = rows.select_for_update(of=("self",), skip_locked=True)
            keys = [comment.pk for comment in free.only("pk")[:CHUNK]]
            if not keys:
                return number
            work(rows.filter(pk__in=keys))
            number += len(keys)
