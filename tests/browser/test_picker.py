"""A picture chosen from the library, for the head of an article and in its text."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browser.desk import Desk, at_the_desk
from browser.visitor import Visit
from makers import picture_file
from playwright.sync_api import Locator, Route, expect


@pytest.fixture
def desk(visit_newsroom: Visit) -> Iterator[Desk]:
    with at_the_desk(visit_newsroom, "chief", "ar") as desk:
        yield desk


def store(desk: Desk, *names: str) -> None:
    desk.page.goto("/admin/articles/image/upload/")
    files: Any = [{"name": f"{name}.png", "mimeType": "image/png", "buffer": picture_file().read()} for name in names]
    desk.page.locator("#upload-files").set_input_files(files)
    expect(desk.page.locator("[data-files] [data-state=taken]")).to_have_count(len(names))


def new_article(desk: Desk) -> Locator:
    desk.page.goto("/admin/articles/article/add/?language=ar")
    editor = desk.page.locator(".prose-editor > .ProseMirror")
    expect(editor).to_have_attribute("dir", "rtl")
    desk.page.evaluate("document.querySelector('textarea[name=body]').proseEditor.commands.clearContent(true)")
    return editor


def body(desk: Desk) -> str:
    return desk.page.locator("textarea[name=body]").input_value()


def insert(desk: Desk) -> Locator:
    desk.page.get_by_role("button", name=desk.say("Insert a picture", "editor")).click()
    return the_dialog(desk)


def the_dialog(desk: Desk) -> Locator:
    dialog = desk.page.get_by_role("dialog", name=desk.say("Choose a picture"))
    expect(dialog).to_be_visible()
    return dialog


def card(dialog: Locator, name: str) -> Locator:
    return dialog.get_by_role("button", name=name, exact=True)


def key(dialog: Locator, name: str) -> str:
    return str(card(dialog, name).get_attribute("data-image"))


def test_the_lead_image_is_chosen_by_the_keyboard_alone(desk: Desk) -> None:
    store(desk, "lead one", "lead two")
    new_article(desk)
    keyboard = desk.page.keyboard
    opener = desk.page.get_by_role("button", name=desk.say("Choose from the library"))
    opener.focus()
    keyboard.press("Enter")
    dialog = the_dialog(desk)
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    keyboard.press("Enter")
    the_dialog(desk)
    keyboard.type("lead")
    keyboard.press("Enter")
    expect(dialog.locator("[data-found] button[data-image]")).to_have_count(2)
    expect(dialog.get_by_role("status").first).not_to_be_empty()
    first, second = (dialog.locator("[data-found] button[data-image]").nth(number) for number in range(2))
    first.focus()
    # The second lies to the left of the first: the dialog reads from the right.
    keyboard.press("ArrowLeft")
    expect(second).to_be_focused()
    chosen = str(second.get_attribute("data-image"))
    keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(desk.page.locator("select[name=lead_image]")).to_have_value(chosen)
    expect(desk.page.locator(".field-lead_image .select2-selection__rendered")).to_contain_text("lead")
    expect(desk.page.locator(".field-lead_image .admin-thumbnail")).to_be_visible()
    expect(opener).to_be_focused()


def test_a_picture_is_put_into_the_text_and_gets_a_caption_there(desk: Desk) -> None:
    store(desk, "in the text", "instead")
    editor = new_article(desk)
    editor.click()
    desk.page.keyboard.type("قبل الصورة")
    dialog = insert(desk)
    image, other = key(dialog, "in the text"), key(dialog, "instead")
    card(dialog, "in the text").click()
    figure = editor.locator("figure")
    expect(figure.locator("img")).to_be_visible()
    expect(figure.get_by_role("link", name="in the text")).to_be_visible()
    expect(figure).to_contain_text(desk.say("no alt text in Arabic"))
    figure.locator("figcaption").click()
    desk.page.keyboard.type("تعليق هنا")
    text = f'<p>قبل الصورة</p><figure data-image="{image}"><figcaption>تعليق هنا</figcaption></figure>'
    assert body(desk) == text
    figure.get_by_role("button", name=desk.say("Choose another")).click()
    card(the_dialog(desk), "instead").click()
    expect(figure.get_by_role("link", name="instead")).to_be_visible()
    assert body(desk) == text.replace(image, other)
    figure.get_by_role("button", name=desk.say("Remove from the text")).click()
    expect(figure).to_have_count(0)
    assert "figure" not in body(desk)
    desk.page.keyboard.press("Control+z")
    expect(figure.get_by_role("link", name="instead")).to_be_visible()


def test_a_picture_taken_out_before_the_newsroom_has_told_of_it_comes_to_nothing(desk: Desk) -> None:
    store(desk, "in a hurry")
    editor = new_article(desk)
    editor.click()
    asked: list[Route] = []
    desk.page.route("**/image/*/shown/*", lambda route: asked.append(route))
    with desk.page.expect_request("**/image/*/shown/*"):
        card(insert(desk), "in a hurry").click()
    figure = editor.locator("figure")
    figure.locator("figcaption").click()
    desk.page.keyboard.press("Backspace")
    expect(figure).to_have_class(re.compile("ProseMirror-selectednode"))
    desk.page.keyboard.press("Backspace")
    expect(figure).to_have_count(0)
    asked[0].continue_()
    # Put in again, it is shown by the same answer.
    card(insert(desk), "in a hurry").click()
    expect(figure.get_by_role("link", name="in a hurry")).to_be_visible()


def test_a_text_that_is_opened_again_shows_its_pictures(desk: Desk) -> None:
    store(desk, "kept")
    editor = new_article(desk)
    desk.page.locator("#id_headline").fill("خبر فيه صورة")
    editor.click()
    card(insert(desk), "kept").click()
    expect(editor.locator("figure img")).to_be_visible()
    desk.press(desk.say("Save and continue editing"))
    desk.is_told("خبر فيه صورة")
    expect(editor.locator("figure img")).to_be_visible()
    assert '<figure data-image="' in body(desk)


def test_its_description_for_this_text_is_typed_beside_the_picture(desk: Desk) -> None:
    store(desk, "described")
    editor = new_article(desk)
    desk.page.locator("#id_headline").fill("خبر فيه صورة موصوفة")
    editor.click()
    card(insert(desk), "described").click()
    said, field = "راكب صيد صغير", editor.locator("[data-own=data-alt]")
    field.click()
    desk.page.keyboard.type(said)
    expect(field).to_be_focused()
    expect(field).to_have_value(said)
    # Saved from the keyboard, the field still has the focus.
    desk.page.keyboard.press("Control+s")
    desk.is_told("خبر فيه صورة موصوفة")
    expect(editor.locator("[data-own=data-alt]")).to_have_value(said)
    assert f' data-alt="{said}">' in body(desk)
    assert said not in (editor.text_content() or "")


def test_a_new_picture_is_uploaded_in_the_dialog_with_its_words_and_taken(desk: Desk) -> None:
    new_article(desk)
    desk.page.get_by_role("button", name=desk.say("Choose from the library")).click()
    dialog = the_dialog(desk)
    dialog.get_by_text(desk.say("Upload a new one")).click()
    file: Any = {"name": "brand new.png", "mimeType": "image/png", "buffer": picture_file().read()}
    dialog.locator("input[type=file]").set_input_files(file)
    line = dialog.locator("[data-state=taken]")
    expect(line).to_be_visible()
    expect(card(dialog, "brand new").first).to_be_visible()
    line.get_by_role("textbox").first.fill("وصف الصورة الجديدة")
    line.get_by_role("button", name=desk.say("Save words")).click()
    expect(line.get_by_role("status")).to_have_text(desk.say("The words are saved."))
    line.get_by_role("button", name=desk.say("Take this picture")).click()
    expect(dialog).to_be_hidden()
    expect(desk.page.locator("select[name=lead_image] option:checked")).to_have_text("brand new")


def test_a_library_that_does_not_answer_says_so_and_the_text_stays(desk: Desk) -> None:
    store(desk, "any")
    editor = new_article(desk)
    editor.click()
    desk.page.keyboard.type("نص")
    dialog = insert(desk)
    desk.page.route("**/choose/*", lambda route: route.abort())
    dialog.get_by_role("searchbox").fill("x")
    dialog.get_by_role("button", name=desk.say("Search")).click()
    expect(
        dialog.get_by_text(desk.say("The library does not answer. Try again; nothing of your text is lost."))
    ).to_be_visible()
    dialog.get_by_role("button", name=desk.say("Close")).click()
    assert body(desk) == "<p>نص</p>"


def test_without_javascript_the_list_stays(visit_newsroom: Visit) -> None:
    with at_the_desk(visit_newsroom, "chief", "ar", javascript=False) as desk:
        desk.page.goto("/admin/articles/article/add/?language=ar")
        expect(desk.page.locator("select[name=lead_image]")).to_be_visible()
        expect(desk.page.get_by_role("button", name=desk.say("Choose from the library"))).to_have_count(0)
