"""An article says once that somebody has had it before their eyes for five seconds, and nothing of who."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from browser.visitor import Visit, Visitor
from playwright.sync_api import Page, Request

Addresses = dict[str, dict[str, str]]
START = datetime(2026, 5, 20, 12, tzinfo=UTC)


@pytest.fixture
def reader(visit_paper: Visit) -> Iterator[Visitor]:
    """Somebody whose clock stands still until the test moves it."""
    with visit_paper() as visitor:
        visitor.page.clock.install(time=START)
        visitor.page.clock.pause_at(START + timedelta(hours=1))
        yield visitor


def told(page: Page) -> list[Request]:
    """Return what the page will have said, as it says it."""
    sent: list[Request] = []
    page.on("request", lambda request: sent.append(request) if "/read/" in request.url else None)
    return sent


def be(page: Page, visibility: str) -> None:
    page.evaluate(
        """visibility => {
            Object.defineProperty(document, "visibilityState", { get: () => visibility, configurable: true });
            document.dispatchEvent(new Event("visibilitychange", { bubbles: true }));
        }""",
        visibility,
    )


def test_five_seconds_before_somebody_are_a_read_and_only_one(reader: Visitor, addresses: Addresses) -> None:
    page = reader.page
    sent = told(page)
    page.goto(addresses["en"]["article"])
    page.clock.run_for(4900)
    assert sent == []
    with page.expect_response("**/read/*/") as answer:
        page.clock.run_for(200)
    assert answer.value.status == 204
    page.clock.run_for("10:00")
    be(page, "hidden")
    be(page, "visible")
    page.clock.run_for("10:00")
    assert len(sent) == 1


def test_it_takes_no_cookie_along_and_brings_none(reader: Visitor, addresses: Addresses) -> None:
    page = reader.page
    page.goto(addresses["ar"]["article"])
    page.evaluate("document.cookie = 'known=reader; path=/'")
    with page.expect_response("**/read/*/") as answer:
        page.clock.run_for(5000)
    request = answer.value.request
    assert (request.method, request.post_data) == ("POST", None)
    assert "cookie" not in request.all_headers()
    assert request.all_headers()["sec-fetch-site"] == "same-origin"
    assert "set-cookie" not in answer.value.all_headers()
    assert reader.cookies_set == []


def test_time_out_of_sight_does_not_count(reader: Visitor, addresses: Addresses) -> None:
    page = reader.page
    sent = told(page)
    page.goto(addresses["en"]["article"])
    page.clock.run_for(3000)
    be(page, "hidden")
    page.clock.run_for("10:00")
    be(page, "visible")
    page.clock.run_for(1900)
    assert sent == []
    with page.expect_response("**/read/*/"):
        page.clock.run_for(200)


def test_what_is_opened_behind_another_page_waits_until_it_is_seen(reader: Visitor, addresses: Addresses) -> None:
    page = reader.page
    sent = told(page)
    page.add_init_script(
        'Object.defineProperty(document, "visibilityState", { get: () => "hidden", configurable: true });'
    )
    page.goto(addresses["en"]["article"])
    page.clock.run_for("10:00")
    assert sent == []
    be(page, "visible")
    with page.expect_response("**/read/*/"):
        page.clock.run_for(5000)


@pytest.mark.parametrize("name", ["front page", "latest", "search", "page", "not found"])
def test_pages_that_are_no_article_say_nothing(reader: Visitor, addresses: Addresses, name: str) -> None:
    sent = told(reader.page)
    reader.page.goto(addresses["en"][name])
    reader.page.clock.run_for("01:00")
    assert sent == []
