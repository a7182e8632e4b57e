"""The page cache with replicas: the versions come from one of them, and so do the pages that are made by them."""

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import Future

from django.db import DEFAULT_DB_ALIAS, connections

from newsroom.page_cache.sharing import SharedWatch
from newsroom.page_cache.watch import Reading, Watch, in_a_thread
from newsroom.replicas import choosing

Start = Callable[[Callable[[], None]], "Future[None]"]
# Name of a reading, as pages know it -> where it is from. A page takes less time than these readings do.
SOURCES: dict[str, str] = {}
REMEMBERED = 16


def source_of(reading: str) -> str:
    """Return where a reading is from. The primary where that is not known: it has everything that any reading knew."""
    return SOURCES.get(reading, DEFAULT_DB_ALIAS)


class Numbers(Iterator[int]):
    """The numbers of readings; it is remembered of each where it is read from."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)

    def __next__(self) -> int:
        number = next(self._numbers)
        SOURCES[f"reading {number}"] = choosing.source()
        SOURCES.pop(f"reading {number - REMEMBERED}", None)
        return number


class ReplicaWatch(SharedWatch):
    def __init__(self, start: Start = in_a_thread) -> None:
        super().__init__(start)
        self._numbers = Numbers()  # type: ignore[assignment]

    def _read(self) -> None:
        try:
            # What was found out for others may be 0.9 seconds old, and a reading is believed for as long again.
            with choosing.reading_from(choosing.REPLICAS.choose(anew=True)):
                super()._read()
        finally:
            # The thread ends with it, and would take the pool's connection along.
            for alias in choosing.REPLICAS.aliases:
                connections[alias].close()

    def _take(self, number: int) -> Reading:
        # Only the primary is one and the same for all: what one machine calls replica_1, or 127.0.0.1, may lag behind
        # what another calls so, and its page would be kept as of a reading that is newer than the page.
        is_shared = choosing.source() == DEFAULT_DB_ALIAS
        return super()._take(number) if is_shared else Watch._take(self, number)
