"""How often somebody may comment: the reader behind it is told when, and keeps the text."""

from ipaddress import ip_network

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_comment

from comments import limits, tokens
from comments.choices import State
from comments.models import Comment, Term
from comments.moderation.verdict import Submission, Verdict
from newsroom import throttle
from newsroom.models import Site, Tally

pytestmark = pytest.mark.django_db

PROXY = {"REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def clock(monkeypatch):
    """Give the clock of the counts: `clock.now += 15`."""

    class Clock:
        now = 1_800_000_000.0

    monkeypatch.setattr(throttle.time, "time", lambda: Clock.now)
    return Clock


def body_of(number):
    return f"تعليق رقم {number}"


def flood(send, article, times, **over):
    """Send comments one after the other, each by another author and in other words; return the statuses."""
    return [
        send(article, counted=True, **{"email": f"reader{n}@example.org", "body": body_of(n)} | over).status_code
        for n in range(times)
    ]


# One author


def test_a_second_comment_within_fifteen_seconds_is_put_off(send, clock):
    article = make_article()
    send(article, counted=True)
    clock.now += 14
    answer = send(article, counted=True, body="شيء آخر تماماً")
    assert (answer.status_code, answer["Retry-After"]) == (429, "1")
    page = page_of(answer)
    assert page.one("textarea").text.strip() == "شيء آخر تماماً"
    assert page.one("input", name="name")["value"] == "ليلى بنّاني"
    assert "ثانية" in page.one("div", class_="notice").words
    clock.now += 1
    again = send(article, counted=True, body="شيء آخر تماماً", token=page.one("input", name="token")["value"])
    assert again.status_code == 303
    assert Comment.objects.count() == 2


def test_the_page_says_so_in_its_language(send, clock):
    article = make_article("en")
    send(article, counted=True)
    words = page_of(send(article, counted=True, body="other words")).one("div", class_="notice").words
    assert words == "That was too quick. Your text is below: send it again in 15 seconds."


def test_what_was_put_off_has_not_been_counted(send, clock):
    article = make_article()
    send(article, counted=True)
    for number in range(20):
        clock.now += 0.5
        assert send(article, counted=True, body=body_of(number)).status_code == 429
    clock.now += 5
    assert send(article, counted=True, body=body_of(21)).status_code == 303


def test_the_same_browser_is_the_same_author_whatever_address_it_writes(send, clock):
    article, browser = make_article(), Client()
    send(article, client=browser, counted=True)
    assert send(article, client=browser, counted=True, email="x@example.org", body="آخر").status_code == 429
    assert send(article, client=Client(), counted=True, email="y@example.org", body="آخر").status_code == 303


def test_the_same_address_is_the_same_author_in_any_browser_and_spelling(send, clock):
    article = make_article()
    send(article, counted=True)
    assert send(article, counted=True, email="LEILA@example.org", body="آخر").status_code == 429


def test_five_in_ten_minutes_and_no_more(send, clock):
    article = make_article()
    statuses = []
    for number in range(7):
        answer = send(article, counted=True, body=body_of(number))
        statuses.append(answer.status_code)
        clock.now += 20
    assert statuses == [303] * 5 + [429] * 2
    assert answer["Retry-After"] == "480"
    assert "8" in page_of(answer).one("div", class_="notice").words
    clock.now += 480
    assert send(article, counted=True, body=body_of(8)).status_code == 303


def test_a_double_click_is_not_too_often(send, clock):
    article = make_article()
    token = tokens.issue(article)
    assert [send(article, token=token, counted=True).status_code for _click in range(4)] == [303] * 4
    assert Comment.objects.count() == 1


# One address


def test_honest_readers_behind_one_address_wait_and_are_not_locked_out(send, clock):
    article = make_article()
    assert set(flood(send, article, 30)) == {303}
    crowded = [
        any(finding["reason"] == "crowded" for finding in comment.findings)
        for comment in Comment.objects.order_by("pk")
    ]
    assert crowded == [False] * 10 + [True] * 20


def test_a_flood_from_one_address_ends(send, clock):
    article = make_article()
    flood(send, article, 30)
    answer = send(article, counted=True, email="31@example.org", body="آخر")
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    assert page_of(answer).one("textarea").text.strip() == "آخر"
    assert Comment.objects.count() == 30
    assert send(article, counted=True, email="x@example.org", client=Client(REMOTE_ADDR="192.0.2.9")).status_code == 303
    clock.now += 60
    assert send(article, counted=True, email="31@example.org", body="آخر").status_code == 303


def test_an_ipv6_client_is_its_64(send, clock):
    article = make_article()
    for number in range(31):
        client = Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}")
        status = send(
            article, client=client, counted=True, email=f"{number}@x.example", body=body_of(number)
        ).status_code
        assert status == (303 if number < 30 else 429)
    neighbour = Client(REMOTE_ADDR="2001:db8:1:3::1")
    assert send(article, client=neighbour, counted=True, email="n@x.example").status_code == 303


def test_a_forged_address_changes_nothing(send, clock):
    article = make_article()

    def post(n):
        forged = {"X-Forwarded-For": f"198.51.100.{n}", "X-Real-IP": f"203.0.113.{n}", "Forwarded": f"for=192.0.2.{n}"}
        headers = {"Sec-Fetch-Site": "same-origin"} | forged
        return send(article, counted=True, email=f"{n}@x.example", body=body_of(n), headers=headers).status_code

    assert [post(n) for n in range(31)] == [303] * 30 + [429]


def test_behind_a_trusted_proxy_the_readers_are_told_apart_by_what_it_saw(send, clock, settings):
    settings.TRUSTED_PROXIES = [ip_network("127.0.0.1")]
    article = make_article()

    def post(n, forwarded):
        headers = {"Sec-Fetch-Site": "same-origin", "X-Forwarded-For": forwarded}
        return send(article, counted=True, email=f"{n}@x.example", body=body_of(n), headers=headers).status_code

    assert [post(n, f"203.0.113.{n}, 198.51.100.7") for n in range(31)] == [303] * 30 + [429]
    assert post(40, "203.0.113.1, 198.51.100.8") == 303


# What it costs


def test_the_counts_hold_no_address(send, clock):
    send(make_article(), client=Client(REMOTE_ADDR="192.0.2.7"), counted=True)
    keys = " ".join(Tally.objects.values_list("key", flat=True))
    assert len(keys.split()) >= 5 * 3
    assert "192.0.2" not in keys
    assert "leila" not in keys


@pytest.mark.parametrize(("mode", "state"), [("all", State.PENDING), ("none", State.APPROVED)])
def test_the_fullest_post_asks_thirteen_questions_at_most(send, settings, unhurried, mode, state):
    settings.MAIL_CONFIGURED = True
    Site.objects.create(pk=1, comments_mode=mode)
    parent = make_comment(wants_replies=True)
    browser = Client()
    for number in range(50):
        make_comment(parent.article, parent=parent, body=body_of(number))
        Term(text=f"كلمة{number}").save()
    send(make_article(), client=Client(), email="other@example.org", body="حتى تُقرأ القوائم")
    Tally.objects.all().delete()
    before = Comment.objects.exclude(parent=None).order_by("pk").values_list("pk", "version", "state", "depth")
    untouched = list(before)
    path = reverse("comments:post", kwargs={"language": "ar", "article_id": parent.article_id})
    fields = {
        "token": tokens.issue(parent.article), "name": "ليلى", "email": "leila@example.org", "body": "رد على تعليق",
        "website": "https://leila.example/", "parent": parent.pk, "wants_decision": "on", "wants_replies": "on",
    }  # fmt: skip
    with CaptureQueriesContext(connection) as queries:
        answer = browser.post(path, fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 303
    reply = Comment.objects.latest("pk")
    assert (reply.parent, reply.wants_decision, reply.wants_replies, reply.state) == (parent, True, True, state)
    # In a test the transaction is a savepoint of the test's own.
    brackets = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    asked = [query["sql"] for query in queries if not query["sql"].startswith(brackets)]
    assert len(asked) <= 13, "\n".join(sql[:150] for sql in asked)
    changes = [sql for sql in asked if sql.startswith(("UPDATE", "DELETE")) and "comments_discussion" not in sql]
    assert not changes, "nothing that was there is written to"
    assert [row for row in before.exclude(pk=reply.pk)] == untouched


def test_a_post_that_is_published_at_once_asks_no_more_for_a_longer_thread(send, unhurried):
    Site.objects.create(pk=1, comments_mode="none")
    article = make_article()

    def queries_of(number):
        token = tokens.issue(article)
        with CaptureQueriesContext(connection) as queries:
            send(article, token=token, email=f"{number}@x.example", body=body_of(number))
        return len(queries)

    few = queries_of(1)
    for number in range(60):
        make_comment(article, body=body_of(number))
    assert queries_of(2) <= few
    assert set(Comment.objects.values_list("state", flat=True)) == {State.APPROVED}


# At once


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_same_words_from_two_windows_at_once_are_one_comment(at_once, send):
    article = make_article()
    assert at_once(*[lambda: send(article, counted=True).status_code] * 4) == [303] * 4
    assert at_once(Comment.objects.count) == [1]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_comments_of_one_author_at_once_one_is_taken(at_once, send):
    article = make_article()
    posts = [lambda n=n: send(article, counted=True, body=body_of(n)).status_code for n in range(6)]
    assert sorted(at_once(*posts)) == [303] + [429] * 5
    assert at_once(Comment.objects.count) == [1]


def test_the_limit_is_the_verbs_own(clock):
    """However a guest's comment comes in, its author is counted."""
    article = make_article()
    sent = Submission(article, Site(), article.published_at, "قارئ", "a@b.example", "نص", language="ar", email_key="k")
    Comment.objects.receive(sent, Verdict(State.PENDING))
    with pytest.raises(limits.TooOften):
        Comment.objects.receive(sent, Verdict(State.PENDING))
    assert Comment.objects.count() == 1
