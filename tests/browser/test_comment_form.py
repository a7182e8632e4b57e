"""The form under an article, as its reader has it before them."""

import pytest
from browser.desk import at_the_desk
from browser.visitor import Visit
from browser.words import word
from playwright.sync_api import Locator, Page, expect

from comments.models import Comment

# The words of the page that the newsroom was asked to match.
HEADING = {"ar": "اترك تعليقاً", "en": "Leave a comment"}
NOTICE = {
    "ar": "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
    "en": "Your email address will not be published. Required fields are marked *",
}
LABELS = {
    "ar": [
        f"{word('ar', 'Name', 'comment form')} *", f"{word('ar', 'E-mail')} *", word("ar", "Website"),
        f"{word('ar', 'Comment')} *",
    ],
    "en": ["Name *", "E-mail *", "Website", "Comment *"],
}  # fmt: skip

Addresses = dict[str, dict[str, str]]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_form_says_what_the_reference_page_says(visit_paper: Visit, addresses: Addresses, language: str) -> None:
    with visit_paper() as reader:
        reader.page.goto(addresses[language]["article"])
        form = reader.page.get_by_role("region", name=HEADING[language], exact=True)
        expect(form.get_by_role("heading", name=HEADING[language], exact=True)).to_be_visible()
        expect(form.get_by_text(NOTICE[language], exact=True)).to_be_visible()
        expect(form.locator("label")).to_have_text(LABELS[language])
        for text in LABELS[language]:
            field = form.get_by_label(text, exact=True)
            expect(field).to_be_editable()
            assert field.evaluate("field => field.required") == text.endswith("*")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_double_click_sends_one_comment(visit_paper: Visit, addresses: Addresses, javascript: bool) -> None:
    name = f"نقرتان {'سريعتان' if javascript else 'هادئتان'}"
    with visit_paper(javascript=javascript) as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        fill(page, name)
        if not javascript:
            # The first click brings the token, the second posts.
            send(page).click()
            expect(page.get_by_role("status")).to_contain_text(
                word("ar", "One more click: check your comment and send it.")
            )
        send(page).dblclick()
        expect(page.get_by_role("heading", level=1)).to_have_text(word("ar", "Your comment has been received"))
    with at_the_desk(visit_paper, "moderator", "ar") as moderator:
        moderator.open(Comment)
        box = moderator.page.get_by_role("search").get_by_role("textbox")
        box.fill(name)
        box.press("Enter")
        expect(moderator.page.get_by_role("row").filter(has_text=name)).to_have_count(1)


def test_going_back_after_sending_finds_the_button_as_it_was(visit_paper: Visit, addresses: Addresses) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        fill(page, "عائدة إلى الصفحة")
        send(page).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(word("ar", "Your comment has been received"))
        page.go_back(wait_until="commit")
        expect(send(page)).to_be_visible()
        expect(send(page)).to_have_text(word("ar", "Send comment"))
        expect(send(page)).not_to_have_attribute("aria-disabled", "true")


def fill(page: Page, name: str) -> None:
    page.get_by_label(f"{word('ar', 'Name', 'comment form')} *", exact=True).fill(name)
    page.get_by_label(f"{word('ar', 'E-mail')} *", exact=True).fill("two.clicks@reader-mail.example")
    page.get_by_label(f"{word('ar', 'Comment')} *", exact=True).fill(f"تعليق واحد من {name} لا اثنان.")


def send(page: Page) -> Locator:
    return page.get_by_role("button", name=word("ar", "Send comment"), exact=True)
