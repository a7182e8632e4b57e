"""The bar of breaking news in a real browser: its reader can close it, and it goes when its time is over."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from browser.visitor import Visit
from playwright.sync_api import Locator, Page, Route, expect

SECOND = timedelta(seconds=1)
NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)
Addresses = dict[str, dict[str, str]]
HIDE = {"ar": "إخفاء هذا الخبر العاجل", "en": "Hide this breaking news"}
# How much all that stands below the bar has moved on the page without anybody having done anything.
SHIFT = """() => new Promise(done => {
    const main = document.querySelector("main");
    let sum = 0;
    new PerformanceObserver(list => {
        for (const entry of list.getEntries())
            if (entry.sources.some(source => source.node === main)) sum += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => done(sum)));
})"""


def bar(page: Page) -> Locator:
    return page.locator("breaking-bar")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_who_has_closed_it_does_not_meet_it_again(
    visit_paper: Visit, addresses: Addresses, language: str, width: int
) -> None:
    with visit_paper(width=width) as reader:
        page = reader.page
        page.goto(f"/{language}/latest/")
        button = bar(page).get_by_role("button", name=HIDE[language])
        box = button.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
        button.press("Enter")
        expect(bar(page)).to_be_hidden()
        # Who goes on by the keyboard goes on from what stands below it.
        expect(page.locator("main")).to_be_focused()
        for name in ("section", "article", "search"):
            page.goto(addresses[language][name])
            expect(bar(page)).to_be_hidden()
            assert page.evaluate(SHIFT) == 0
        assert reader.context.cookies() == []
    with visit_paper() as another:
        another.page.goto(f"/{language}/latest/")
        expect(bar(another.page)).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_front_page_that_leads_with_it_does_not_say_it_twice(visit_paper: Visit, language: str) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto(f"/{language}/latest/")
        news = bar(page).get_by_role("link").get_attribute("href")
        page.goto(f"/{language}/")
        assert page.locator(".lead__headline a").get_attribute("href") == news
        expect(bar(page)).to_have_count(0)


def test_other_news_is_shown_to_who_closed_the_last(visit_paper: Visit) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto("/en/latest/")
        page.evaluate("localStorage.setItem('breaking-closed', '0')")
        page.goto("/en/latest/")
        expect(bar(page)).to_be_visible()


def test_the_same_article_in_the_news_anew_is_shown_again(visit_paper: Visit) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto("/en/latest/")
        bar(page).get_by_role("button", name=HIDE["en"]).click()
        expect(bar(page)).to_be_hidden()
        page.route("**/en/latest/", lambda route: route.fulfill(body=_later(route.fetch().text())))
        page.goto("/en/latest/")
        expect(bar(page)).to_be_visible()


def _later(page: str) -> str:
    return re.sub('data-until="[^"]*"', 'data-until="2199-01-01T00:00:00+00:00"', page)


@pytest.mark.parametrize("hours", [-5, 5])
def test_a_clock_that_is_wrong_changes_nothing(visit_paper: Visit, hours: int) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.clock.install(time=datetime.now(UTC) + timedelta(hours=hours))
        page.goto("/en/latest/")
        expect(bar(page)).to_be_visible()
        page.clock.pause_at(datetime.now(UTC) + timedelta(hours=hours, minutes=1))
        page.clock.fast_forward(round(left(page) * 1000))
        expect(bar(page)).to_be_hidden()


def test_a_page_that_has_lain_ready_lets_it_go_no_later(visit_paper: Visit) -> None:
    """The page was made five minutes before it was asked for. A clock of the test's would hide what the answer says."""
    with visit_paper() as reader:
        page = reader.page
        page.route("**/en/latest/", lambda route: _give_as_made_five_minutes_ago(route))
        page.goto("/en/latest/")
        expect(bar(page)).to_be_visible()
        expect(bar(page)).to_be_hidden(timeout=10_000)


def _give_as_made_five_minutes_ago(route: Route) -> None:
    now = datetime.now(UTC)
    body = re.sub('data-now="[^"]*"', f'data-now="{(now - timedelta(minutes=5)).isoformat()}"', route.fetch().text())
    body = re.sub('data-until="[^"]*"', f'data-until="{(now + 5 * SECOND).isoformat()}"', body)
    route.fulfill(body=body, headers={"Content-Type": "text/html", "Server-Timing": f"sent;desc={now.timestamp():.3f}"})


def left(page: Page) -> float:
    """Return the seconds that a page gives its bar."""
    until, now = (datetime.fromisoformat(bar(page).get_attribute(f"data-{name}") or "") for name in ("until", "now"))
    return (until - now).total_seconds()


def test_an_open_page_lets_it_go_at_its_second(visit_paper: Visit) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.clock.install(time=NOON)
        page.clock.pause_at(NOON + SECOND)
        page.goto("/en/latest/")
        seconds = left(page)
        page.clock.fast_forward(round((seconds - 2) * 1000))
        expect(bar(page)).to_be_visible()
        page.clock.run_for(2000)
        expect(bar(page)).to_be_hidden()


def test_a_page_that_slept_past_its_end_shows_it_to_nobody(visit_paper: Visit) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.clock.install(time=NOON)
        page.clock.pause_at(NOON + SECOND)
        page.goto("/en/latest/")
        expect(bar(page)).to_be_visible()
        # No timer has run while it was out of sight.
        page.clock.set_system_time(NOON + timedelta(seconds=left(page)) + 2 * SECOND)
        expect(bar(page)).to_be_visible()
        page.evaluate("document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))")
        expect(bar(page)).to_be_hidden()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_without_scripts_it_is_news_and_no_button(visit_paper: Visit, language: str) -> None:
    with visit_paper(javascript=False) as reader:
        reader.page.goto(f"/{language}/latest/")
        expect(bar(reader.page).get_by_role("link")).to_be_visible()
        expect(bar(reader.page).locator("button")).to_be_hidden()
