"""Newsrooms to look at, and which pages there are in them: see browser.states."""

import contextlib
import functools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from browser.server import ROOT, SET_UP, Newsroom, demo_newsroom, empty_newsroom, environment
from playwright.sync_api import BrowserContext, Route

MAINTENANCE = ROOT / "deploy" / "maintenance.html"
FURNISH = """
import sys
sys.path.append("tests")
from browser import states
states.{state}()
"""


@dataclass(frozen=True)
class Paper:
    """A running newsroom, the pages of each edition as (name, path, status), and its failures: (name, HTML, status)."""

    newsroom: Newsroom
    pages: dict[str, list[tuple[str, str, int]]]
    failures: dict[str, list[tuple[str, str, int]]]

    def failing(self, context: BrowserContext, language: str) -> Iterator[tuple[str, str, int]]:
        """Give the browser the pages that no address of the server leads to; yield them as the others are."""
        away = "maintenance", MAINTENANCE.read_text(encoding="utf-8"), 503
        for name, html, status in [*self.failures[language], away]:
            path = f"/{language}/failures/{name}/"
            context.route(f"**{path}", answering(html, status))
            yield name, path, status


def answering(html: str, status: int) -> Callable[[Route], None]:
    return lambda route: route.fulfill(body=html, status=status, content_type="text/html; charset=utf-8")


@contextlib.contextmanager
def furnished(state: str, folder: Path) -> Iterator[Paper]:
    """Serve a newsroom that `states.{state}` has filled."""
    with empty_newsroom(folder, FURNISH.format(state=state)) as newsroom:
        yield paper_of(newsroom, folder)


@contextlib.contextmanager
def demo(folder: Path) -> Iterator[Paper]:
    """Serve the demo newsroom, all its pictures drawn."""
    with demo_newsroom(folder) as newsroom:
        for program in (["manage.py", "run_due"], ["-c", SET_UP + FURNISH.format(state="demo")]):
            subprocess.run([sys.executable, *program], cwd=ROOT, env=environment(folder), check=True)
        yield paper_of(newsroom, folder)


def paper_of(newsroom: Newsroom, folder: Path) -> Paper:
    pages, failures = (json.loads((folder / f"{name}.json").read_text()) for name in ("pages", "failures"))
    return Paper(newsroom, pages, failures)


PAPERS: dict[str, Callable[[Path], contextlib.AbstractContextManager[Paper]]] = {
    "empty": functools.partial(furnished, "empty"),
    "bare": functools.partial(furnished, "bare"),
    "normal": demo,
    "overlong": functools.partial(furnished, "overlong"),
}
