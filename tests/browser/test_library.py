"""The library on a telephone, and what is said of a picture where it stands in a text."""

from browser.desk import at_the_desk
from browser.visitor import Visit
from makers import picture_file
from playwright.sync_api import expect


def test_on_a_telephone_a_link_leads_to_the_filters(visit_newsroom: Visit) -> None:
    with at_the_desk(visit_newsroom, "chief", "ar", width=390) as desk:
        desk.page.goto("/admin/articles/image/")
        link = desk.link(desk.say("Filters"))
        expect(link).to_be_in_viewport()
        link.click()
        expect(desk.page.locator("#changelist-filter")).to_be_in_viewport()
        desk.page.set_viewport_size({"width": 1280, "height": 800})
        expect(link).to_be_hidden()


def test_a_picture_described_for_the_text_lacks_nothing_in_it(visit_newsroom: Visit) -> None:
    with at_the_desk(visit_newsroom, "chief", "ar") as desk:
        page = desk.page
        page.goto("/admin/articles/image/upload/")
        file = {"name": "boats.png", "mimeType": "image/png", "buffer": picture_file().read()}
        page.locator("#upload-files").set_input_files([file])
        expect(page.locator("[data-state=taken]")).to_have_count(1)
        page.goto("/admin/articles/article/add/?language=ar")
        page.get_by_role("button", name=desk.say("Insert a picture", "editor")).click()
        page.get_by_role("dialog").get_by_role("button", name="boats", exact=True).click()
        figure = page.locator(".prose-editor figure")
        mark = figure.get_by_text(desk.say("no alt text in Arabic"))
        expect(mark).to_be_visible()
        field = figure.get_by_label(desk.say("Alt text in this text, where another fits better:"))
        field.click()
        page.keyboard.type("مراكب صيد")
        expect(mark).to_be_hidden()
        field.clear()
        expect(mark).to_be_visible()
