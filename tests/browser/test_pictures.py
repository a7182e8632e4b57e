"""The library in a real browser: the focal point on the picture, many files at once, and what came of each."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from browser.desk import Desk, at_the_desk
from browser.visitor import Visit
from makers import picture_file
from playwright.sync_api import Locator, Page, expect

from articles.models import Image


@pytest.fixture
def desk(visit_newsroom: Visit) -> Iterator[Desk]:
    with at_the_desk(visit_newsroom, "chief", "ar", has_touch=True) as desk:
        yield desk


def file_named(name: str, size: tuple[int, int] = (900, 300)) -> Any:
    return {"name": f"{name}.png", "mimeType": "image/png", "buffer": picture_file(size=size).read()}


def upload(desk: Desk, *names: str) -> Locator:
    """Choose files on the page for many, and return the lines about them when the last has its answer."""
    desk.page.goto("/admin/articles/image/upload/")
    desk.page.locator("#upload-files").set_input_files([file_named(name) for name in names])
    lines = desk.page.locator("[data-files] [data-state]")
    expect(lines).to_have_count(len(names))
    return lines


def told(desk: Desk, english: str, *numbers: int) -> str:
    return re.sub(r"\{\w+\}", "{}", desk.say(english)).format(*numbers)


def open_form(desk: Desk, name: str) -> None:
    upload(desk, name).get_by_role("link").first.click()
    expect(desk.page.locator("[data-stage] img")).to_be_visible()


def place(page: Page) -> tuple[str, str]:
    return page.locator("#id_focus_x").input_value(), page.locator("#id_focus_y").input_value()


def positions(page: Page) -> list[str]:
    return page.locator(".focal__part").evaluate_all("parts => parts.map((part) => part.style.objectPosition)")


def test_the_focal_point_is_where_the_picture_is_clicked_and_the_crops_follow(desk: Desk) -> None:
    open_form(desk, "clicked")
    page = desk.page
    # Of 900 × 300 each crop has the whole height; clicked in a third, the square reaches neither edge.
    box = page.locator("[data-stage] img").bounding_box()
    assert box
    page.locator("[data-stage] img").click(position={"x": box["width"] / 3, "y": box["height"] / 2})
    assert place(page) == ("33", "50")
    wide, card, square, share = (float(part.split("%")[0]) for part in positions(page))
    # Left edge of the crop over the room that is left: (0.33 × 900 − w / 2) ÷ (900 − w).
    for ratio, shown in ((16 / 9, wide), (4 / 3, card), (1, square), (1200 / 630, share)):
        width = 300 * ratio
        assert shown == pytest.approx((0.33 * 900 - width / 2) / (900 - width) * 100, abs=0.5)
    page.locator("[data-stage] img").tap(position={"x": 2, "y": 2})
    across, down = map(int, place(page))
    assert across <= 2
    assert down <= 3
    assert all(part.startswith("0%") for part in positions(page))
    desk.press(desk.say("Save and continue editing"))
    expect(page.locator("#id_focus_x")).to_have_value(str(across))


def test_the_focal_point_moves_by_the_keys_the_same_way_in_both_directions(desk: Desk) -> None:
    open_form(desk, "keys")
    page = desk.page
    point = page.get_by_role("slider", name=desk.say("Focal point"))
    point.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert place(page) == ("49", "49")
    page.keyboard.press("Shift+ArrowRight")
    assert place(page) == ("59", "49")
    told = desk.say("{x} per cent from the left edge, {y} per cent from the top")
    expect(point).to_have_attribute("aria-valuetext", told.replace("{x}", "59").replace("{y}", "49"))
    page.locator("#id_focus_x").fill("250")
    expect(point).to_have_attribute("aria-valuenow", "100")
    picture, ring = (page.locator(place).bounding_box() for place in ("[data-stage] img", ".focal__point"))
    assert picture
    assert ring
    # In a page from right to left the left is where it was.
    assert ring["x"] + ring["width"] / 2 == pytest.approx(picture["x"] + picture["width"], abs=2)


def test_the_focal_point_is_dragged(desk: Desk) -> None:
    open_form(desk, "dragged")
    page = desk.page
    page.locator(".focal__point").hover()
    page.mouse.down()
    box = page.locator("[data-stage] img").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.8, box["y"] + box["height"] * 0.25, steps=4)
    page.mouse.up()
    across, down = map(int, place(page))
    assert (across, down) == (pytest.approx(80, abs=1), pytest.approx(25, abs=1))
    # What is let go of stays.
    page.mouse.move(box["x"], box["y"])
    assert place(page) == (str(across), str(down))


def test_a_file_that_is_only_chosen_shows_its_crops_at_once(desk: Desk) -> None:
    desk.page.goto("/admin/articles/image/add/")
    expect(desk.page.locator("[data-stage]")).to_be_hidden()
    desk.field(Image, "original").set_input_files(file_named("chosen"))
    expect(desk.page.locator("[data-stage]")).to_be_visible()
    expect(desk.page.locator(".focal__crop")).to_have_count(4)
    assert len(positions(desk.page)) == 4
    desk.page.locator("[data-stage] img").click(position={"x": 1, "y": 1})
    assert place(desk.page)[0] == "0"
    wrong: Any = {"name": "x.png", "mimeType": "image/png", "buffer": b"no picture"}
    desk.field(Image, "original").set_input_files(wrong)
    expect(desk.page.locator("[data-stage]")).to_be_hidden()


def test_without_javascript_the_point_is_two_numbers(visit_newsroom: Visit) -> None:
    with at_the_desk(visit_newsroom, "chief", "ar", javascript=False) as desk:
        page = desk.page
        page.goto("/admin/articles/image/upload/")
        page.locator("#upload-files").set_input_files([file_named("plain 1"), file_named("plain 2")])
        desk.press(desk.say("Upload", "button"))
        expect(page.locator(".library-file[data-state=taken]")).to_have_count(2)
        page.get_by_role("link", name=desk.say("Write its words")).first.click()
        expect(page.get_by_role("slider")).to_have_count(0)
        page.locator("#id_focus_x").fill("10")
        desk.press(desk.say("Save and continue editing"))
        expect(page.locator("#id_focus_x")).to_have_value("10")


def test_each_of_many_files_has_its_own_end(desk: Desk) -> None:
    page = desk.page
    page.goto("/admin/articles/image/upload/")
    good, wrong = file_named("good"), {"name": "notes.png", "mimeType": "image/png", "buffer": b"no picture"}
    page.locator("#upload-files").set_input_files([good, wrong])
    expect(page.locator("[data-files] [data-state=taken]")).to_have_count(1)
    expect(page.locator("[data-files] [data-state=refused]")).to_contain_text("notes.png")
    tally = desk.page.get_by_role("status").filter(has_text=told(desk, "Uploaded: {taken} of {all}.", 1, 2))
    expect(tally).to_contain_text(told(desk, "Not taken: {refused}.", 1))
    page.locator("#upload-files").set_input_files([good])
    known = page.locator("[data-files] [data-state=there]")
    expect(known).to_contain_text(desk.say("This picture is already there, and was not stored twice."))
    href = page.locator("[data-state=taken] .library-file__picture").get_attribute("href")
    expect(known.locator(".library-file__picture")).to_have_attribute("href", str(href))
    # What was there is no news.
    tally = desk.page.get_by_role("status").filter(has_text=told(desk, "Uploaded: {taken} of {all}.", 1, 3))
    expect(tally).to_contain_text(told(desk, "Already there: {there}.", 1))


def test_the_words_are_written_beside_the_picture_that_has_just_come(desk: Desk) -> None:
    line = upload(desk, "harbour")
    fields = line.get_by_role("textbox")
    fields.nth(0).fill("المرفأ عند الغروب")
    fields.nth(4).fill("The quay")
    save = line.get_by_role("button", name=desk.say("Save words"))
    save.click()
    # A caption in English, and nothing for whoever does not see the picture.
    expect(line.locator(".errornote")).to_be_visible()
    expect(line.get_by_role("textbox").nth(3)).to_be_focused()
    expect(line.get_by_role("textbox").nth(4)).to_have_value("The quay")
    desk.page.keyboard.type("The harbour at dusk")
    desk.page.keyboard.press("Enter")
    expect(line.get_by_role("status")).to_have_text(desk.say("The words are saved."))
    line.get_by_role("link").first.click()
    expect(desk.page.locator("#id_texts-0-alt")).to_have_value("المرفأ عند الغروب")
    expect(desk.page.locator("#id_texts-1-alt")).to_have_value("The harbour at dusk")


def test_what_did_not_arrive_is_tried_again_and_what_is_stopped_is_not_stored(desk: Desk) -> None:
    page = desk.page
    page.goto("/admin/articles/image/upload/")
    page.route("**/upload/", lambda route: route.abort())
    page.locator("#upload-files").set_input_files([file_named("lost")])
    expect(
        page.get_by_text(desk.say("It did not arrive: the connection broke, or your session has ended."))
    ).to_be_visible()
    page.unroute("**/upload/")
    page.get_by_role("button", name=desk.say("Try again")).click()
    expect(page.locator("[data-files] [data-state=taken]")).to_have_count(1)
    held: list[Any] = []
    page.route("**/upload/", lambda route: held.append(route))
    page.locator("#upload-files").set_input_files([file_named("stopped")])
    page.get_by_role("button", name=desk.say("Stop", "upload")).click()
    expect(page.get_by_text(desk.say("Stopped. Nothing of it was stored."))).to_be_visible()
    expect(page.get_by_role("button", name=desk.say("Try again"))).to_be_focused()
    page.unroute("**/upload/")
    page.goto("/admin/articles/image/?q=stopped")
    expect(page.locator(".library-card")).to_have_count(0)


def test_files_are_dropped_from_a_folder(desk: Desk) -> None:
    page = desk.page
    page.goto("/admin/articles/image/upload/")
    page.locator("picture-upload").evaluate(
        """(place, bytes) => {
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes)], "dropped.png", { type: "image/png" }));
            place.dispatchEvent(new DragEvent("dragover", { dataTransfer: data, bubbles: true, cancelable: true }));
            place.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        [*file_named("dropped")["buffer"]],
    )
    expect(page.locator("[data-files] [data-state=taken]")).to_contain_text("dropped")
