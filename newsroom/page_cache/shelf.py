"""Where entries are kept: bounded in bytes, what was asked for least lately goes first, one renderer for each."""

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager

from newsroom.page_cache.entry import Entry

# One page must not push out all others.
LARGEST_PART = 8
# How long others wait for whoever is rendering the page, in seconds.
PATIENCE = 10


class Shelf:
    def __init__(self, size: int) -> None:
        """Keep up to `size` bytes."""
        self.size = size
        self.weight = 0
        self._entries: OrderedDict[str, Entry] = OrderedDict()
        self._at_work: dict[str, threading.Event] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._entries)

    def get(self, key: str) -> Entry | None:
        with self._lock:
            entry = self._entries.get(key)
            if entry:
                self._entries.move_to_end(key)
            return entry

    def put(self, entry: Entry) -> None:
        """Keep `entry` in the place of the one with its key, if it is not too large."""
        with self._lock:
            self._drop(entry.key)
            if entry.weight <= self.size // LARGEST_PART:
                self._entries[entry.key] = entry
                self.weight += entry.weight
                self._make_room()

    def plain(self, entry: Entry) -> bytes:
        """Return the plain bytes of `entry`, and keep them, too."""
        body = entry.unpacked()
        with self._lock:
            is_here = self._entries.get(entry.key) is entry
            if is_here and entry.plain.body is None and entry.weight + len(body) <= self.size // LARGEST_PART:
                entry.plain.body = body
                entry.weight += len(body)
                self.weight += len(body)
                self._make_room()
        return body

    def _make_room(self) -> None:
        while self.weight > self.size:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: str) -> None:
        if entry := self._entries.pop(key, None):
            self.weight -= entry.weight

    @contextmanager
    def turn(self, key: str) -> Iterator[None]:
        """Let one at a time render the page of `key`. Who comes meanwhile waits for that one, and then for nobody."""
        with self._lock:
            done = self._at_work.get(key)
            if done is None:
                mine = self._at_work[key] = threading.Event()
        if done:
            done.wait(PATIENCE)
            yield
            return
        try:
            yield
        finally:
            with self._lock:
                del self._at_work[key]
            mine.set()
