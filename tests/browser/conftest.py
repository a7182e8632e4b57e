"""A real server and a real browser for the tests of this folder.

The tests see the site as people do, by its addresses; none of them opens the database.
"""

import functools
import os
import shutil
import urllib.request
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from browser.keeping import DRAFTS
from browser.server import Newsroom, demo_newsroom, empty_newsroom
from browser.visitor import FLAGS, Visit, visiting
from html_page import page_of
from playwright.sync_api import Browser, sync_playwright

from newsroom import languages


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    with sync_playwright() as playwright:
        # Going back brings a page as it was left, scripts and all, as in every reader's browser.
        kept = ["--disable-back-forward-cache"]
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS, ignore_default_args=kept)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """A newsroom in which nothing is but the accounts."""
    with empty_newsroom(tmp_path_factory.mktemp("newsroom")) as running:
        yield running


@pytest.fixture(scope="session")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """The demo newsroom: a paper to read."""
    with demo_newsroom(tmp_path_factory.mktemp("paper")) as running:
        yield running


@pytest.fixture(scope="session")
def addresses(paper: Newsroom) -> dict[str, dict[str, str]]:
    """The pages of each edition of the paper, by name."""
    return {language: pages_of(paper, language) for language in languages.CODES}


def pages_of(paper: Newsroom, language: str) -> dict[str, str]:
    with urllib.request.urlopen(f"{paper.address}/{language}/", timeout=30) as answer:
        front_page = page_of(answer.read().decode())
    lead = front_page.all("article", class_="lead")[0]
    return {
        "front page": f"/{language}/",
        "latest": f"/{language}/latest/",
        "most read": f"/{language}/most-read/",
        "section": front_page.one("nav", class_="nav").all("a")[1]["href"],
        "article": lead.one("h2").one("a")["href"],
        "search": f"/{language}/search/?q={'a' if language == 'en' else quote('في')}",
        "corrections": f"/{language}/corrections/",
        "page": f"/{language}/about/",
        "mail addresses": f"/{language}/contact/",
        "received": f"/{language}/comments/received/",
        "not found": f"/{language}/nowhere/",
    }


@pytest.fixture
def visit_newsroom(chromium: Browser, newsroom: Newsroom) -> Visit:
    return functools.partial(visiting, chromium, newsroom.address)


@pytest.fixture
def visit_paper(chromium: Browser, paper: Newsroom) -> Visit:
    return functools.partial(visiting, chromium, paper.address)


@pytest.fixture(scope="session")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with empty_newsroom(tmp_path_factory.mktemp("drafts"), DRAFTS) as running:
        yield running
