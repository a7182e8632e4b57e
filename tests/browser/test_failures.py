"""What readers get where the site fails: it has the colours they chose, and leads on."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from browser.papers import Paper, furnished
from browser.visitor import Visitor, visiting
from browser.words import word
from playwright.sync_api import Browser, expect

from newsroom import languages

FAILURES = ("error", "error-of-neither-edition", "form-expired-without-the-database")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paper]:
    with furnished("empty", tmp_path_factory.mktemp("failing")) as paper:
        yield paper


@pytest.fixture(params=languages.CODES)
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def reader(chromium: Browser, paper: Paper) -> Iterator[Visitor]:
    with visiting(chromium, paper.newsroom.address, color_scheme="light") as reader:
        yield reader


def test_colours_chosen_by_hand_stay_where_the_site_fails(reader: Visitor, paper: Paper, language: str) -> None:
    page, failing = reader.page, {name: path for name, path, _ in paper.failing(reader.context, language)}
    page.goto(f"/{language}/")
    page.get_by_role("button", name=word(language, "Dark", "colours")).click()
    dark = page.locator("body").evaluate("body => getComputedStyle(body).color")
    for name in FAILURES:
        page.goto(failing[name])
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator("body"), name).to_have_css("color", dark)
    page.goto(f"/{language}/")
    page.get_by_role("button", name=word(language, "Light", "colours")).click()
    expect(page.locator("body")).not_to_have_css("color", dark)
    page.goto(failing["error"])
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("body")).not_to_have_css("color", dark)


def test_a_search_leads_on_from_where_the_site_fails(reader: Visitor, paper: Paper, language: str) -> None:
    page, failing = reader.page, {name: path for name, path, _ in paper.failing(reader.context, language)}
    for name in FAILURES:
        page.goto(failing[name])
        page.get_by_label(word(language, "Search for"), exact=True).fill("ماء water")
        page.keyboard.press("Enter")
        expect(page.locator(".search__none-title")).to_be_visible()
        address = urlsplit(page.url)
        assert (address.path, parse_qs(address.query)["q"]) == (f"/{language}/search/", ["ماء water"])
