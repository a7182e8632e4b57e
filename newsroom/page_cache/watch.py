"""What the database last said of changes: the versions of the tags, and the next moment at which time changes pages."""

import itertools
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from newsroom import outbox
from newsroom.models import Change, Site

log = logging.getLogger(__name__)

# How long an answer is believed, in seconds: readers are promised one, and the last page given on it has to reach them.
BELIEVED = 0.9
# How long pages wait for an answer before the database is taken to be away: then none waits until it is back.
PATIENCE = 3.0
# How long after a refusal it is asked again, and how long after a question that got no answer.
PAUSE, GIVEN_UP = 1.0, 10.0

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
    versions = Change.objects.versions()
    now = timezone.now()
    moments = [next_midnight(now), *(next_change(now) for next_change in SCHEDULES)]
    changes_at = min(filter(None, moments))
    believed_for = min(BELIEVED, (changes_at - now).total_seconds())
    return Reading(number, versions, changes_at.timestamp(), began + believed_for)


def next_midnight(now: datetime) -> datetime:
    """Return when the newsroom's day ends: dates are printed by the day."""
    zone = Site.current().zone
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, datetime.min.time(), zone)


def in_a_thread(work: Callable[[], None]) -> "Future[None]":
    """Start `work` beside the requests: a database that does not answer must hold up none of them."""
    done: Future[None] = Future()

    def work_and_close() -> None:
        try:
            work()
        finally:
            connection.close()
            done.set_result(None)

    threading.Thread(target=work_and_close, name="page-cache", daemon=True).start()
    return done


class Watch:
    """Keeps the last reading, and takes the next when a page needs one: never two at once."""

    def __init__(self, start: Callable[[Callable[[], None]], "Future[None]"] = in_a_thread) -> None:
        self._start = start
        self._numbers = itertools.count(1)
        self._last: Reading | None = None
        self._asked: Future[None] | None = None
        self._is_away = False
        self._asked_at = self._not_before = 0.0
        # A database asked in this thread, as in tests, answers while it is being asked.
        self._lock = threading.RLock()

    def reading(self) -> Reading | None:
        """Return what is known, None before the database has ever answered.

        While it is away, the last that it said is all that is known: pages are given on it rather than none at all.
        """
        last = self._last
        if last and time.monotonic() < last.believed_until:
            return last
        with self._lock:
            asked = self._ask()
        if not self._is_away and not wait([asked], PATIENCE).done:
            self._is_gone("no answer")
        return self._last

    def _ask(self) -> "Future[None]":
        now = time.monotonic()
        is_pending = self._asked and not self._asked.done() and now < self._asked_at + GIVEN_UP
        if self._asked is None or not (is_pending or now < self._not_before):
            self._asked_at = now
            self._asked = self._start(self._read)
        return self._asked

    def _read(self) -> None:
        try:
            reading = self._take(next(self._numbers))
        except Exception as error:
            # Whatever is wrong with the database or with what it says: readers get their pages.
            self._not_before = time.monotonic() + PAUSE
            self._is_gone(outbox.without_words(error))
            return
        with self._lock:
            if self._last and reading.number < self._last.number:
                # The answer to a question that had been given up.
                return
            self._last = reading
            if self._is_away:
                self._is_away = False
                log.warning("the database says again what has changed")

    def _take(self, number: int) -> Reading:
        return read(number)

    def _is_gone(self, why: str) -> None:
        with self._lock:
            if not self._is_away:
                self._is_away = True
                log.error("the database does not say what has changed, pages are given as they are: %s", why)
