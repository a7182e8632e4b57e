"""The page cache with replicas: the versions come from one of them, and so do the pages that are made by them."""

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import Future

from django.db import DEFAULT_DB_ALIAS, connections

from newsroom.page_cache.watch import Watch, in_a_thread
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


class ReplicaWatch(Watch):
    def __init__(self, start: Start = in_a_thread) -> None:
        super().__init__(start)
        self._numbers = Numbers()  # type: ignore[assignment]

    def _read(self) -> None:
        try:
            with choosing.reading_from(choosing.REPLICAS.choose()):
                super()._read()
        finally:
            # The thread ends with it, and would take the pool's connection along.
            for alias in choosing.REPLICAS.aliases:
                connections[alias].close()
