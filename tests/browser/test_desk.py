"""The admin in a real browser: its pages keep quiet and fit, and its editor writes in the article's direction."""

import re
from typing import Any

import pytest
from browser.desk import Desk, at_the_desk, is_written_in, stored_body
from browser.server import PASSWORD
from browser.visitor import Visit
from browser.words import label, labelled, word
from makers import picture_file
from playwright.sync_api import Page, expect

from articles.models import Article, Image, ImageText, Topic
from newsroom import languages
from newsroom.models import User

PAGES = (
    "",
    "articles/article/",
    "articles/article/1/change/",
    "articles/article/2/change/",
    "articles/article/2/history/",
    "articles/image/",
    "articles/image/1/change/",
    "articles/image/add/",
    "articles/topic/1/change/",
    "articles/author/1/change/",
    "articles/page/1/change/",
    "comments/comment/",
    "comments/comment/1/change/",
    "password_change/",
)
OF_THE_CHIEF = (
    "articles/section/1/change/",
    "articles/page/add/",
    "newsroom/user/",
    "newsroom/user/2/change/",
    "newsroom/user/2/password/",
    "newsroom/user/add/",
    "newsroom/site/1/change/",
    "newsroom/auditentry/",
    "auth/group/1/change/",
)
# The chief reads the admin in Arabic, the others in English; all but the last write in both languages.
PEOPLE = [("chief", "ar"), ("translator", "en")]
TEXT = {
    "ar": ("الحكومة تعلن «خطة 2030» وتدعو Reuters إلى 3 لقاءات", "اقتباس", "واحد", "خلية"),
    "en": ("The plan has «quotes» and عربي inside 2026", "A quotation", "One", "Cell"),
}


@pytest.mark.parametrize(
    ("username", "language", "pages"), [("chief", "ar", PAGES + OF_THE_CHIEF), ("editor_en", "en", PAGES)]
)
def test_every_page_is_quiet_and_nothing_stands_out_sideways(
    visit_paper: Visit, username: str, language: str, pages: tuple[str, ...]
) -> None:
    """No script fails, the policy of the page forbids nothing that is on it, and a phone shows it whole."""
    with at_the_desk(visit_paper, username, language) as desk:
        for path in pages:
            answer = desk.page.goto(f"/admin/{path}")
            assert answer
            assert answer.status == 200, path
            for width in (1280, 390):
                desk.page.set_viewport_size({"width": width, "height": 800})
                assert desk.page.evaluate("document.documentElement.scrollWidth") == width, path


def test_the_form_fits_a_phone_before_the_font_of_its_signs_is_there(visit_paper: Visit) -> None:
    with at_the_desk(visit_paper, "chief", "ar", width=390) as desk:
        desk.page.context.route("**/material-icons*.woff2", lambda route: route.abort())
        desk.page.goto("/admin/articles/article/add/?language=ar")
        expect(desk.page.locator(".prose-menubar__button").first).to_be_visible()
        assert desk.page.evaluate("document.documentElement.scrollWidth") == 390


@pytest.mark.parametrize(("username", "interface"), PEOPLE)
@pytest.mark.parametrize("language", languages.CODES)
def test_the_editor_writes_in_the_direction_of_the_article_whatever_the_interface(
    visit_paper: Visit, username: str, interface: str, language: str
) -> None:
    direction, other = languages.direction(language), languages.direction(languages.other(language))
    with at_the_desk(visit_paper, username, interface) as desk:
        desk.page.goto(f"/admin/articles/article/add/?language={language}")
        editor = desk.page.get_by_role("textbox", name=label(interface, Article, "body"), exact=True)
        is_written_in(editor, language)
        write_one_of_each(desk, TEXT[language])
        start = {"rtl": "right", "ltr": "left"}
        for selector, style in (("blockquote", "border-{}-width"), ("ul", "padding-{}")):
            element = editor.locator(selector)
            expect(element).to_have_css("direction", direction)
            assert width_of(element, style.format(start[direction])) > 0
            assert width_of(element, style.format(start[other])) == 0
        first, second = (editor.locator("td").nth(position).bounding_box() for position in (0, 1))
        assert first
        assert second
        assert (first["x"] > second["x"]) == (direction == "rtl")


def width_of(element, style: str) -> float:
    return float(element.evaluate(f"element => parseFloat(getComputedStyle(element)['{style}'])"))


def write_one_of_each(desk: Desk, words: tuple[str, str, str, str]) -> None:
    """Write a paragraph, a quotation, a list and a table, by the buttons' names in the interface's language."""
    text, quotation, item, cell = words
    page = desk.page
    page.get_by_role("textbox", name=label(desk.language, Article, "body"), exact=True).click()
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    desk.press(desk.say("Quotation", "editor"))
    page.keyboard.type(quotation)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    desk.press(desk.say("List", "editor"))
    page.keyboard.type(item)
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    desk.press(desk.say("Insert a table", "editor"))
    page.get_by_role("dialog").get_by_role("button", name=desk.say("Insert a table", "editor"), exact=True).click()
    page.keyboard.type(cell)


def test_what_was_typed_is_stored_with_plain_spaces(visit_paper: Visit) -> None:
    with at_the_desk(visit_paper, "chief", "ar") as desk:
        page = desk.page
        page.goto("/admin/articles/article/add/?language=ar")
        desk.field(Article, "headline").fill("عنوان للتجربة")
        desk.field(Article, "section").select_option(index=1)
        write_one_of_each(desk, TEXT["ar"])
        desk.press(desk.say("Save and continue editing"))
        expect(page.locator(".messagelist .success")).to_contain_text("عنوان للتجربة")
        text, quotation, item, cell = TEXT["ar"]
        body = stored_body(desk)
        assert body.startswith(
            f"<p>{text}</p><blockquote><p>{quotation}</p></blockquote><ul><li><p>{item}</p></li></ul>"
        )
        assert f"<p>{cell}</p>" in body
        # The editor shows again what was stored, and stores it the same.
        desk.press(desk.say("Save and continue editing"))
        expect(page.locator(".messagelist .success")).to_contain_text("عنوان للتجربة")
        assert stored_body(desk) == body


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_refused_form_still_has_the_text(visit_paper: Visit, javascript: bool) -> None:
    with at_the_desk(visit_paper, "chief", "ar", javascript=javascript) as desk:
        page = desk.page
        page.goto("/admin/articles/article/add/?language=ar")
        if javascript:
            body = page.get_by_role("textbox", name=label("ar", Article, "body"), exact=True)
            body.click()
            page.keyboard.type(TEXT["ar"][0])
        else:
            desk.field(Article, "body").fill(TEXT["ar"][0])
        desk.press(desk.say("Save"))
        expect(page.locator(".field-headline .errorlist")).to_be_visible()
        if javascript:
            expect(body).to_contain_text(TEXT["ar"][0])
        else:
            expect(desk.field(Article, "body")).to_have_value(TEXT["ar"][0])


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_the_language_is_changed_before_the_login_and_kept_after_it(visit_paper: Visit, javascript: bool) -> None:
    with visit_paper(javascript=javascript) as visitor:
        page = visitor.page
        page.goto("/admin/")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        switch_to(page, "ar", "en")
        expect(page.locator("html")).to_have_attribute("dir", "ltr")
        expect(page.get_by_role("button", name="Log in", exact=True)).to_be_visible()
    with at_the_desk(visit_paper, "photo", "ar", javascript=javascript) as desk:
        desk.page.goto("/admin/articles/image/")
        switch_to(desk.page, "ar", "en")
        expect(desk.page).to_have_url(re.compile("/admin/articles/image/$"))
        expect(desk.page.locator("html")).to_have_attribute("lang", "en")
        switch_to(desk.page, "en", "ar")
        expect(desk.page.locator("html")).to_have_attribute("lang", "ar")


def switch_to(page: Page, shown: str, wanted: str) -> None:
    form = page.get_by_role("form", name=word(shown, "Interface language"))
    form.get_by_role("button", name=languages.NAMES[wanted], exact=True).click()


def test_the_focus_can_be_seen_on_the_way_through_the_form(visit_paper: Visit) -> None:
    with at_the_desk(visit_paper, "chief", "ar") as desk:
        desk.page.goto("/admin/articles/section/add/")
        seen = []
        while desk.page.evaluate("document.activeElement !== document.body"):
            outline = desk.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            seen.append((desk.page.evaluate("document.activeElement.outerHTML.slice(0, 120)"), outline))
            desk.page.keyboard.press("Tab")
        assert len(seen) > 6
        assert [element for element, outline in seen if outline == "none"] == []


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_session_that_ended_costs_nobody_a_sentence(visit_paper: Visit, javascript: bool) -> None:
    with at_the_desk(visit_paper, "chief", "ar", javascript=javascript) as desk:
        page = desk.page
        page.goto("/admin/articles/topic/add/")
        desk.field(Topic, "name_ar").fill("الموانئ «القديمة»")
        page.context.clear_cookies(name="sessionid")
        desk.press(desk.say("Save"))
        notice = desk.say("Your session had ended. What you typed is kept: log in, and send it again.")
        expect(page.get_by_text(notice)).to_be_visible()
        page.get_by_label(labelled(label("ar", User, "username"))).fill("chief")
        page.get_by_label(labelled(desk.say("Password"))).fill(PASSWORD)
        desk.press(desk.say("Log in"))
        desk.press(desk.say("Send it again"))
        # What was wrong with the form is said now, as it would have been.
        expect(desk.field(Topic, "name_ar")).to_have_value("الموانئ «القديمة»")
        expect(page.locator(".field-name_en .errorlist")).to_be_visible()


def test_a_picture_is_uploaded_beside_the_article_and_chosen_by_it(visit_paper: Visit) -> None:
    with at_the_desk(visit_paper, "chief", "ar") as desk:
        page = desk.page
        page.goto("/admin/articles/article/add/?language=ar")
        desk.field(Article, "headline").fill("عنوان مع صورة")
        with page.expect_popup() as opened:
            page.locator("#add_id_lead_image").click()
        popup = Desk(opened.value, "ar", javascript=True)
        picture: Any = {"name": "port.png", "mimeType": "image/png", "buffer": picture_file().read()}
        popup.field(Image, "original").set_input_files(picture)
        popup.field(Image, "title").fill("المرفأ من فوق")
        popup.field(ImageText, "alt").first.fill("مرفأ يُرى من فوق")
        popup.press(popup.say("Save"))
        expect(page.locator("#id_lead_image option:checked")).to_have_text("المرفأ من فوق")
        expect(page.locator(".field-lead_image .select2-selection")).to_contain_text("المرفأ من فوق")
        expect(desk.field(Article, "headline")).to_have_value("عنوان مع صورة")
