"""The comment form as a reader uses it, with JavaScript and without."""

import re

import pytest
from browser.desk import at_the_desk
from browser.discussion import (
    HEADING,
    LABELS,
    Addresses,
    comment_field,
    fill,
    first_comment,
    name_field,
    name_of,
    reply_to,
    reply_word,
    send,
)
from browser.visitor import Visit
from browser.words import word
from playwright.sync_api import expect

from comments.models import Comment

NOTICE = {
    "ar": "لن يتم نشر عنوان بريدك الإلكتروني. الحقول الإلزامية مشار إليها بـ *",
    "en": "Your email address will not be published. Required fields are marked *",
}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_form_says_what_the_reference_page_says(visit_paper: Visit, addresses: Addresses, language: str) -> None:
    with visit_paper() as reader:
        reader.page.goto(addresses[language]["article"])
        form = reader.page.get_by_role("region", name=HEADING[language], exact=True)
        expect(form.get_by_role("heading", name=HEADING[language], exact=True)).to_be_visible()
        expect(form.get_by_text(NOTICE[language], exact=True)).to_be_visible()
        # Without the box that a script adds, and the field that no reader is to find.
        expect(form.locator("label.field__label:not([aria-hidden=true] *)")).to_have_text(LABELS[language])
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


# Answering


@pytest.mark.parametrize("width", [390, 1280])
def test_an_answer_is_written_under_what_it_answers_and_nothing_typed_is_lost(
    visit_paper: Visit, addresses: Addresses, width: int
) -> None:
    with visit_paper(width=width) as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        text = comment_field(page)
        text.fill("نص كُتب قبل اختيار الرد")
        comment = first_comment(page)
        reply_to(comment).click()
        form = comment.get_by_role("heading", name=re.compile(rf"^{reply_word()}"))
        expect(form).to_be_visible()
        expect(form).to_contain_text(name_of(comment))
        expect(text).to_be_focused()
        expect(form).to_be_in_viewport()
        expect(text).to_have_value("نص كُتب قبل اختيار الرد")
        page.get_by_role("link", name=word("ar", "Cancel the reply")).click()
        # Back where the thread was being read.
        expect(reply_to(comment)).to_be_focused()
        expect(reply_to(comment)).to_be_in_viewport()
        expect(page.get_by_role("region", name=HEADING["ar"]).locator("textarea")).to_have_value(
            "نص كُتب قبل اختيار الرد"
        )
        assert page.locator("[name=parent]").input_value() == ""


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_an_answer_is_received(visit_paper: Visit, addresses: Addresses, javascript: bool) -> None:
    name = f"مجيب {'سريع' if javascript else 'هادئ'}"
    with visit_paper(javascript=javascript) as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        comment = first_comment(page)
        answered = name_of(comment)
        reply_to(comment).click()
        expect(page.get_by_role("heading", name=re.compile(rf"^{reply_word()}"))).to_contain_text(answered)
        fill(page, name)
        send(page).click()
        if not javascript:
            expect(page.get_by_role("heading", level=1)).to_contain_text(answered)
            send(page).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(word("ar", "Your comment has been received"))


def test_an_answer_that_was_asked_for_by_its_address_can_be_given_up(visit_paper: Visit, addresses: Addresses) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        page.goto(reply_to(first_comment(page)).get_attribute("href") or "")
        comment_field(page).fill("نص يبقى")
        page.get_by_role("link", name=word("ar", "Cancel the reply")).click()
        expect(page.get_by_role("heading", name=HEADING["ar"], exact=True)).to_be_visible()
        page.reload()
        expect(page.get_by_role("heading", name=HEADING["ar"], exact=True)).to_be_visible()
        expect(comment_field(page)).to_have_value("نص يبقى")


# What the browser keeps


def test_a_draft_outlives_a_reload_and_ends_when_it_has_been_received(visit_paper: Visit, addresses: Addresses) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        reply_to(first_comment(page)).click()
        comment_field(page).fill("مسودة لم تُرسل بعد")
        page.reload()
        expect(comment_field(page)).to_have_value("مسودة لم تُرسل بعد")
        expect(page.get_by_role("heading", name=re.compile(rf"^{reply_word()}"))).to_be_visible()
        # The sending fails: the draft is still there.
        reader.context.set_offline(True)
        fill(page, "مسودة")
        send(page).click()
        reader.context.set_offline(False)
        page.goto(addresses["ar"]["article"])
        expect(comment_field(page)).to_have_value(re.compile("مسودة"))
        fill(page, "مسودة")
        send(page).click()
        expect(page.get_by_role("heading", level=1)).to_have_text(word("ar", "Your comment has been received"))
        assert page.evaluate("sessionStorage.length") == 0
        page.goto(addresses["ar"]["article"])
        expect(comment_field(page)).to_have_value("")


def test_a_name_is_remembered_only_where_that_was_asked_for(visit_paper: Visit, addresses: Addresses) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto(addresses["ar"]["article"])
        box = page.get_by_role("checkbox", name=word("ar", "Remember my details in this browser"))
        expect(box).not_to_be_checked()
        fill(page, "ذاكرة")
        page.reload()
        expect(name_field(page)).to_have_value("")
        assert page.evaluate("localStorage.length") == 0
        fill(page, "ذاكرة")
        box.check()
        page.goto(addresses["en"]["article"])
        expect(page.get_by_label("Name *", exact=True)).to_have_value("ذاكرة")
        assert "ذاكرة" not in page.request.get(addresses["en"]["article"]).text()
        page.get_by_role("checkbox", name="Remember my details in this browser").uncheck()
        page.reload()
        expect(page.get_by_label("Name *", exact=True)).to_have_value("")
        assert reader.cookies_set == []


def test_without_javascript_nothing_is_offered_that_needs_it(visit_paper: Visit, addresses: Addresses) -> None:
    with visit_paper(javascript=False) as reader:
        reader.page.goto(addresses["ar"]["article"])
        expect(reader.page.get_by_role("checkbox")).to_have_count(0)
        expect(reader.page.locator("character-counter")).to_have_count(0)


@pytest.mark.parametrize(
    ("language", "typed", "said"),
    [
        ("ar", 2999, "بقي حرف واحد"),
        ("ar", 2998, "بقي حرفان"),
        ("ar", 2990, "بقيت 10 أحرف"),
        ("ar", 2980, "بقي 20 حرفاً"),
        ("ar", 1000, "بقي 2,000 حرف"),
        ("ar", 3000, "لم يبقَ أي حرف"),
        ("ar", 3002, "حرفان زائدان على الحد"),
        ("en", 2999, "1 character left"),
        ("en", 1000, "2,000 characters left"),
        ("en", 3001, "1 character too many"),
    ],
)
def test_the_counter_counts_as_the_server_does_and_speaks_the_language(
    visit_paper: Visit, addresses: Addresses, language: str, typed: int, said: str
) -> None:
    with visit_paper() as reader:
        page = reader.page
        page.goto(addresses[language]["article"])
        # One letter in two code points, as some keyboards write it, and white space that is not kept.
        comment_field(page, language).fill("ا\u0653" * typed + "  \n")
        counter = page.locator("character-counter")
        expect(counter.locator("[aria-hidden=true]")).to_have_text(said)
        expect(counter.locator("[aria-live=polite]")).to_have_text(said)
