"""What one button of the queue does to many comments."""

import re

import pytest
from admin_forms import fields_of
from at_the_queue import QUEUE, now, report, told
from html_page import page_of
from makers import make_article, make_comment, make_comments

from comments.choices import State
from comments.models import Comment
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db
P, A, R, S = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM


def bulk(client, to, scope="", query="", **typed):
    return client.post(f"{QUEUE}decide/", bulk_form(client, query) | {"to": to, "scope": scope} | typed)


def bulk_form(client, query=""):
    page = page_of(client.get(f"{QUEUE}?{query}"))
    shown = [field["value"] for field in page.all("input", name="shown")]
    return fields_of(page.one("form", id="queue-bulk")) | {"shown": shown}


def test_the_ticked_ones_are_decided(moderator, as_user):
    rows, client = make_comments(make_article(), 3), as_user(moderator)
    bulk(client, "approved", comment=[f"{row.pk}:1" for row in rows[:2]])
    assert [now(row).state for row in rows] == [A, A, P]


def test_the_page_is_decided_and_all_that_the_filters_find(moderator, as_user):
    article = make_article()
    rows, client = make_comments(article, 33), as_user(moderator)
    bulk(client, "spam", "page")
    assert Comment.objects.filter(state=S).count() == 30
    others = make_comments(article, 40, body="كلام عن الميناء")
    bulk(client, "rejected", "all", "q=الميناء", reason="off_topic")
    assert {(now(row).state, now(row).reason) for row in others} == {(R, "off_topic")}
    assert [now(row).state for row in rows[30:]] == [P] * 3


def test_what_came_or_changed_after_the_page_is_in_none_of_its_clicks(moderator, as_user):
    article, client = make_article(), as_user(moderator)
    looked_at, changed, edited, read = [make_comment(article, state=P) for _number in range(4)]
    hidden = make_comment(article, state=A)
    read.approve(by=SYSTEM)
    read.edit("قرأه المشرف", findings=[], score=0)
    form = bulk_form(client)
    changed.edit("غير ما قرأتم", findings=[], score=0)
    edited.approve(by=SYSTEM)
    edited.edit("غير ما قرأتم", findings=[], score=0)
    report(hidden, 5)
    come = make_comment(article, state=P)
    client.post(f"{QUEUE}decide/", form | {"to": "spam", "scope": "all"})
    assert (now(looked_at).state, now(read).state) == (S, S)
    assert [now(row).state for row in (changed, edited, hidden, come)] == [P, A, P, P]
    bulk(client, "spam", "all")
    assert now(come).state == S


@pytest.mark.parametrize("moment", ["", "x", "0001-01-01T00:00:00+00:00", "2026-13-01", "2026-01-01T00:00:00"])
def test_all_of_no_page_is_nothing(moment, moderator, as_user):
    comment = make_comment(state=P)
    sent = {"to": "spam", "scope": "all", "seen_at": moment}
    assert as_user(moderator).post(f"{QUEUE}decide/", sent).status_code == 422
    assert now(comment).state == P


def test_what_somebody_else_has_decided_is_skipped_and_counted(moderator, chief, as_user):
    rows, client = make_comments(make_article(), 5), as_user(moderator)
    form = {"comment": [f"{row.pk}:1" for row in rows], "to": "approved"}
    Comment.objects.decide({row.pk: 1 for row in rows[:2]}, to=R, by=chief)
    client.post(f"{QUEUE}decide/", form)
    assert [now(row).state for row in rows] == [R, R, A, A, A]
    words = told(client)
    assert "3" in words
    assert re.search("2|تعليقين|تعليقان", words)


def test_nothing_ticked_is_said(moderator, as_user):
    make_comment(state=P)
    answer = bulk(as_user(moderator), "approved")
    assert answer.status_code == 422
    assert page_of(answer).one("div", id="queue-notice").words
