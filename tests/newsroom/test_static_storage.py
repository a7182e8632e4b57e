"""What a reader's browser fetches of style and script: one file each, and little in them."""

import gzip
import re
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.template.loader import get_template
from html_page import page_of

from articles.edition_now import EditionNow

KIB = 1024
# Beside the joined one: what stands before the first paint.
SCRIPTS = ("js/reader.js", "js/first-paint.js")
TEMPLATES = Path(__file__).parents[2] / "templates"


@pytest.fixture(scope="module")
def collected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def files(settings: Any, collected: Path) -> Any:
    settings.STATIC_ROOT = collected
    backend = {"BACKEND": "newsroom.static_storage.JoinedFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": backend}
    if not any(collected.iterdir()):
        call_command("collectstatic", interactive=False, verbosity=0)
    return lambda name: (collected / staticfiles_storage.stored_name(name)).read_bytes()


def test_all_that_a_reader_fetches_is_light(files: Any) -> None:
    scripts = [files(name) for name in SCRIPTS]
    assert sum(map(len, scripts)) <= 20 * KIB
    assert sum(len(gzip.compress(script)) for script in scripts) <= 8 * KIB
    assert len(gzip.compress(files("css/site.css"))) <= 20 * KIB


@pytest.mark.parametrize("name", ["css/site.css", *SCRIPTS])
def test_what_stands_before_the_first_paint_comes_in_the_first_flight(files: Any, collected: Path, name: str) -> None:
    """Ten segments of 1,460 bytes before the server waits for an answer (RFC 6928), the head of the answer in them."""
    packed = collected / f"{staticfiles_storage.stored_name(name)}.br"
    assert packed.stat().st_size <= 10 * 1460 - KIB


def test_they_fetch_nothing_further(files: Any) -> None:
    assert not re.search(rb"^\s*import\b", files("js/reader.js"), re.MULTILINE)
    assert b"@import" not in files("css/site.css")


def test_what_is_said_to_whoever_works_on_a_sheet_stays_at_home(files: Any) -> None:
    sheet = files("css/site.css")
    assert b"/*" not in sheet
    assert sheet.count(b"{") == sheet.count(b"}")
    # A selector of descendants keeps its spaces.
    assert b":root:lang(en) :is(.switch, .footer__editions, .menu) [lang=" in sheet


def test_each_element_of_a_page_is_in_the_script(files: Any) -> None:
    written = "".join(file.read_text() for file in TEMPLATES.rglob("*.html") if "admin" not in file.parts)
    elements = set(re.findall(r"<([a-z]+-[a-z]+)[ >]", written))
    scripts = "".join(files(name).decode() for name in SCRIPTS)
    assert elements
    assert elements - set(re.findall(r'customElements\.define\("([a-z-]+)"', scripts)) == set()


def test_a_page_asks_for_these_alone() -> None:
    edition = EditionNow(sections=[], standing_pages=[], breaking=None, ranking=[], newest=[])
    given = {"language": "ar", "direction": "rtl", "title": "-", "edition": edition}
    page = page_of(get_template("base.html").render(given))
    sources = [script["src"] for script in page.all("script")]
    assert [source.rpartition("/")[2] for source in sources] == ["first-paint.js", "reader.js"]
