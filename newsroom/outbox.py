"""Sending what the outbox holds: each kind by its own function, again and again later where it fails.

An app registers its senders in `AppConfig.ready()`. A sender gets the payload and the time; it
returns when there is nothing more to do, also where what it was to tell of is gone meanwhile,
and raises where the sending failed. A worker that is killed between the mail server's yes and
the row's `sent_at` sends that message once more: no outbox can promise more than at least once.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
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


def send_due(now: datetime | None = None, *, most: int = 500, stopped: Callable[[], bool] = lambda: False) -> Sent:
    """Send up to `most` messages whose time has come, until `stopped` says so.

    Several workers may do so at once: each message is one's.
    """
    result = Sent()
    for message in OutboxMessage.objects.due(now)[:most]:
        if stopped():
            break
        # The clock is read for each: a slow mail server must not make claims that are over when they begin.
        moment = now or timezone.now()
        if _claim(message, moment):
            _attempt(message, moment, result)
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
    # Where our claim has run out and another has taken it since, the row is the other's to write.
    row = OutboxMessage.objects.filter(pk=message.pk, attempts=message.attempts)
    try:
        SENDERS[message.kind](message.payload, now)
    except Exception as error:
        # Any fault of one message is that message's: the others go out.
        reason = without_words(error)
        told = (message.pk, message.kind, message.attempts, reason, way_to(error))
        log.error("outbox: message %s (%s) failed, attempt %s: %s\n%s", *told)
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


def without_words(error: Exception) -> str:
    """Return what failed and where: a mail server's own words repeat the address it refuses.

    Its three-digit code says nothing of anybody.
    """
    code = getattr(error, "smtp_code", None)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{f' {code}' if isinstance(code, int) else ''}{place}"[:300]


def way_to(error: Exception) -> str:
    """Return the lines of code that led to `error`, for the log: no values, no message."""
    return "".join(traceback.format_tb(error.__traceback__)).rstrip()
