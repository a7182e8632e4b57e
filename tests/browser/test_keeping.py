"""Nothing typed is lost: the browser dies, the newsroom does not answer, the session ends, two write at once."""

import functools

import pytest
from browser.desk import Desk
from browser.keeping import PARAGRAPHS, body, headline, line, paragraph, said, typing_at
from browser.server import PASSWORD, Newsroom
from browser.visitor import Visit, visiting
from browser.words import label, labelled
from playwright.sync_api import Browser, Page, expect

from articles.models import Article
from newsroom.models import User


@pytest.fixture
def visit(chromium: Browser, drafts: Newsroom) -> Visit:
    return functools.partial(visiting, chromium, drafts.address)


def is_kept(desk: Desk) -> None:
    expect(line(desk.page)).to_have_text(said(desk, "Kept at %(time)s."))


def log_in(desk: Desk, page: Page) -> None:
    page.get_by_label(labelled(label("ar", User, "username"))).fill("chief")
    page.get_by_label(labelled(desk.say("Password"))).fill(PASSWORD)
    page.get_by_role("button", name=desk.say("Log in"), exact=True).click()


def test_the_browser_dies_and_the_text_is_there_in_another(visit: Visit) -> None:
    with typing_at(visit, "chief", 1) as (desk, _visitor):
        headline(desk).fill("عنوان «لم يُحفظ»")
        paragraph(desk, 0)
        desk.page.keyboard.type(" وهذه جملة جديدة.")
        is_kept(desk)
        # No word of farewell: the page is gone with all it held.
        desk.page.context.new_cdp_session(desk.page).send("Page.close")
    with typing_at(visit, "chief", 1) as (desk, _visitor):
        expect(headline(desk)).to_have_value("عنوان «لم يُحفظ»")
        expect(body(desk).locator("p").first).to_have_text(f"{PARAGRAPHS[0]} وهذه جملة جديدة.")
        expect(desk.page.locator(".kept-note")).to_be_visible()
        desk.press(desk.say("Discard it and show what is saved"))
        expect(headline(desk)).to_have_value("مسودة 0")
        expect(desk.page.locator(".kept-note")).to_have_count(0)


def test_what_is_typed_and_taken_back_is_neither_kept_nor_asked_about(visit: Visit) -> None:
    with typing_at(visit, "chief", 2) as (desk, _visitor):
        headline(desk).fill("عنوان آخر")
        is_kept(desk)
        asked: list[str] = []
        desk.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        headline(desk).fill("مسودة 1")
        paragraph(desk, 1)
        desk.page.keyboard.type("أ")
        desk.page.keyboard.press("Backspace")
        expect(line(desk.page)).to_have_text("")
        desk.page.reload()
        assert asked == []
        expect(desk.page.locator(".kept-note")).to_have_count(0)
        headline(desk).press_sequentially("!")
        desk.page.reload()
        assert asked == ["beforeunload"]


def test_an_article_is_taken_over_and_taken_back(visit: Visit) -> None:
    with typing_at(visit, "editor_ar", 7) as (first, _visitor), typing_at(visit, "chief", 7) as (second, _other):
        headline(second).fill("عنوان الرئيسة")
        second.press(second.say("Take over"))
        banner = second.page.locator(".admin-presence")
        expect(banner).to_contain_text("كمال السنوسي")
        expect(banner.get_by_role("button")).to_have_count(0)
        # In place: what was typed here is still here.
        expect(headline(second)).to_have_value("عنوان الرئيسة")
        headline(first).fill("عنوان المحرر")
        expect(first.page.locator(".admin-presence .admin-note--warning")).to_contain_text("منى الدريدي")
        expect(headline(first)).to_have_value("عنوان المحرر")
        first.press(first.say("Take it back"))
        expect(first.page.locator(".admin-presence .admin-note--warning")).to_have_count(0)
        headline(second).fill("عنوان الرئيسة!")
        expect(second.page.locator(".admin-presence .admin-note--warning")).to_contain_text(
            "كمال السنوسي", timeout=20_000
        )


def test_logged_out_while_writing_one_logs_in_beside_it_and_goes_on(visit: Visit) -> None:
    with typing_at(visit, "chief", 5) as (desk, visitor):
        page = desk.page
        page.context.clear_cookies(name="sessionid")
        headline(desk).fill("عنوان بعد انتهاء الجلسة")
        expect(line(page)).to_have_text(said(desk, "Not kept: you are no longer logged in."))
        with page.expect_popup() as opened:
            page.get_by_role("link", name=desk.say("Log in in a new tab, and go on writing here")).click()
        log_in(desk, opened.value)
        expect(opened.value.get_by_role("heading", level=1)).to_have_text(desk.say("The desk"))
        opened.value.close()
        is_kept(desk)
        # The form's own token is the new one as well: saving goes through.
        desk.press(desk.say("Save and continue editing"))
        desk.is_told("عنوان بعد انتهاء الجلسة")
        visitor.troubles.clear()


def test_logged_out_when_saving_one_logs_in_in_place_and_everything_is_saved(visit: Visit) -> None:
    with typing_at(visit, "chief", 6) as (desk, visitor):
        page = desk.page
        headline(desk).fill("عنوان ينجو")
        paragraph(desk, 2)
        page.keyboard.type(" وهذا «مهم».")
        page.context.clear_cookies(name="sessionid")
        desk.press(desk.say("Save and continue editing"))
        log_in(desk, page)
        desk.press(desk.say("Send it again"))
        desk.is_told("عنوان ينجو")
        expect(headline(desk)).to_have_value("عنوان ينجو")
        expect(body(desk).locator("p").nth(2)).to_have_text(f"{PARAGRAPHS[2]} وهذا «مهم».")
        expect(page.locator(".kept-note")).to_have_count(0)
        visitor.troubles.clear()


def test_ctrl_s_saves_and_leaves_one_where_one_is(visit: Visit) -> None:
    with typing_at(visit, "chief", 7) as (desk, visitor):
        page = desk.page
        page.evaluate("document.body.dataset.same = 'page'")
        paragraph(desk, 1)
        page.keyboard.type(" وزيادة")
        page.keyboard.press("Control+s")
        expect(line(page)).to_have_text(said(desk, "Saved at %(time)s."))
        page.keyboard.type(" ثم زيادة")
        expect(body(desk).locator("p").nth(1)).to_have_text(f"{PARAGRAPHS[1]} وزيادة ثم زيادة")
        page.keyboard.press("Control+s")
        expect(line(page)).to_have_text(said(desk, "Saved at %(time)s."))
        headline(desk).fill("")
        page.keyboard.press("Control+s")
        expect(page.locator(".field-headline .errorlist")).to_be_visible()
        expect(headline(desk)).to_be_focused()
        page.keyboard.type("عنوان صحيح")
        page.keyboard.press("Control+s")
        expect(page.locator(".field-headline .errorlist")).to_have_count(0)
        expect(line(page)).to_have_text(said(desk, "Saved at %(time)s."))
        assert page.evaluate("document.body.dataset.same") == "page"
        # Nothing is unsaved now: leaving asks nothing, coming back finds it.
        asked: list[str] = []
        page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
        page.reload()
        assert asked == []
        expect(headline(desk)).to_have_value("عنوان صحيح")
        expect(body(desk).locator("p").nth(1)).to_have_text(f"{PARAGRAPHS[1]} وزيادة ثم زيادة")
        visitor.troubles.clear()


def test_one_sees_who_else_is_writing_and_who_has_gone(visit: Visit) -> None:
    with typing_at(visit, "editor_ar", 8) as (first, _visitor):
        with typing_at(visit, "chief", 8) as (second, _other):
            expect(second.page.locator(".admin-presence")).to_contain_text("كمال السنوسي")
            expect(first.page.locator(".admin-presence")).to_contain_text("منى الدريدي", timeout=30_000)
        expect(first.page.locator(".admin-presence")).not_to_contain_text("كمال")
    with typing_at(visit, "writer", 8, javascript=False) as (third, _visitor):
        expect(third.page.locator(".admin-presence")).to_contain_text("كمال السنوسي")


def test_two_at_once_in_arabic_by_keyboard(visit: Visit) -> None:
    with typing_at(visit, "chief", 9) as (second, _visitor), typing_at(visit, "editor_ar", 9) as (first, _other):
        for desk, word in ((first, "المحرر"), (second, "الرئيسة")):
            headline(desk).fill(f"عنوان {word}")
            paragraph(desk, 1)
            desk.page.keyboard.type(f" بحسب {word}.")
        paragraph(first, 2)
        first.page.keyboard.type(" بإذن الله.")
        first.press(first.say("Save and continue editing"))
        first.is_told("عنوان المحرر")
        second.press(second.say("Save and continue editing"))
        page = second.page
        expect(page.get_by_role("heading", level=1)).to_have_text(second.say("Two have changed this article"))
        expect(page.locator("fieldset")).to_have_count(2)
        for text in ("عنوان المحرر", "عنوان الرئيسة", "بحسب المحرر", "بحسب الرئيسة"):
            expect(page.get_by_role("main")).to_contain_text(text)
        choose(page, 0, "ArrowUp")
        choose(page, 1, "ArrowDown")
        page.get_by_role("button", name=second.say("Save the article so")).focus()
        page.keyboard.press("Enter")
        second.is_told("عنوان المحرر")
        expect(headline(second)).to_have_value("عنوان المحرر")
        expect(body(second).locator("p")).to_have_text(
            [
                PARAGRAPHS[0],
                f"{PARAGRAPHS[1]} بحسب المحرر.",
                f"{PARAGRAPHS[1]} بحسب الرئيسة.",
                f"{PARAGRAPHS[2]} بإذن الله.",
            ]
        )


def test_what_could_not_be_saved_is_said_until_it_is(visit: Visit) -> None:
    with typing_at(visit, "chief", 11) as (second, visitor), typing_at(visit, "editor_ar", 11) as (first, _other):
        headline(first).fill("عنوان المحرر")
        first.press(first.say("Save and continue editing"))
        headline(second).fill("عنوان الرئيسة")
        second.page.keyboard.press("Control+s")
        way = second.page.get_by_role("link", name=second.say("Bring the two texts together"))
        expect(way).to_be_visible()
        # It was refused, as it should be.
        visitor.troubles.clear()
        with second.page.expect_response(lambda answer: answer.url.endswith("/keep/") and answer.ok):
            headline(second).press_sequentially("!")
        expect(way).to_be_visible()
        way.click()
        expect(second.page.get_by_role("main")).to_contain_text("عنوان الرئيسة!")


def test_another_button_of_the_page_takes_what_was_typed_along(visit: Visit) -> None:
    with typing_at(visit, "editor_ar", 12) as (desk, _visitor):
        headline(desk).fill("عنوان لم يُحفظ")
        desk.page.get_by_role("button", name="English", exact=True).click()
        expect(desk.page.locator("html")).to_have_attribute("lang", "en")
        expect(desk.page.locator("#id_headline")).to_have_value("عنوان لم يُحفظ")
        desk.page.get_by_role("button", name="العربية", exact=True).click()
        expect(desk.page.locator("html")).to_have_attribute("lang", "ar")


def choose(page: Page, number: int, key: str) -> None:
    """Go with the tabulator to the chosen answer of a question, and with an arrow to the one beside it."""
    mine = page.locator("fieldset").nth(number).locator("input[value=mine]")
    for _step in range(60):
        if mine.evaluate("radio => radio === document.activeElement"):
            break
        page.keyboard.press("Tab")
    expect(mine).to_be_focused()
    page.keyboard.press(key)


def test_the_choice_works_without_a_script(visit: Visit) -> None:
    with (
        typing_at(visit, "chief", 10, javascript=False) as (second, _visitor),
        typing_at(visit, "editor_ar", 10, javascript=False) as (first, _other),
    ):
        headline(first).fill("عنوان المحرر")
        first.press(first.say("Save and continue editing"))
        headline(second).fill("عنوان الرئيسة")
        second.press(second.say("Save and continue editing"))
        question = second.page.get_by_role("group", name=label("ar", Article, "headline"))
        question.locator("input[value=theirs]").check()
        second.press(second.say("Save the article so"))
        second.is_told("عنوان المحرر")
        expect(headline(second)).to_have_value("عنوان المحرر")
