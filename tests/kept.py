"""Readers whose pages come through the page cache, as behind a server: by WSGI, and from one process."""

import gzip
import math
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import RequestFactory

from newsroom.page_cache.layer import PageCache
from newsroom.page_cache.watch import Watch


@dataclass
class Received:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def outcome(self) -> str:
        """Return hit, miss, stale or bypass, "" where the cache had nothing to say."""
        words = self.headers.get("Cache-Status", "").removeprefix("Newsroom; ")
        return {"hit": "hit", "fwd=uri-miss; stored": "miss", "fwd=stale; stored": "stale"}.get(words, words)

    @property
    def text(self) -> str:
        packed = self.headers.get("Content-Encoding") == "gzip"
        return (gzip.decompress(self.body) if packed else self.body).decode()


def at_once(work: Callable[[], Any]) -> "Future[Any]":
    """Do in this thread, whose transaction the test is in, what a server does in another."""
    future: Future[Any] = Future()
    try:
        future.set_result(work())
    except Exception as error:
        future.set_exception(error)
    return future


class Server:
    """One process that serves readers; each of them asks in a second of its own unless it is said otherwise."""

    def __init__(self, megabytes: int = 8, application: Any = None) -> None:
        self.watch = Watch(start=at_once)
        self.rendered = 0
        self.handler = application or WSGIHandler()
        self.cache = PageCache(self._counted, megabytes=megabytes, watch=self.watch)

    def _counted(self, environ: Any, start_response: Any) -> Any:
        self.rendered += 1
        return self.handler(environ, start_response)

    def get(self, address: str, *, method: str = "GET", same_second: bool = False, **headers: str) -> Received:
        if not same_second:
            self.let_a_second_pass()
        return received(self.cache, address, method, headers)

    def let_a_second_pass(self) -> None:
        """Let what is known of the database be a second old."""
        if last := self.watch._last:
            last.believed_until = 0

    def stop_the_clock(self) -> None:
        """Let what is known now be believed for ever: threads of a test have no database."""
        reading = self.watch.reading()
        assert reading
        reading.believed_until = math.inf


class Closing(list[bytes]):
    """A body as Django gives it: in one piece, and to be closed."""

    streaming = False

    def close(self) -> None:
        pass


@contextmanager
def connections_kept() -> Iterator[None]:
    """Keep the connection, and the test's transaction with it, as Django's own client for tests does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in signals:
            signal.connect(close_old_connections)


def received(application: Any, address: str, method: str = "GET", headers: dict[str, str] | None = None) -> Received:
    parts = urlsplit(address)
    told = {"host": "testserver"} | (headers or {})
    environ = RequestFactory(headers=told).generic(method, "/").environ
    # The request has read the environ, and put the words of its path in the place of their bytes.
    environ |= {"PATH_INFO": unquote(parts.path, encoding="latin-1"), "QUERY_STRING": parts.query}
    told: list[Any] = []
    with connections_kept():
        response = application(environ, lambda status, headers, exc_info=None: told.extend((status, headers)))
        body = b"".join(response)
        getattr(response, "close", lambda: None)()
    return Received(int(told[0][:3]), dict(told[1]), body)
