"""Reading without a mouse."""

import re
from typing import Any

import pytest
from browser.visitor import Visit
from playwright.sync_api import Locator, Page, expect

from newsroom import languages

BACK_TO_TOP = {"ar": "العودة إلى الأعلى", "en": "Back to top"}
WIDTHS = (390, 1280)

Addresses = dict[str, dict[str, str]]


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", languages.CODES)
def test_the_floating_control_leads_back_to_the_top(
    visit_paper: Visit, addresses: Addresses, language: str, width: int
) -> None:
    with visit_paper(width=width, reduced_motion="reduce") as reader:
        page = reader.page
        page.goto(addresses[language]["front page"])
        control = page.locator("back-to-top").get_by_role("link", name=BACK_TO_TOP[language], exact=True)
        expect(page.locator("back-to-top a")).to_be_hidden()
        page.evaluate("scrollTo(0, 3 * innerHeight)")
        expect(control).to_be_visible()
        goes_to_the_top(page, control)
        expect(control).to_be_hidden()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
@pytest.mark.parametrize("language", languages.CODES)
def test_the_tab_of_the_footer_leads_back_to_the_top(
    visit_paper: Visit, addresses: Addresses, language: str, javascript: bool
) -> None:
    with visit_paper(javascript=javascript, reduced_motion="reduce") as reader:
        page = reader.page
        page.goto(addresses[language]["article"])
        footer = page.get_by_role("contentinfo")
        tab = footer.get_by_role("link", name=BACK_TO_TOP[language], exact=True)
        tab.scroll_into_view_if_needed()
        # Beside it nothing floats that says the same.
        expect(page.get_by_role("link", name=BACK_TO_TOP[language], exact=True)).to_have_count(1)
        goes_to_the_top(page, tab)


def goes_to_the_top(page: Page, control: Locator) -> None:
    """Press Enter on it: the page is at its top, and so is the keyboard."""
    control.focus()
    expect(control).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"#top$"))
    assert page.evaluate("scrollY") == 0
    page.keyboard.press("Tab")
    expect(page.locator("a[href='#main']")).to_be_focused()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", languages.CODES)
def test_the_focus_can_be_seen_all_through_the_header(
    visit_paper: Visit, addresses: Addresses, language: str, width: int
) -> None:
    with visit_paper(width=width, reduced_motion="reduce") as reader:
        page = reader.page
        page.goto(addresses[language]["front page"])
        stops = list(walk_to_main(page))
        assert len(stops) > 8
        unseen = [stop for stop in stops if not is_seen(stop)]
        assert unseen == [], unseen


def walk_to_main(page: Page) -> list[dict[str, Any]]:
    """Press Tab from the top of the page until the news begin; return what had the focus, and how it looked."""
    stops: list[dict[str, Any]] = []
    for _step in range(60):
        page.keyboard.press("Tab")
        stop = page.evaluate(
            """() => {
                const element = document.activeElement;
                const style = getComputedStyle(element);
                const box = element.getBoundingClientRect();
                return {
                    text: element.textContent.trim(),
                    isNews: Boolean(element.closest("main")),
                    outline: style.outlineStyle === "none" ? 0 : parseFloat(style.outlineWidth),
                    across: Math.min(box.right, innerWidth) - Math.max(box.left, 0),
                    down: Math.min(box.bottom, innerHeight) - Math.max(box.top, 0),
                };
            }"""
        )
        if stop["isNews"]:
            return stops
        stops.append(stop)
    raise AssertionError("the header has no end")


def is_seen(stop: dict[str, Any]) -> bool:
    """Say whether it has an outline and is on the screen: in a nav that scrolls, at least with its beginning."""
    return bool(stop["outline"] > 0 and stop["across"] >= 12 and stop["down"] >= 12)
