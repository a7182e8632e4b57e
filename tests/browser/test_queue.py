"""A moderator's shift: twenty mixed comments and a bulk of five hundred, by keys alone and by plain buttons."""

import functools
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser.desk import Desk, at_the_desk
from browser.server import empty_newsroom
from browser.visitor import Visit, visiting
from browser.words import counted, word
from playwright.sync_api import Browser, Locator, expect

from comments.choices import RejectionReason

QUEUE = "/admin/comments/queue/"
# Twenty that wait longest, each signed with what is to become of it, and 500 behind them: of these
# twenty are edits of approved ones.
ROWS = """
import sys
sys.path.insert(0, "tests")
from datetime import timedelta
from django.utils import timezone
from makers import make_article, make_comment, make_comments
from comments.models import Comment
from newsroom.actors import SYSTEM

now = timezone.now()
articles = {"ar": make_article("ar"), "en": make_article("en")}
asked = make_comment(articles["ar"], body="أين كان الرصيف الثالث؟")
bodies = [
    "شكراً على هذا التقرير.", "Thank you, but it was Monday.",
    "كازينو http://spam.example/?a=1", "Budget 2026 (v2) في الملف",
]

def waits(number, language, name, **over):
    at = now - timedelta(hours=3, minutes=-number)
    return make_comment(articles[language], state="pending", name=name, body=bodies[number % 4],
                        language="en" if number % 4 == 1 else "ar", submitted_at=at, **over)

def edited(article, name, hours):
    comment = make_comment(article, name=name, body="قبل التعديل")
    comment.edit("After the edit", findings=[], score=0)
    Comment.objects.filter(pk=comment.pk).update(waiting_since=now - timedelta(hours=hours))

for number in range(17):
    name = ["approve", "reject", "spam", "reason", "approve"][number % 5]
    waits(number, "en" if number % 3 else "ar", f"{name} {number}")
make_comment(parent=asked, state="pending", name="approve 17", submitted_at=now - timedelta(hours=2))
edited(articles["en"], "approve 18", 1.9)
edited(articles["ar"], "remove 19", 1.8)
rows = make_comments(articles["ar"], 480, waiting_since=now - timedelta(hours=1), submitted_at=now - timedelta(hours=1))
for number in range(20):
    edited(articles["ar"], f"edited {number}", 0.5)
"""
ABUSE = list(RejectionReason).index(RejectionReason.ABUSE) + 1
KEYS = {
    "approve": ["a"],
    "spam": ["s"],
    "reject": ["r", "Enter"],
    "reason": ["r", str(ABUSE)],
    "remove": ["d", str(ABUSE)],
}
DECISIONS = 20


@pytest.fixture
def desk(chromium: Browser, tmp_path: Path, javascript: bool) -> Iterator[Desk]:
    with empty_newsroom(tmp_path, ROWS) as newsroom:
        visit: Visit = functools.partial(visiting, chromium, newsroom.address)
        with at_the_desk(visit, "moderator", "ar", javascript=javascript) as moderator:
            moderator.page.goto(QUEUE)
            yield moderator


def rows(desk: Desk) -> Locator:
    return desk.page.locator("article:not([hidden])")


def what_to_do(desk: Desk) -> str:
    """Return what the first comment that is there is signed with."""
    return rows(desk).first.get_by_role("heading").inner_text().split()[0]


def count_of(desk: Desk, tab: str) -> int:
    link = desk.page.locator(f"#queue-tabs a[href$='tab={tab}']")
    return int(link.locator("span").inner_text())


def by_keys(desk: Desk) -> int:
    """Decide about the comment that has the focus; return the keystrokes."""
    keys = KEYS[desk.page.evaluate("document.activeElement.querySelector('h2').innerText").split()[0]]
    for key in keys:
        desk.page.keyboard.press(key)
    return len(keys)


def by_buttons(desk: Desk) -> int:
    """Decide about the first comment; return the clicks."""
    row, wish = rows(desk).first, what_to_do(desk)
    if wish in ("approve", "spam"):
        row.locator(f"[data-key={'KeyA' if wish == 'approve' else 'KeyS'}]").click()
        return 1
    choice = row.locator(f"details[data-key={'KeyD' if wish == 'remove' else 'KeyR'}]")
    choice.locator("summary").click()
    reasons = {"reject": desk.say("Without a reason")}
    choice.get_by_role("button", name=reasons.get(wish, word("ar", "abuse")), exact=False).first.click()
    return 2


@pytest.mark.parametrize(("javascript", "decide"), [(True, by_keys), (False, by_buttons)], ids=["keys", "buttons"])
def test_twenty_mixed_comments_and_a_bulk_of_500_undone(
    desk: Desk, decide: Callable[[Desk], int], javascript: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    before = {tab: count_of(desk, tab) for tab in ("pending", "spam", "approved", "rejected")}
    assert before == {"pending": 520, "spam": 0, "approved": 23, "rejected": 0}
    begin, strokes = time.monotonic(), 0
    for _number in range(DECISIONS):
        strokes += decide(desk)
    expect(desk.page.locator("#queue-tabs a").first).to_contain_text("500")
    seconds = time.monotonic() - begin
    with capsys.disabled():
        what = "keystrokes" if javascript else "clicks"
        print(f"\n20 mixed comments decided by {strokes} {what} in {seconds:.1f} s")
    # Approved: eight that waited; an edit was approved already, and one was removed.
    after = {tab: count_of(desk, tab) for tab in before}
    assert after == {"pending": 500, "spam": 3, "approved": 30, "rejected": 8}
    all_to_spam_and_back(desk, after)


def all_to_spam_and_back(desk: Desk, before: dict[str, int]) -> None:
    bar = desk.page.locator("#queue-bulk")
    bar.get_by_role("combobox").first.select_option(label=desk.say("all that these filters find"))
    bar.get_by_role("button", name=desk.say("Spam", "button"), exact=True).click()
    filed = counted("ar", "%(count)d comment was filed under spam.", "%(count)d comments were filed under spam.", 500)
    expect(desk.page.locator("#queue-notice")).to_contain_text(filed % {"count": 500})
    assert count_of(desk, "pending") == 0
    assert count_of(desk, "spam") == before["spam"] + 500
    # What twenty of them were: approved, with an edit that waits.
    assert count_of(desk, "approved") == before["approved"] - 20
    if desk.javascript:
        desk.page.keyboard.press("u")
    else:
        desk.page.locator("#queue-notice").get_by_role("button", name=desk.say("Undo"), exact=True).click()
    back = counted("ar", "%(count)d comment is as it was before.", "%(count)d comments are as they were before.", 500)
    expect(desk.page.locator("#queue-notice")).to_contain_text(back % {"count": 500})
    assert {tab: count_of(desk, tab) for tab in before} == before
    desk.page.goto(f"{QUEUE}?tab=approved&q=edited")
    expect(rows(desk)).to_have_count(20)
    expect(rows(desk).filter(has_text=desk.say("an edit waits"))).to_have_count(20)
    desk.page.goto(f"{QUEUE}?tab=pending&q=edited")
    expect(rows(desk)).to_have_count(20)
    expect(rows(desk).first).to_contain_text("After the edit")
    expect(rows(desk).first).to_contain_text("قبل التعديل")


@pytest.mark.parametrize("javascript", [True])
def test_the_keys(desk: Desk, javascript: bool) -> None:
    page = desk.page
    first, second = rows(desk).nth(0), rows(desk).nth(1)
    expect(first).to_be_focused()
    page.keyboard.press("j")
    expect(second).to_be_focused()
    page.keyboard.press("k")
    expect(first).to_be_focused()
    page.keyboard.press("x")
    expect(first.get_by_role("checkbox")).to_be_checked()
    page.keyboard.press("Control+a")
    page.keyboard.press("Alt+s")
    # Nothing acts while somebody types.
    first.get_by_text(desk.say("Reply", "button"), exact=True).click()
    first.get_by_role("textbox").last.press_sequentially("as drj?1")
    expect(first.get_by_role("textbox").last).to_have_value("as drj?1")
    first.focus()
    page.keyboard.press("r")
    page.keyboard.press("Escape")
    expect(first).to_be_focused()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("a")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert count_of(desk, "pending") == 520
    # The keyboard is set to Arabic: the key of the Latin a writes ش.
    name = first.get_by_role("heading").inner_text()
    keyboard = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        keyboard.send("Input.dispatchKeyEvent", {"type": kind, "code": "KeyA", "key": "ش"})
    expect(page.locator("#queue-tabs a").first).to_contain_text("519")
    expect(rows(desk).first).to_be_focused()
    approved = counted("ar", "%(count)d comment was approved.", "%(count)d comments were approved.", 1)
    expect(page.locator("[role=status]").first).to_contain_text(approved)
    page.keyboard.press("u")
    expect(page.locator("#queue-tabs a").first).to_contain_text("520")
    expect(rows(desk).first.get_by_role("heading")).to_have_text(name)


@pytest.mark.parametrize("javascript", [True])
def test_what_is_selected_by_keys_is_decided_by_keys(desk: Desk, javascript: bool) -> None:
    before = count_of(desk, "approved")
    for key in ("x", "j", "x", "Shift+A"):
        desk.page.keyboard.press(key)
    expect(desk.page.locator("#queue-tabs a[href$='tab=approved'] span")).to_have_text(str(before + 2))


@pytest.mark.parametrize("javascript", [True])
def test_a_stale_decision_comes_back_and_says_who_decided(desk: Desk, chromium: Browser, javascript: bool) -> None:
    address = desk.page.url.split("/admin/")[0]
    name = rows(desk).first.get_by_role("heading").inner_text()
    with at_the_desk(functools.partial(visiting, chromium, address), "chief", "ar") as chief:
        chief.page.goto(QUEUE)
        chief.page.keyboard.press("s")
        expect(chief.page.locator("#queue-tabs a").nth(2)).to_contain_text("1")
    desk.page.keyboard.press("a")
    row = rows(desk).filter(has=desk.page.get_by_role("heading", name=name, exact=True))
    expect(row.locator(".queue-row__said")).to_contain_text("chief")
    assert count_of(desk, "spam") == 1
    # The shift has gone on meanwhile.
    expect(rows(desk).nth(1)).to_be_focused()


@pytest.mark.parametrize("javascript", [True])
def test_a_network_that_fails_once_stops_no_decision_after_it(desk: Desk, javascript: bool) -> None:
    page, pending = desk.page, desk.page.locator("#queue-tabs a").first
    page.keyboard.press("a")
    expect(pending).to_contain_text("519")
    # What was undone is loaded with the list: this once it does not come.
    page.route(f"**{QUEUE}", lambda route: route.abort(), times=1)
    with page.expect_event("requestfailed"):
        page.keyboard.press("u")
    expect(pending).to_contain_text("520")
    # And a decision that does not arrive brings its row back.
    first = rows(desk).first
    name = first.get_by_role("heading").inner_text()
    page.route(f"**{QUEUE}decide/", lambda route: route.abort(), times=1)
    with page.expect_event("requestfailed"):
        page.keyboard.press("a")
    expect(rows(desk).first.get_by_role("heading")).to_have_text(name)
    expect(rows(desk).first).to_be_focused()
    page.keyboard.press("a")
    expect(pending).to_contain_text("519")
    expect(rows(desk).first.get_by_role("heading")).not_to_have_text(name)


@pytest.mark.parametrize("javascript", [True])
def test_on_a_phone_nothing_reaches_out_of_the_page(desk: Desk, javascript: bool) -> None:
    desk.page.set_viewport_size({"width": 390, "height": 800})
    for page in (QUEUE, f"{QUEUE}?tab=approved", f"{QUEUE}?q=x", f"{QUEUE}metrics/"):
        desk.page.goto(page)
        assert desk.page.evaluate("document.documentElement.scrollWidth") <= 390
