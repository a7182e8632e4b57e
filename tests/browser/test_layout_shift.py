"""Nothing moves under a reader, however late the scripts and the letters of the other script come."""

import re

import pytest
from browser.visitor import Visit
from playwright.sync_api import Page, Route

Addresses = dict[str, dict[str, str]]
GUEST = {"ar": "libre-franklin", "en": "rubik"}
PAINTED = """() => new Promise(done => {
    new PerformanceObserver(list => list.getEntriesByName("first-contentful-paint").length && done())
        .observe({ type: "paint", buffered: true });
})"""
# A page that comes in pieces may move by less than a reader sees; Lighthouse calls this 0.
UNSEEN = 0.001
SHIFT = """async () => {
    await document.fonts.ready;
    let sum = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value; })
        .observe({ type: "layout-shift", buffered: true });
    await new Promise(done => setTimeout(done, 100));
    return sum;
}"""


def visit_slowly(page: Page, address: str, language: str) -> None:
    """Open a page; its scripts and the guest's letters come when it has been painted."""
    held: list[Route] = []
    painted = False

    def hold(route: Route) -> None:
        if painted:
            route.continue_()
        else:
            held.append(route)

    page.route(re.compile(rf"/js/reader\.|/fonts/{GUEST[language]}"), hold)
    page.goto(address, wait_until="commit")
    page.evaluate(PAINTED)
    assert held
    painted = True
    for route in held:
        route.continue_()
    page.wait_for_load_state("load")


@pytest.mark.parametrize("width", [390, 412, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_article_stays_where_it_was_painted(
    visit_paper: Visit, addresses: Addresses, language: str, width: int
) -> None:
    with visit_paper(width=width) as reader:
        visit_slowly(reader.page, addresses[language]["article"], language)
        assert reader.page.evaluate(SHIFT) < UNSEEN


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_front_page_does_too(visit_paper: Visit, language: str, width: int) -> None:
    with visit_paper(width=width) as reader:
        visit_slowly(reader.page, f"/{language}/", language)
        assert reader.page.evaluate(SHIFT) < UNSEEN
