"""The WSGI application that gives pages from memory, and asks Django for those it has not got."""

import logging
import time
from collections import Counter
from collections.abc import Iterable
from typing import Any

from newsroom.in_one_piece import Application, StartResponse
from newsroom.models import Change
from newsroom.models.site import AS_OF
from newsroom.page_cache.collecting import collected
from newsroom.page_cache.entry import Entry, Headers, matches
from newsroom.page_cache.keys import Environ, Keys
from newsroom.page_cache.shelf import Shelf
from newsroom.page_cache.watch import Reading, Watch

log = logging.getLogger(__name__)

# What became of a request, as RFC 9211 says it.
STATUS = {
    outcome: ("Cache-Status", f"Newsroom; {words}")
    for outcome, words in {
        "hit": "hit",
        "miss": "fwd=uri-miss; stored",
        "stale": "fwd=stale; stored",
    }.items()
}
# All that a page may know of the request for it.
KNOWN_TO_PAGES = ("HTTP_HOST", "HTTP_X_FORWARDED_PROTO")
TOLD_EVERY = 60


class PageCache:
    def __init__(self, application: Application, *, megabytes: int, watch: Watch | None = None) -> None:
        self.application = application
        self.shelf = Shelf(megabytes * 1024 * 1024)
        self.watch = watch or Watch()
        self.keys = Keys()
        # A little inexact where threads count at once.
        self.counts: Counter[str] = Counter()
        self._told_of: Reading | None = None
        self._told_at = time.monotonic()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        key = self.keys.of(environ)
        reading = self.watch.reading() if key else None
        if not key or not reading:
            self.counts["bypass"] += 1
            return self.application(environ, start_response)
        if reading is not self._told_of:
            # Once a second at most, so that the others need not look at the clock.
            self._told_of = reading
            self._tell()
        entry = self.shelf.get(key)
        if entry and entry.is_fresh(reading):
            return self._give(entry, "hit", environ, start_response)
        return self._render(key, reading, "stale" if entry else "miss", environ, start_response)

    def _give(self, entry: Entry, outcome: str, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        self.counts[outcome] += 1
        form = entry.form(environ)
        asked = environ.get("HTTP_IF_NONE_MATCH")
        if asked and matches(asked, form.etag):
            start_response("304 Not Modified", [*form.headers_of_304, STATUS[outcome], sent_now()])
            return []
        start_response("200 OK", [*form.headers, STATUS[outcome], sent_now()])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body or self.shelf.plain(entry)]

    def _render(
        self, key: str, reading: Reading, outcome: str, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        with self.shelf.turn(key):
            # Another may just have rendered it; if that took its time, it may be out of date again.
            reading = self.watch.reading() or reading
            entry = self.shelf.get(key)
            if entry and entry.is_fresh(reading):
                return self._give(entry, "hit", environ, start_response)
            with collected({Change.NEWS}, reading.changes_at) as page:
                answer = Answer(self.application, bare(environ, reading))
            if answer.is_for_everybody:
                entry = Entry(key, answer.body(), answer.headers, reading.of(page.tags), page.until)
                self.shelf.put(entry)
                return self._give(entry, outcome, environ, start_response)
        self.counts["bypass"] += 1
        start_response(answer.status, answer.headers)
        return answer.response

    def _tell(self) -> None:
        """Write once a minute what became of the requests since."""
        if time.monotonic() < self._told_at + TOLD_EVERY:
            return
        counts, self.counts, self._told_at = self.counts, Counter(), time.monotonic()
        words = ", ".join(f"{outcome} {counts[outcome]}" for outcome in (*STATUS, "bypass"))
        log.info("page cache: %s; %s pages, %s bytes", words, len(self.shelf), self.shelf.weight)


def sent_now() -> tuple[str, str]:
    """Return a header that scripts can read (W3C Server Timing): when the page is sent, in seconds since 1970.

    What is printed in a kept page as the present moment is over by then, and no reader's clock is to seem wrong by it.
    As nginx's `$msec` has it: deploy/nginx.conf says the same of what it has kept. A description, since it is no length
    of time.
    """
    return "Server-Timing", f"sent;desc={time.time():.3f}"


def bare(environ: Environ, reading: Reading) -> Environ:
    """Return the request as it would be of anybody, so that a page cannot depend on who asked for it first."""
    known = {name: value for name, value in environ.items() if not name.startswith(("HTTP_", "REMOTE_", "CONTENT_"))}
    known |= {name: environ[name] for name in KNOWN_TO_PAGES if name in environ}
    return known | {"REQUEST_METHOD": "GET", AS_OF: f"reading {reading.number}"}


class Answer:
    """What Django answers, before it is known whether it is kept."""

    def __init__(self, application: Application, environ: Environ) -> None:
        self.response: Any = application(environ, self._start)

    def _start(self, status: str, headers: Headers, exc_info: Any = None) -> None:
        self.status, self.headers = status, headers

    @property
    def is_for_everybody(self) -> bool:
        """Say whether it may be kept: a page, in one piece, that says so itself and depends on nothing else."""
        told = {name.lower(): value for name, value in self.headers}
        return (
            self.status.startswith("200 ")
            and "public" in told.get("cache-control", "")
            and told.get("vary", "Accept-Encoding") == "Accept-Encoding"
            and not {"set-cookie", "content-encoding"} & told.keys()
            and not getattr(self.response, "streaming", False)
        )

    def body(self) -> bytes:
        try:
            return b"".join(self.response)
        finally:
            # PEP 3333: where it has one. What comes in one piece has been closed.
            if close := getattr(self.response, "close", None):
                close()
