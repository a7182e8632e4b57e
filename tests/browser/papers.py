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

FURNISH = """
import sys
sys.path.append("tests")
from browser import states
states.{state}()
"""


@dataclass(frozen=True)
class Paper:
    """A running newsroom, the pages of each edition as (name, path, status), and the page of an error."""

    newsroom: Newsroom
    pages: dict[str, list[tuple[str, str, int]]]
    error_page: str


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
    pages = json.loads((folder / "pages.json").read_text(encoding="utf-8"))
    return Paper(newsroom, pages, (folder / "error.html").read_text(encoding="utf-8"))


PAPERS: dict[str, Callable[[Path], contextlib.AbstractContextManager[Paper]]] = {
    "empty": functools.partial(furnished, "empty"),
    "bare": functools.partial(furnished, "bare"),
    "normal": demo,
    "overlong": functools.partial(furnished, "overlong"),
}
