"""What other sites keep, in a real browser: put into a text at the desk, and asked for by a reader, never before."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from browser.axe import DESK, PHONE, bring_axe, violations
from browser.desk import Desk, at_the_desk
from browser.visitor import Visit, Visitor
from browser.words import word
from playwright.sync_api import Locator, expect

from newsroom import languages

SEARCHED = {"ar": ("سينما الجدار", "شرفات-باب-السوق"), "en": ("balconies", "balconies-buy-tickets")}
ADDRESS = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
PLAYER = "https://www.youtube-nocookie.com/embed/aqz-KE-bpKQ?autoplay=1"
ELSEWHERE = re.compile(r"^https?://(?!127\.0\.0\.1)")


def open_article(reader: Visitor, language: str) -> Locator:
    """Find the article of the demo that has a video, and return its card; nothing leaves for another site."""
    reader.context.route(ELSEWHERE, lambda route: route.fulfill(content_type="text/html", body="<p>A player</p>"))
    words, slug = SEARCHED[language]
    reader.page.goto(f"/{language}/search/?q={quote(words)}")
    reader.page.goto(reader.page.locator(f'a[href*="{quote(slug)}"]').first.get_attribute("href") or "")
    return reader.page.locator(".embed")


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("language", languages.CODES)
def test_a_player_comes_when_it_is_asked_for_and_not_before(visit_paper: Visit, language: str, width: int) -> None:
    with visit_paper(width=width) as reader:
        card = open_article(reader, language)
        button = card.get_by_role("button", name=word(language, "Play the video"))
        expect(button).to_be_visible()
        button.scroll_into_view_if_needed()
        reader.page.wait_for_load_state("networkidle")
        expect(reader.page.locator("iframe")).to_have_count(0)
        assert reader.troubles == []
        before = card.bounding_box()
        button.click()
        frame = reader.page.locator("iframe")
        expect(frame).to_have_count(1)
        expect(frame).to_have_attribute("src", PLAYER)
        expect(frame).to_have_attribute("title", re.compile(word(language, "YouTube", "provider")))
        expect(frame).to_have_attribute("referrerpolicy", "strict-origin")
        expect(frame).to_have_attribute("sandbox", re.compile("allow-scripts"))
        expect(frame).to_be_focused()
        # The policy of the page lets it in, and nothing has moved for it.
        expect(reader.page.frame_locator("iframe").get_by_text("A player")).to_be_visible()
        assert card.bounding_box() == before
        assert reader.troubles == [f"another host: {PLAYER}"]
        reader.troubles.clear()


@pytest.mark.parametrize("language", languages.CODES)
def test_without_scripts_the_card_is_a_link(visit_paper: Visit, language: str) -> None:
    with visit_paper(width=PHONE, javascript=False) as reader:
        card = open_article(reader, language)
        link = card.get_by_role("link", name=word(language, "Open it on %(provider)s").split("%")[0])
        expect(link).to_have_attribute("href", ADDRESS)
        expect(link).to_be_visible()
        expect(card.get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize("language", languages.CODES)
def test_the_card_shuts_nobody_out_and_is_printed_with_its_address(visit_paper: Visit, language: str) -> None:
    with visit_paper() as reader:
        bring_axe(reader.context)
        card = open_article(reader, language)
        expect(card.get_by_role("button")).to_be_visible()
        looks = tuple((width, scheme) for width in (PHONE, DESK) for scheme in ("light", "dark"))
        assert violations(reader.page, looks) == []
        reader.page.emulate_media(media="print")
        expect(card.get_by_role("button")).to_be_hidden()
        printed = card.locator("a").evaluate("link => getComputedStyle(link, '::after').content")
        # What is computed is the address itself, or as it is written in the sheet.
        assert printed in (f'" ({ADDRESS})"', '" (" attr(href) ")"')


@pytest.fixture
def desk(visit_newsroom: Visit) -> Iterator[Desk]:
    with at_the_desk(visit_newsroom, "chief", "ar") as desk:
        desk.page.goto("/admin/articles/article/add/?language=ar")
        editor = desk.page.locator(".prose-editor > .ProseMirror")
        expect(editor).to_have_attribute("dir", "rtl")
        # What somebody began before and has not saved is kept for them.
        desk.page.evaluate("document.querySelector('textarea[name=body]').proseEditor.commands.clearContent(true)")
        editor.click()
        yield desk


def typed(desk: Desk) -> str:
    return desk.page.locator("textarea[name=body]").input_value()


def paste(desk: Desk, text: str) -> None:
    desk.page.locator(".prose-editor > .ProseMirror").evaluate(
        """(element, text) => {
            const data = new DataTransfer();
            data.setData("text/plain", text);
            element.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }""",
        text,
    )


def test_a_video_is_embedded_by_a_button_that_says_what_it_takes(desk: Desk) -> None:
    keyboard = desk.page.keyboard
    keyboard.type("قبل")
    keyboard.press("Enter")
    desk.page.get_by_role("button", name=desk.say("Embed a video, a recording or a post", "editor")).click()
    dialog = desk.page.get_by_role("dialog")
    address = dialog.get_by_role("textbox")
    expect(dialog).to_contain_text("تيليغرام")
    address.fill("https://evil.example/x")
    dialog.get_by_role("button", name=desk.say("Apply", "editor")).click()
    complaint = address.evaluate("input => input.validationMessage")
    assert "https://evil.example/x" in complaint
    assert "يوتيوب" in complaint
    expect(address).to_be_focused()
    address.fill(f" {ADDRESS}&t=31s ")
    keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    figure = desk.page.locator(".ProseMirror figure")
    expect(figure).to_have_attribute("data-provider", "يوتيوب")
    keyboard.type("تعليق")
    keyboard.press("Enter")
    keyboard.type("بعد")
    stored = f'<figure data-embed="{ADDRESS}&amp;t=31s"><figcaption>تعليق</figcaption></figure>'
    assert typed(desk) == f"<p>قبل</p>{stored}<p>بعد</p>"


def test_an_address_pasted_alone_becomes_an_embed_and_in_a_sentence_stays_text(desk: Desk) -> None:
    paste(desk, f" {ADDRESS}\n")
    expect(desk.page.locator(".ProseMirror figure")).to_have_attribute("data-embed", ADDRESS)
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.type("انظر ")
    paste(desk, ADDRESS)
    desk.page.keyboard.press("Enter")
    paste(desk, "https://evil.example/x")
    expect(desk.page.locator(".ProseMirror figure")).to_have_count(1)
    assert "evil.example" in typed(desk)


def test_an_embed_is_selected_and_removed_by_keys(desk: Desk) -> None:
    keyboard = desk.page.keyboard
    paste(desk, ADDRESS)
    figure = desk.page.locator(".ProseMirror figure")
    keyboard.type("تعليق")
    keyboard.press("Escape")
    expect(figure).to_have_class(re.compile("ProseMirror-selectednode"))
    keyboard.press("Delete")
    expect(figure).to_have_count(0)
    assert "data-embed" not in typed(desk)
    keyboard.press("Control+z")
    expect(figure).to_have_count(1)
    keyboard.press("Control+a")
    keyboard.press("Delete")
    paste(desk, ADDRESS)
    # An empty caption is left the way an empty paragraph is.
    keyboard.press("Backspace")
    expect(figure).to_have_class(re.compile("ProseMirror-selectednode"))
    keyboard.press("Backspace")
    expect(figure).to_have_count(0)
