"""A reader’s own comments in the browser, and what a reader holds against another’s."""

import pytest
from browser.discussion import HEADING, Addresses, comment_field, fill, first_comment, send
from browser.visitor import Visit
from browser.words import word
from playwright.sync_api import expect


def test_only_who_has_sent_something_asks_for_it_and_sees_it(visit_paper: Visit, addresses: Addresses) -> None:
    asked: list[str] = []
    with visit_paper() as reader, visit_paper() as other:
        for visitor in (reader, other):
            visitor.page.on("request", lambda request: asked.append(request.url))
        other.page.goto(addresses["ar"]["article"])
        expect(other.page.get_by_role("heading", name=HEADING["ar"], exact=True)).to_be_visible()
        assert [url for url in asked if "/comments/received/" in url] == []
        page = reader.page
        page.goto(addresses["ar"]["article"])
        fill(page, "صاحبة التعليق")
        send(page).click()
        page.get_by_role("link", name=word("ar", "Back to the article")).click()
        own = page.get_by_role("region", name=word("ar", "Only you can see this"))
        expect(own.get_by_role("article")).to_contain_text("صاحبة التعليق")
        other.page.reload()
        expect(other.page.get_by_text("صاحبة التعليق")).to_have_count(0)


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_comment_is_changed_and_then_taken_back(visit_paper: Visit, addresses: Addresses, javascript: bool) -> None:
    name = f"متردد {'سريع' if javascript else 'هادئ'}"
    with visit_paper(javascript=javascript) as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        fill(page, name)
        send(page).click()
        if not javascript:
            send(page).click()
        page.get_by_role("link", name=word("ar", "Change", "comment")).click()
        comment_field(page).fill("قول آخر")
        page.get_by_role("button", name=word("ar", "Save the change")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(word("ar", "Your comment has been received"))
        expect(page.get_by_role("article")).to_contain_text("قول آخر")
        page.get_by_role("link", name=word("ar", "Take back", "comment")).click()
        page.get_by_role("button", name=word("ar", "Take it back")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(word("ar", "You have taken your comment back"))


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_comment_is_reported(visit_paper: Visit, addresses: Addresses, javascript: bool) -> None:
    with visit_paper(javascript=javascript) as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        comment = first_comment(page)
        comment.get_by_role("link", name=word("ar", "Report", "comment"), exact=True).click()
        page.get_by_role("button", name=word("ar", "Send the report")).click()
        expect(page.get_by_role("alert")).to_be_focused()
        page.get_by_role("radio", name=word("ar", "It is advertising")).check()
        page.get_by_role("button", name=word("ar", "Send the report")).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(word("ar", "Thank you for your report"))
