"""The way through the paper on a telephone and on a tablet: the line of sections, the menu, lists that fit."""

import pytest
from browser.visitor import Visit
from playwright.sync_api import Page, expect

from newsroom import languages

MENU = {"ar": "القائمة", "en": "Menu"}
WIDTHS = (320, 390, 699, 700, 820, 999, 1000)

Addresses = dict[str, dict[str, str]]


def inside(page: Page, selector: str, frame: str) -> bool:
    """Return whether all of one element lies between the sides of another."""
    boxes = [page.locator(each).first.bounding_box() for each in (selector, frame)]
    link, line = (box or {} for box in boxes)
    return bool(line["x"] <= link["x"] and link["x"] + link["width"] <= line["x"] + line["width"])


@pytest.mark.parametrize("language", languages.CODES)
def test_the_menu_opens_and_closes_by_the_keyboard(visit_paper: Visit, addresses: Addresses, language: str) -> None:
    with visit_paper(width=390) as reader:
        page = reader.page
        page.goto(addresses[language]["latest"])
        button = page.locator("summary.menu__button")
        expect(button).to_have_text(MENU[language])
        button.focus()
        page.keyboard.press("Enter")
        links = page.locator(".menu__panel a")
        expect(links.first).to_be_visible()
        assert min(box["height"] for link in links.all() if (box := link.bounding_box())) >= 44
        page.keyboard.press("Tab")
        expect(links.first).to_be_focused()
        page.keyboard.press("Escape")
        expect(links.first).to_be_hidden()
        expect(button).to_be_focused()
        page.keyboard.press("Enter")
        expect(links.first).to_be_visible()
        page.mouse.click(4, 790)
        expect(links.first).to_be_hidden()


def test_the_menu_needs_no_script(visit_paper: Visit, addresses: Addresses) -> None:
    with visit_paper(width=390, javascript=False) as reader:
        page = reader.page
        page.goto(addresses["ar"]["front page"])
        page.locator("summary.menu__button").click()
        last = page.locator(".menu__panel .menu__list").first.locator("a").last
        name = last.inner_text()
        last.click()
        expect(page.locator("h1")).to_have_text(name)


@pytest.mark.parametrize("language", languages.CODES)
def test_the_menus_of_a_search_close_by_escape_and_by_what_happens_outside_them(
    visit_paper: Visit, addresses: Addresses, language: str
) -> None:
    with visit_paper(width=390) as reader:
        page = reader.page
        page.goto(addresses[language]["search"])
        buttons = page.locator(".filters__menu > summary").all()
        assert len(buttons) == 2
        lists = [page.locator(".filters__list").nth(number) for number in range(2)]
        for button, choices in zip(buttons, lists, strict=True):
            button.click()
            expect(choices).to_be_visible()
            page.keyboard.press("Tab")
            expect(choices.locator("a").first).to_be_focused()
            page.keyboard.press("Escape")
            expect(choices).to_be_hidden()
            expect(button).to_be_focused()
            button.click()
            expect(choices).to_be_visible()
            page.mouse.click(4, 790)
            expect(choices).to_be_hidden()
            button.click()
            page.locator("#search-query").focus()
            expect(choices).to_be_hidden()
        buttons[0].click()
        buttons[1].click()
        expect(lists[0]).to_be_hidden()
        # Its own fields are inside.
        page.locator("input[name=until]").focus()
        expect(lists[1]).to_be_visible()


@pytest.mark.parametrize("language", languages.CODES)
def test_the_current_section_is_in_sight_on_the_line(visit_paper: Visit, addresses: Addresses, language: str) -> None:
    with visit_paper(width=320) as reader:
        page = reader.page
        page.goto(addresses[language]["front page"])
        address = page.locator(".nav__link").last.get_attribute("href") or ""
        page.goto(address)
        expect(page.locator(".nav__link[aria-current]")).to_be_in_viewport()
        assert inside(page, ".nav__link[aria-current]", ".nav__scroll")


@pytest.mark.parametrize("language", languages.CODES)
def test_no_page_of_articles_scrolls_sideways(visit_paper: Visit, addresses: Addresses, language: str) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto(addresses[language]["front page"])
        section = page.locator(".nav__link").last.get_attribute("href") or ""
        for path in (
            addresses[language]["front page"],
            addresses[language]["latest"],
            section,
            f"/{language}/nowhere/",
        ):
            page.goto(path)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                wide = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
                assert wide[0] <= wide[1], f"{path} at {width}"
