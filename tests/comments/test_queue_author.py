"""Everything by one author at once, and what waits judged by the rules of today."""

import re

import pytest
from admin_forms import fields_of
from at_the_queue import QUEUE, now, press, told
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment, make_comments

from comments.choices import State
from comments.models import Block, Comment
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db
P, A, R, S = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM


# The author


def deal(client, comment, **wishes):
    sent = {"next": f"author={comment.pk}"} | wishes
    asked = client.post(f"{QUEUE}author/", sent)
    assert asked.status_code == 200
    form = page_of(asked).one("form", class_="queue-confirm")
    return page_of(asked), client.post(form["action"], fields_of(form))


def test_everything_by_an_author_is_removed_after_a_question_that_names_the_number(moderator, as_user):
    theirs = [make_comment(email="one@example.org", state=state) for state in (P, A, A, R, S)]
    other = make_comment(email="two@example.org", state=P)
    asked, answer = deal(as_user(moderator), theirs[0], comments="rejected", reason="abuse")
    assert "3" in asked.one("form", class_="queue-confirm").one("ul").words
    assert answer.status_code == 302
    assert [now(row).state for row in theirs] == [R, R, R, R, S]
    assert now(other).state == P


def test_the_question_alone_does_nothing(moderator, as_user):
    comment = make_comment(state=P)
    sent = {"next": f"author={comment.pk}", "comments": "spam", "block": ["email"]}
    assert as_user(moderator).post(f"{QUEUE}author/", sent).status_code == 200
    assert (now(comment).state, Block.objects.count()) == (P, 0)


def test_an_author_is_blocked_by_what_is_known(moderator, as_user):
    comment = make_comment(state=P, device="d" * 32, network="n" * 32)
    deal(as_user(moderator), comment, block=["email", "device", "network"], effect="refuse")
    assert {block.subject: (block.key, block.effect) for block in Block.objects.all()} == {
        "email": (comment.email_key, "refuse"),
        "device": ("d" * 32, "refuse"),
        "network": ("n" * 32, "hold"),
    }
    assert set(Block.objects.values_list("by", flat=True)) == {moderator.pk}
    assert now(comment).state == P


def test_a_block_by_what_is_not_known_is_none(moderator, as_user):
    comment = make_comment(state=P)
    sent = {"next": f"author={comment.pk}", "block": ["device"], "sure": "1"}
    assert as_user(moderator).post(f"{QUEUE}author/", sent).status_code == 403
    assert not Block.objects.exists()


def test_an_editor_removes_in_their_own_edition_alone(editor, as_user):
    own = make_comment(make_article("ar"), state=P, email="one@example.org")
    english = make_comment(make_article("en"), state=P, email="one@example.org")
    deal(as_user(editor), own, comments="spam")
    assert (now(own).state, now(english).state) == (S, P)


def test_the_removal_of_everything_is_undone(moderator, as_user):
    theirs = [make_comment(email="one@example.org", state=state) for state in (P, A)]
    client = as_user(moderator)
    deal(client, theirs[0], comments="spam")
    form = page_of(client.get(QUEUE)).one("div", id="queue-notice").one("form")
    client.post(form["action"], fields_of(form))
    assert [now(row).state for row in theirs] == [P, A]


# The rules of today


def test_what_waits_is_checked_anew(moderator, as_user):
    spam = make_comment(state=P, body="[url=http://a.example]x[/url]", findings=[])
    fine = make_comment(
        state=P,
        findings=[{"reason": reason, "score": 2, "words": []} for reason in ("links", "too_fast")],
        score=4,
    )
    edited = make_comment(findings=[{"reason": "links", "score": 2, "words": []}])
    edited.edit("غير", findings=[], score=0)
    client = as_user(moderator)
    client.post(f"{QUEUE}recheck/", {"next": "tab=pending"})
    assert now(spam).state == S
    assert {found["reason"] for found in now(fine).findings} == {"too_fast"}
    assert (now(fine).score, now(fine).version, now(fine).state) == (2, 1, P)
    assert now(edited).state == A
    assert re.search("2|تعليقين|تعليقان", told(client))


def test_many_are_checked_a_hundred_at_a_time(moderator, as_user, monkeypatch):
    monkeypatch.setattr("comments.admin.queue.recheck.AT_ONCE", 2)
    make_comments(make_article(), 5, findings=[{"reason": "links", "score": 4, "words": []}])
    client, clicks = as_user(moderator), 1
    client.post(f"{QUEUE}recheck/", {"next": ""})
    while True:
        forms = page_of(client.get(QUEUE)).one("div", id="queue-notice").all("form")
        if not forms:
            break
        clicks += 1
        client.post(forms[0]["action"], fields_of(forms[0]))
    assert clicks == 3
    assert "5" in told(client)
    assert not [row for row in Comment.objects.all() if row.findings]


def test_a_poll_brings_counts_and_no_notice(moderator, as_user):
    comment = make_comment(state=P)
    client = as_user(moderator)
    press(client, comment, "approved")
    page = page_of(client.get(f"{QUEUE}counts/"))
    assert page.all("nav", id="queue-tabs")
    assert not page.all("div", id="queue-notice")


def test_system_and_time_are_named(moderator, as_user):
    comment = make_comment(state=P, submitted_at=timezone.now())
    Comment.objects.decide({comment.pk: 1}, to=A, by=SYSTEM)
    row = page_of(as_user(moderator).get(QUEUE, {"tab": "approved"})).one("article", id=f"comment-{comment.pk}")
    assert "النظام" in row.words
