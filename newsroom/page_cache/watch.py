"""What the database last said of changes: the versions of the tags, and the next moment at which time changes pages."""

import itertools
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

from django.db import DatabaseError, connection
from django.utils import timezone

from newsroom.models import Change, Site
from newsroom.models.change import MANY

log = logging.getLogger(__name__)

# How long an answer is believed, in seconds: readers are promised one, and the last page given on it has to reach them.
BELIEVED = 0.9
# How long a page waits for an answer, and how long none waits after one has waited in vain.
PATIENCE, PAUSE = 0.5, 1.0

# Asked for the next moment after now at which something that readers see begins or ends. Registered by the apps.
SCHEDULES: list[Callable[[datetime], datetime | None]] = []


class Reading:
    """What was so a moment ago; believed for less than a second, and not beyond the next change by time alone."""

    def __init__(self, number: int, versions: dict[str, int], changes_at: float, believed_until: float) -> None:
        self.number = number
        self.versions = versions
        # Of the wall clock, as `time.time` counts; the other is monotonic.
        self.changes_at = changes_at
        self.believed_until = believed_until

    def of(self, tags: set[str]) -> list[tuple[str, int]]:
        return [(tag, self.versions.get(tag, 0)) for tag in tags]


def read(number: int) -> Reading:
    """Ask the database. The versions first: what is scheduled after they were read moves them."""
    began = time.monotonic()
    versions, rows = Change.objects.versions()
    now = timezone.now()
    moments = [next_midnight(now), *(next_change(now) for next_change in SCHEDULES)]
    changes_at = min(filter(None, moments))
    believed_for = min(BELIEVED, (changes_at - now).total_seconds())
    reading = Reading(number, versions, changes_at.timestamp(), began + believed_for)
    if rows > MANY:
        Change.objects.compact()
    return reading


def next_midnight(now: datetime) -> datetime:
    """Return when the newsroom's day ends: dates are printed, and articles told to be old, by the day."""
    tomorrow = now.astimezone(Site.current().zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), Site.current().zone)


def in_a_thread(work: Callable[[], Reading]) -> "Future[Reading]":
    """Start `work` beside the requests: a database that does not answer must hold up none of them."""

    def work_and_close() -> Reading:
        try:
            return work()
        finally:
            connection.close()

    return THREAD.submit(work_and_close)


THREAD = ThreadPoolExecutor(1, thread_name_prefix="page-cache")


class Watch:
    """Keeps the last reading, and takes the next when a page needs one: never two at once."""

    def __init__(self, start: Callable[[Callable[[], Reading]], "Future[Reading]"] = in_a_thread) -> None:
        self._start = start
        self._numbers = itertools.count(1)
        self._last: Reading | None = None
        self._asked: Future[Reading] | None = None
        self._pause_until = 0.0
        self._lock = threading.Lock()

    def reading(self) -> Reading | None:
        """Return what is known, None before the database has ever answered.

        While it does not, the last that it said is all that is known: pages are given on it rather than none at all.
        """
        last = self._last
        if last and time.monotonic() < last.believed_until:
            return last
        with self._lock:
            asked = self._ask()
        if asked:
            self._wait(asked)
        return self._last

    def _ask(self) -> "Future[Reading] | None":
        """Return the answer to wait for, None where another has just come or none is to be waited for."""
        now = time.monotonic()
        if now < self._pause_until or (self._last and now < self._last.believed_until):
            return None
        if self._asked is None:
            number = next(self._numbers)
            self._asked = self._start(lambda: read(number))
        return self._asked

    def _wait(self, asked: "Future[Reading]") -> None:
        try:
            reading: Any = asked.result(timeout=PATIENCE)
        except (DatabaseError, TimeoutError) as error:
            with self._lock:
                if time.monotonic() >= self._pause_until:
                    log.warning("the database does not say what has changed, pages are given as they are: %s", error)
                self._pause_until = time.monotonic() + PAUSE
                self._asked = None if asked.done() else asked
            return
        with self._lock:
            if self._asked is asked:
                self._last, self._asked = reading, None
