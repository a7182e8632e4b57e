"""Which replica has everything that was committed, as far as one can know: asked once in most of a second for all."""

import logging
import random
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections

log = logging.getLogger(__name__)

# How far behind a replica may be, in seconds: with the page cache's 0.9 it is the second that readers are promised.
FRESH_ENOUGH = 0.1
MEASURED_EVERY = 0.9
# So long what did not answer is not asked again whether it is fresh: to find out takes its pool's seconds.
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


class Written(NamedTuple):
    """How far the primary has come in its log, and what time it is there."""

    position: str
    now: datetime


def written() -> Written:
    """Ask the primary."""
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn()::text, clock_timestamp()")
        return Written(*cursor.fetchone())


def seconds_behind(alias: str, primary: Written) -> float:
    """Return how old the newest is that a replica has; 0 where it has all. Both clocks are the primary's."""
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT pg_is_in_recovery(), pg_last_wal_replay_lsn() >= %s::pg_lsn, pg_last_xact_replay_timestamp()",
            [primary.position],
        )
        is_replica, has_all, newest = cursor.fetchone()
    if not is_replica:
        # It has been promoted, or never was one: what it has is another history.
        return float("inf")
    if has_all:
        return 0.0
    return float("inf") if newest is None else float((primary.now - newest).total_seconds())


class Replicas:
    """The replicas of this process, and the one that is read from now."""

    def __init__(
        self,
        aliases: Sequence[str],
        behind: Callable[[str, Written], float] = seconds_behind,
        ask_the_primary: Callable[[], Written] = written,
    ) -> None:
        self.aliases = list(aliases)
        # So that the processes do not all ask the first.
        random.shuffle(self.aliases)
        self._behind = behind
        self._ask_the_primary = ask_the_primary
        self._skipped_until: dict[str, float] = {}
        self._chosen = DEFAULT_DB_ALIAS
        self._chosen_until = 0.0
        self._lock = threading.Lock()

    def choose(self, *, anew: bool = False) -> str:
        """Return the replica to read from, or the primary: where none is fresh, and while that is being found out.

        What was found out is believed for most of a second, unless it is to be found out `anew`.
        """
        if not anew and time.monotonic() < self._chosen_until:
            return self._chosen
        if not self._lock.acquire(blocking=False):
            return DEFAULT_DB_ALIAS
        try:
            # From before it was asked: while it was, it has grown older.
            until = time.monotonic() + MEASURED_EVERY
            self._chosen = self._first_fresh()
            self._chosen_until = until
            return self._chosen
        finally:
            self._lock.release()

    def _first_fresh(self) -> str:
        for alias in self.aliases:
            if self._is_skipped(alias):
                continue
            if self._is_skipped(DEFAULT_DB_ALIAS):
                break
            try:
                # For each anew: to find one lost takes a second, and the next would be measured by what was so before.
                primary = self._ask_the_primary()
            except LOST:
                # Which is the fault of no replica.
                self._skip(DEFAULT_DB_ALIAS)
                break
            if self._is_fresh(alias, primary):
                return alias
        return DEFAULT_DB_ALIAS

    def _is_fresh(self, alias: str, primary: Written) -> bool:
        try:
            return self._behind(alias, primary) <= FRESH_ENOUGH
        except LOST:
            self.lost(alias)
            return False

    def lost(self, alias: str) -> None:
        """Say that a replica has not answered: for some seconds nobody asks it."""
        log.warning("%s does not answer, another is read from", alias)
        self._skip(alias)
        self._chosen_until = 0.0

    def _skip(self, alias: str) -> None:
        self._skipped_until[alias] = time.monotonic() + SKIPPED_FOR

    def _is_skipped(self, alias: str) -> bool:
        return time.monotonic() < self._skipped_until.get(alias, 0.0)


REPLICAS = Replicas(list(settings.REPLICAS))
