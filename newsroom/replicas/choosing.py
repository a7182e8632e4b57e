"""Which replica has everything that was committed, as far as one can know: asked at most once in most of a second."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

log = logging.getLogger(__name__)

# How far behind a replica may be, in seconds: with the page cache's 0.9 it is the second that readers are promised.
FRESH_ENOUGH = 0.1
MEASURED_EVERY = 0.9
# So long a replica that did not answer is not asked again: to find out takes its pool's second.
SKIPPED_FOR = 5.0
LOST = (OperationalError, InterfaceError)

_source: ContextVar[str] = ContextVar("source", default=DEFAULT_DB_ALIAS)


@contextmanager
def reading_from(alias: str) -> Iterator[None]:
    """Let what is read while this is open come from `alias`, until something is written."""
    before = _source.set(alias)
    try:
        yield
    finally:
        _source.reset(before)


def source() -> str:
    return _source.get()


def read_from_the_primary() -> None:
    """Let what is read from here on come from the primary, until what `reading_from` has opened ends."""
    _source.set(DEFAULT_DB_ALIAS)


def seconds_behind(alias: str) -> float:
    """Return how old the newest is that a replica has; 0 where it has all. Both clocks are the primary's."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()::text, clock_timestamp()")
        written, now = cursor.fetchone()
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() >= %s::pg_lsn, pg_last_xact_replay_timestamp()",
            [written],
        )
        is_replica, has_all, newest = cursor.fetchone()
    if not is_replica:
        # It has been promoted, or never was one: what it has is another history.
        return float("inf")
    if has_all:
        return 0.0
    return float("inf") if newest is None else float((now - newest).total_seconds())


class Replicas:
    """The replicas of this process, and the one that is read from now."""

    def __init__(self, aliases: Sequence[str], behind: Callable[[str], float] = seconds_behind) -> None:
        self.aliases = list(aliases)
        # So that the processes do not all ask the first.
        random.shuffle(self.aliases)
        self._behind = behind
        self._skipped_until: dict[str, float] = {}
        self._chosen = DEFAULT_DB_ALIAS
        self._chosen_until = 0.0
        self._lock = threading.Lock()

    def choose(self) -> str:
        """Return the replica to read from, or the primary: where none is fresh, and while that is being found out."""
        if time.monotonic() < self._chosen_until:
            return self._chosen
        if not self._lock.acquire(blocking=False):
            return DEFAULT_DB_ALIAS
        try:
            # From before it was asked: while it was, it has grown older.
            until = time.monotonic() + MEASURED_EVERY
            self._chosen = next(filter(self._is_fresh, self.aliases), DEFAULT_DB_ALIAS)
            self._chosen_until = until
            return self._chosen
        finally:
            self._lock.release()

    def _is_fresh(self, alias: str) -> bool:
        if time.monotonic() < self._skipped_until.get(alias, 0.0):
            return False
        try:
            return self._behind(alias) <= FRESH_ENOUGH
        except LOST:
            self.lost(alias)
            return False

    def lost(self, alias: str) -> None:
        """Say that a replica has not answered: for some seconds nobody asks it."""
        log.warning("%s does not answer, the primary is read from", alias)
        self._skipped_until[alias] = time.monotonic() + SKIPPED_FOR
        self._chosen_until = 0.0


REPLICAS = Replicas(list(settings.REPLICAS))
