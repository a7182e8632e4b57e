"""Sending what the outbox holds: each kind by its own function, again and again later where it fails.

An app registers its senders in `AppConfig.ready()`. A sender gets the payload and the time; it
returns when there is nothing more to do, also where what it was to tell of is gone meanwhile,
and raises where the sending failed.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from newsroom.models import OutboxMessage

log = logging.getLogger(__name__)

Sender = Callable[[dict[str, Any], datetime], None]
SENDERS: dict[str, Sender] = {}
# A worker that died leaves its message to others after this long; a sender must be quicker.
CLAIM = timedelta(minutes=5)
# One minute, two, four, … up to six hours: after 12 attempts, a day and a half, it is given up.
FIRST_PAUSE = timedelta(minutes=1)
LONGEST_PAUSE = timedelta(hours=6)
MOST_ATTEMPTS = 12


@dataclass
class Sent:
    """What one round did: messages sent, put off to a later attempt, given up."""

    sent: int = 0
    put_off: int = 0
    given_up: int = 0


def register(kind: str, sender: Sender) -> None:
    SENDERS[kind] = sender


def send_due(now: datetime | None = None, *, most: int = 500) -> Sent:
    """Send up to `most` messages whose time has come. Several workers may do so at once: each message is one's."""
    result = Sent()
    started = now or timezone.now()
    for message in OutboxMessage.objects.due(started)[:most]:
        if _claim(message, started):
            _attempt(message, started, result)
    return result


def pause_after(attempts: int) -> timedelta:
    """Return how long to wait after the so-many-th attempt has failed."""
    return min(FIRST_PAUSE * 2 ** (attempts - 1), LONGEST_PAUSE)


def _claim(message: OutboxMessage, now: datetime) -> bool:
    free = OutboxMessage.objects.due(now).order_by().filter(pk=message.pk, attempts=message.attempts)
    taken = free.update(claimed_until=now + CLAIM, attempts=F("attempts") + 1)
    message.attempts += 1
    return bool(taken)


def _attempt(message: OutboxMessage, now: datetime, result: Sent) -> None:
    row = OutboxMessage.objects.filter(pk=message.pk)
    try:
        SENDERS[message.kind](message.payload, now)
    except Exception as error:
        # Any fault of one message is that message's: the others go out.
        reason = f"{type(error).__name__}"[:300]
        log.exception("outbox: message %s (%s) failed, attempt %s", message.pk, message.kind, message.attempts)
        if message.attempts >= MOST_ATTEMPTS:
            row.update(failed_at=now, claimed_until=None, last_error=reason)
            result.given_up += 1
        else:
            later = now + pause_after(message.attempts)
            row.update(due_at=later, claimed_until=None, last_error=reason)
            result.put_off += 1
    else:
        row.update(sent_at=now, claimed_until=None, last_error="")
        result.sent += 1
