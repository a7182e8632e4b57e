"""What the newsroom did not hear of stays in the browser, and is offered to its writer alone."""

import functools

import pytest
from browser.keeping import headline, line, said, typing_at
from browser.server import Newsroom
from browser.visitor import Visit, until, visiting
from playwright.sync_api import Browser, Page, expect


@pytest.fixture
def visit(chromium: Browser, drafts: Newsroom) -> Visit:
    return functools.partial(visiting, chromium, drafts.address)


def test_while_the_newsroom_does_not_answer_the_text_stays_in_this_browser(visit: Visit) -> None:
    with typing_at(visit, "chief", 3) as (desk, visitor):
        page = desk.page
        page.route("**/keep/", lambda route: route.abort())
        headline(desk).fill("عنوان بلا شبكة")
        expect(line(page)).to_have_text(said(desk, "Not kept: the newsroom does not answer. What you type is kept in "
                                                   "this browser, and sent as soon as it can be."))  # fmt: skip
        expect(page.locator("keep-text")).to_have_attribute("data-state", "failed")
        page.on("dialog", lambda dialog: dialog.accept())
        page.reload()
        # Offered, and never put in by itself.
        expect(headline(desk)).to_have_value("مسودة 2")
        page.unroute("**/keep/")
        desk.press(desk.say("Show that text"))
        expect(headline(desk)).to_have_value("عنوان بلا شبكة")
        expect(page.locator(".kept-note")).to_be_visible()
        desk.press(desk.say("Save and continue editing"))
        expect(page.locator(".kept-note")).to_have_count(0)
        assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('kept-text:'))") == []
        visitor.troubles.clear()


def leave(page: Page, name: str, at: str, text: str = "[]") -> None:
    """Let this browser hold a text of a window that is gone."""
    page.evaluate(f"localStorage.setItem({name!r}, JSON.stringify({{at: {at}, text: {text!r}}}))")


def test_nobody_finds_what_another_left_in_this_browser_and_it_waits_for_its_writer(visit: Visit) -> None:
    with typing_at(visit, "chief", 4) as (desk, _visitor):
        page = desk.page
        leave(page, "kept-text:0:4:another-window-key", "Date.now() - 6 * 864e5")
        leave(page, "kept-text:0:4:a-window-long-gone", "Date.now() - 8 * 864e5")
        page.reload()
        expect(page.locator("keep-text")).to_be_attached()
        expect(page.locator("keep-text [data-local]")).to_be_hidden()
        left = page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('kept-text:'))")
        assert left == ["kept-text:0:4:another-window-key"]


def test_what_was_typed_offline_is_offered_whoever_has_saved_since(visit: Visit) -> None:
    """The newsroom is younger than an hour: everything in it was saved later than this text."""
    with typing_at(visit, "chief", 11) as (desk, _visitor):
        page = desk.page
        text = page.evaluate(
            """() => {
                const form = new FormData(document.querySelector("#article_form"));
                form.set("headline", "عنوان كُتب بلا شبكة");
                form.set("window", "a-window-without-network");
                return JSON.stringify([...form].filter(([name]) => name !== "csrfmiddlewaretoken"));
            }"""
        )
        own = page.locator("keep-text").get_attribute("data-local-key")
        leave(page, f"kept-text:{own}:a-window-without-network", "Date.now() - 36e5", text)
        page.reload()
        desk.press(desk.say("Show that text"))
        expect(headline(desk)).to_have_value("عنوان كُتب بلا شبكة")
        # What has reached the newsroom is not offered a second time.
        leave(page, f"kept-text:{own}:a-window-without-network", "Date.now() - 36e5", text)
        page.reload()
        until(page, "!Object.keys(localStorage).some((name) => name.startsWith('kept-text:'))")
        expect(page.locator("keep-text [data-local]")).to_be_hidden()


def test_what_is_typed_while_the_newsroom_does_not_answer_is_in_this_browser_at_once(visit: Visit) -> None:
    with typing_at(visit, "chief", 12) as (desk, visitor):
        page = desk.page
        page.route("**/keep/", lambda route: route.abort())
        headline(desk).fill("أول")
        expect(page.locator("keep-text")).to_have_attribute("data-state", "failed")
        headline(desk).fill("أول وثان")
        assert "أول وثان" in page.evaluate("Object.values(localStorage).join()")
        page.on("dialog", lambda dialog: dialog.accept())
        headline(desk).fill("أول وثان وثالث")
        page.reload()
        page.unroute("**/keep/")
        desk.press(desk.say("Show that text"))
        expect(headline(desk)).to_have_value("أول وثان وثالث")
        visitor.troubles.clear()
