"""How long ago a story came out: said beside its date in right Arabic, kept up, and moving nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from browser.visitor import Visit
from playwright.sync_api import Browser, Page, expect

SCRIPT = Path(__file__).parents[2] / "static/js/relative-time.js"
NOW = datetime(2026, 11, 12, 14, 30, tzinfo=UTC)
MINUTE, HOUR, DAY, MONTH, YEAR = 60, 3600, 86400, 2629800, 31557600
ARABIC = {
    0: "الآن", 59: "الآن", MINUTE: "قبل دقيقة", 2 * MINUTE: "قبل دقيقتين", 3 * MINUTE: "قبل 3 دقائق",
    11 * MINUTE: "قبل 11 دقيقة", HOUR: "قبل ساعة", 2 * HOUR + 59 * MINUTE: "قبل ساعتين", 3 * HOUR: "قبل 3 ساعات",
    11 * HOUR: "قبل 11 ساعة", DAY: "قبل يوم", 2 * DAY: "قبل يومين", 10 * DAY: "قبل 10 أيام", 11 * DAY: "قبل 11 يوماً",
    MONTH: "قبل شهر", 2 * MONTH: "قبل شهرين", 3 * MONTH: "قبل 3 أشهر", 11 * MONTH: "قبل 11 شهراً",
    YEAR: "قبل سنة", 2 * YEAR: "قبل سنتين", 3 * YEAR: "قبل 3 سنوات", 11 * YEAR: "قبل 11 سنة", 100 * YEAR: "قبل 100 سنة",
}  # fmt: skip
ENGLISH = {0: "now", MINUTE: "1 minute ago", 2 * HOUR: "2 hours ago", DAY: "1 day ago", 11 * MONTH: "11 months ago"}


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.clock.install(time=NOW)
    yield page
    page.close()


def said(page: Page, ages: list[int], attributes: str) -> list[str]:
    moments = [(NOW - timedelta(seconds=age)).isoformat() for age in ages]
    elements = "".join(f'<relative-time datetime="{moment}"></relative-time>' for moment in moments)
    page.set_content(f"<!doctype html><html {attributes}><body>{elements}")
    page.clock.pause_at(NOW + timedelta(seconds=0.5))
    page.add_script_tag(path=SCRIPT, type="module")
    # It waits until nothing else does.
    page.clock.run_for(100)
    expect(page.locator("relative-time").last).not_to_be_empty()
    return page.locator("relative-time").all_text_contents()


def test_arabic_counts_as_arabic_does(page: Page) -> None:
    assert said(page, list(ARABIC), 'lang="ar" dir="rtl"') == list(ARABIC.values())


def test_english_counts_too(page: Page) -> None:
    assert said(page, list(ENGLISH), 'lang="en"') == list(ENGLISH.values())


def test_digits_are_those_of_the_house(page: Page) -> None:
    assert said(page, [3 * HOUR, 11 * DAY], 'lang="ar" data-digits="arab"') == ["قبل ٣ ساعات", "قبل ١١ يوماً"]


def test_it_goes_on_counting_and_tells_nobody(page: Page) -> None:
    assert said(page, [59 * MINUTE], 'lang="en"') == ["59 minutes ago"]
    page.clock.run_for(MINUTE * 1000)
    expect(page.locator("relative-time")).to_have_text("1 hour ago")
    assert page.locator("[aria-live], [role=status], [role=timer]").count() == 0


def test_a_clock_that_is_behind_says_now(page: Page) -> None:
    assert said(page, [-5 * HOUR], 'lang="en"') == ["now"]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_article_says_how_long_ago_in_the_room_kept_for_it(
    visit_paper: Visit, addresses: dict[str, dict[str, str]], language: str, width: int
) -> None:
    with visit_paper(width=width) as reader:
        reader.page.goto(addresses[language]["article"])
        reader.page.evaluate("document.fonts.ready.then(() => true)")
        ago = reader.page.locator("header relative-time").first
        expect(ago).to_contain_text("قبل" if language == "ar" else "ago")
        moment = reader.page.locator("header time").first
        expect(moment).to_have_attribute("datetime", ago.get_attribute("datetime") or "")
        spoken = reader.page.locator(".byline").bounding_box()
        ago.evaluate("element => { element.textContent = ''; }")
        assert reader.page.locator(".byline").bounding_box() == spoken


def test_without_a_script_the_date_stands_alone(visit_paper: Visit, addresses: dict[str, dict[str, str]]) -> None:
    with visit_paper(javascript=False) as reader:
        reader.page.goto(addresses["en"]["article"])
        expect(reader.page.locator("header time").first).to_be_visible()
        expect(reader.page.locator("header relative-time").first).to_be_hidden()
