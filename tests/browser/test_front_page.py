"""Arranging the front page with a pointer: what is dragged stays there, and every part of the page says so."""

import re

from browser.desk import at_the_desk
from browser.visitor import Visit
from playwright.sync_api import Page, expect

PAGE = "/admin/articles/pin/en/"


def drag(page: Page, start: int, end: int) -> None:
    page.locator(f"#place-{start} [data-handle]").scroll_into_view_if_needed()
    handle, over = (page.locator(where).bounding_box() for where in (f"#place-{start} [data-handle]", f"#place-{end}"))
    assert handle
    assert over
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    page.mouse.move(handle["x"], over["y"] + over["height"] / 2, steps=8)
    page.mouse.up()


def test_what_is_dragged_is_told_everywhere_and_the_second_of_two_is_told_so(visit_paper: Visit) -> None:
    screen = {"javascript": True, "width": 1280}
    with (
        at_the_desk(visit_paper, "chief", "ar", **screen) as first,
        at_the_desk(visit_paper, "editor_en", "en", **screen) as second,
    ):
        page = first.page
        page.goto(PAGE)
        row = page.locator(".front-found__row").first
        title = row.locator(".front-card__title").inner_text()
        row.locator("button").click()
        expect(page.locator("#place-1")).to_contain_text(title)
        expect(row).to_contain_text(first.say("pinned at place %(place)s") % {"place": 1})
        second.page.goto(PAGE)
        drag(page, 1, 2)
        expect(page.locator("[data-said]")).to_contain_text(title)
        expect(page.locator("#place-2")).to_contain_text(title)
        expect(row).to_contain_text(first.say("pinned at place %(place)s") % {"place": 2})
        changed = "Somebody else has changed the front page meanwhile. This is how it is now."
        drag(second.page, 1, 3)
        expect(second.page.locator("[data-said]")).to_contain_text(second.say(changed))
        expect(second.page.locator("#place-2")).to_contain_text(title)
        # The calendar and the zone serve what has come without the page as well.
        card = page.locator("#place-2")
        card.get_by_text(first.say("Place and time")).click()
        expect(card.locator(".datetimeshortcuts")).to_have_count(2)
        card.locator("[name=until_0]").fill("2027-02-20")
        expect(card.locator(".admin-zone")).to_have_text(re.compile(r"^Africa/Casablanca, UTC(\+00:00)?$"))
        card.locator("[data-act=remove] button").click()
        expect(row.locator("strong")).to_have_count(0)
