"""Work whose time comes by itself: mail to be sent, data to be forgotten. Registered by the apps, run by `run_due`.

Nothing that readers see waits for it: time alone makes news live and closes comments.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from newsroom import outbox, passers_by, throttle

log = logging.getLogger(__name__)

# Name -> a function of the time that does what is due and returns how much that was.
Work = Callable[[datetime], int]
WORKS: dict[str, Work] = {}


def register(name: str, work: Work) -> None:
    WORKS[name] = work


def run(now: datetime | None = None, *, stopped: Callable[[], bool] = lambda: False) -> dict[str, int]:
    """Do all that is due, the outbox last, and return how much by name; -1: it failed, and the log says why.

    `stopped` is asked between two pieces of work and between two messages.
    """
    works: dict[str, Work] = {
        **WORKS,
        "forgotten counts": lambda at: throttle.forget_ended(now=at.timestamp()),
        "forgotten salts": passers_by.forget_salts,
        "sent": lambda at: outbox.send_due(now, stopped=stopped).sent,
    }
    results = {}
    for name, work in works.items():
        if stopped():
            break
        results[name] = _attempt(name, work, now or timezone.now())
    return results


def _attempt(name: str, work: Work, now: datetime) -> int:
    try:
        return work(now)
    except Exception as error:
        # One kind of work must not stop the others for ever. A database's message may hold the row it refuses.
        log.error("due work failed: %s: %s\n%s", name, outbox.without_words(error), outbox.way_to(error))
        return -1
