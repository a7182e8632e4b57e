"""What a page says of itself while it is made: whose comments it shows, and when it will look different by time alone.

Outside a page that is to be kept nobody listens.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar


class Collected:
    def __init__(self, tags: set[str], until: float) -> None:
        self.tags = tags
        # Of the wall clock, as `time.time` counts.
        self.until = until


_page: ContextVar[Collected | None] = ContextVar("page", default=None)


@contextmanager
def collected(tags: set[str], until: float) -> Iterator[Collected]:
    """Collect what is said while this is open, beside what is known before."""
    page = Collected(tags, until)
    before = _page.set(page)
    try:
        yield page
    finally:
        _page.reset(before)


def shows(*tags: str) -> None:
    if page := _page.get():
        page.tags.update(tags)


def until(moment: float) -> None:
    if page := _page.get():
        page.until = min(page.until, moment)
