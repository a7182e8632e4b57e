"""The moderation queue as a moderator reads it."""

import dataclasses
import re
from datetime import timedelta

import pytest
from at_the_queue import QUEUE, report, row_of, shown, tab_counts
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment, make_comments, make_user

from comments.admin.queue import tabs
from comments.admin.queue.selection import PAGE
from comments.choices import State
from comments.models import Comment
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db
P, A, R, S = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM


# Who may


def test_a_moderator_reads_what_waits(moderator, as_user):
    waiting = make_comment(state=P, body="كلام ينتظر")
    make_comment(state=A)
    client = as_user(moderator)
    assert shown(client) == [waiting.pk]
    assert "كلام ينتظر" in row_of(client, waiting).words


@pytest.mark.parametrize("person", ["writer", "translator", "photographer"])
@pytest.mark.parametrize("page", ["", "counts/", "metrics/"])
def test_nobody_else_of_the_staff_does(person, page, request, as_user):
    assert as_user(request.getfixturevalue(person)).get(QUEUE + page).status_code == 403


@pytest.mark.parametrize("page", ["", "counts/", "metrics/"])
def test_a_stranger_is_sent_to_the_login(page, reader):
    assert reader.get(QUEUE + page)["Location"].startswith("/admin/login/")


@pytest.mark.parametrize("act", ["decide", "undo", "reply", "feature", "author", "recheck"])
def test_the_clicks_want_a_post_the_right_and_the_forgery_token(act, moderator, writer, reader, as_user):
    from django.test import Client

    assert as_user(moderator).get(f"{QUEUE}{act}/").status_code == 405
    assert as_user(writer).post(f"{QUEUE}{act}/").status_code == 403
    assert reader.post(f"{QUEUE}{act}/").status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(moderator)
    assert strict.post(f"{QUEUE}{act}/").status_code == 403


def test_an_editor_sees_the_comments_of_their_own_edition_alone(editor, as_user):
    own = make_comment(make_article("ar"), state=P)
    english = make_comment(make_article("en"), state=P)
    client = as_user(editor)
    assert shown(client) == [own.pk]
    assert tab_counts(client)["pending"] == "1"
    assert client.get(QUEUE, {"author": english.pk}).status_code == 404
    for state in (A, S, R):
        other = make_comment(make_article("en"), state=state)
        mine = make_comment(make_article("ar"), state=state)
        assert shown(client, tab=state) == [mine.pk]
        assert other.pk


def test_addresses_are_seen_with_the_right_to_see_them_alone(moderator, chief, as_user):
    comment = make_comment(state=P, email="leila.secret@example.org")
    for query in ({}, {"author": comment.pk}, {"q": "leila.secret"}):
        assert "leila.secret@example.org" not in as_user(moderator).get(QUEUE, query).content.decode()
    assert "leila.secret@example.org" in as_user(chief).get(QUEUE).content.decode()
    assert shown(as_user(moderator), q="leila.secret") == []
    assert shown(as_user(chief), q="leila.secret") == [comment.pk]


# The lists


def test_pending_is_oldest_first_and_holds_edits_of_approved_ones(moderator, as_user):
    now = timezone.now()
    young = make_comment(state=P, submitted_at=now - timedelta(minutes=1))
    old = make_comment(state=P, submitted_at=now - timedelta(hours=3))
    edited = make_comment(state=A, body="الأول")
    edited.edit("الثاني", findings=[], score=0)
    client = as_user(moderator)
    assert shown(client) == [old.pk, young.pk, edited.pk]
    words = row_of(client, edited).words
    assert "الأول" in words
    assert "الثاني" in words


def test_what_three_have_reported_comes_first(moderator, as_user):
    once, thrice = make_comment(), make_comment()
    report(once)
    report(thrice, 3, note="انظروا إلى هذا")
    client = as_user(moderator)
    assert shown(client, tab="reported") == [thrice.pk, once.pk]
    assert row_of(client, thrice, tab="reported").words.count("انظروا إلى هذا") == 3


@pytest.mark.parametrize("state", [S, A, R])
def test_each_settled_state_has_its_tab_newest_first(state, moderator, as_user):
    now = timezone.now()
    rows = [make_comment(state=state, submitted_at=now - timedelta(hours=hours)) for hours in (3, 1, 2)]
    assert shown(as_user(moderator), tab=state) == [rows[1].pk, rows[2].pk, rows[0].pk]


def test_the_tabs_count_exactly_up_to_a_bound(moderator, as_user, monkeypatch):
    make_comments(make_article(), 4)
    for state in (A, A, R, S):
        make_comment(state=state)
    client = as_user(moderator)
    assert tab_counts(client) == {"pending": "4", "reported": "0", "spam": "1", "approved": "2", "rejected": "1"}
    for name, tab in tabs.TABS.items():
        monkeypatch.setitem(tabs.TABS, name, dataclasses.replace(tab, count_to=1))
    assert "1" in tab_counts(client)["pending"]
    assert tab_counts(client)["pending"] != "1"
    assert tab_counts(client)["spam"] == "1"


def test_pages_follow_one_another_without_losing_or_repeating_a_comment(moderator, as_user):
    rows = make_comments(make_article(), 2 * PAGE + 5)
    client, query, seen = as_user(moderator), "", []
    while True:
        page = page_of(client.get(f"{QUEUE}?{query}"))
        seen += [int(row["id"].removeprefix("comment-")) for row in page.all("article")]
        following = [link for nav in page.all("nav", class_="queue-pages") for link in nav.all("a")]
        following = [link["href"] for link in following if "after=" in link["href"]]
        if not following:
            break
        query = following[0].removeprefix("?")
        # What is decided meanwhile moves nothing.
        Comment.objects.decide({seen[0]: 1}, to=A, by=SYSTEM)
    assert seen == [row.pk for row in rows]


@pytest.mark.parametrize("tab", ["reported", "spam"])
def test_the_other_lists_have_pages_too(tab, moderator, as_user, monkeypatch):
    monkeypatch.setattr("comments.admin.queue.selection.PAGE", 2)
    rows = [make_comment(state=A if tab == "reported" else S) for _number in range(5)]
    for number, row in enumerate(rows if tab == "reported" else ()):
        report(row, 3 if number == 3 else 1)
    client, query, seen = as_user(moderator), f"tab={tab}", []
    while query:
        page = page_of(client.get(f"{QUEUE}?{query}"))
        seen += [int(row["id"].removeprefix("comment-")) for row in page.all("article")]
        links = [link["href"] for nav in page.all("nav", class_="queue-pages") for link in nav.all("a")]
        query = next((link.removeprefix("?") for link in links if "after=" in link), "")
    order = [3, 0, 1, 2, 4] if tab == "reported" else [4, 3, 2, 1, 0]
    assert seen == [rows[place].pk for place in order]


@pytest.mark.parametrize(
    "query",
    [
        {"tab": "nowhere"}, {"after": "x"}, {"after": "2026-01-01T00:00:00+00:00,x"}, {"after": "2026-01-01,1"},
        {"after": "9999-12-31T23:59:59-10:00,1"}, {"after": "0001-01-01T00:00:00+10:00,1"}, {"reason": "nothing"},
        {"after": "2026-01-01T00:00:00+00:00," + "9" * 40}, {"language": "de"}, {"edition": "x"}, {"q": "x" * 5000},
        {"q": "\0"}, {"old": "\ud800".encode("utf-8", "surrogatepass")}, {"tab": "reported", "after": "9,x,1"},
    ],
)  # fmt: skip
def test_rubbish_in_the_address_shows_the_queue(query, moderator, as_user):
    make_comment(state=P)
    assert as_user(moderator).get(QUEUE, query).status_code == 200


@pytest.mark.parametrize("author", ["0", "x", "-1", "9" * 30, "١"])
def test_an_author_who_is_none_is_not_found(author, moderator, as_user):
    assert as_user(moderator).get(QUEUE, {"author": author}).status_code == 404


# The filters


def test_the_filters(moderator, as_user):
    now = timezone.now()
    arabic = make_comment(make_article("ar"), state=P, submitted_at=now - timedelta(hours=2), body="كلام عن الميناء")
    english = make_comment(
        make_article("en"), state=P, language="en", body="See https://example.org/x", name="Ruth",
        submitted_at=now - timedelta(minutes=1), findings=[{"reason": "links", "score": 2, "words": []}],
    )  # fmt: skip
    make_comment(email="reader@example.org", state=A)
    known = make_comment(email="reader@example.org", state=P, body="عدت")
    client = as_user(moderator)
    assert shown(client, edition="en") == [english.pk]
    assert shown(client, language="ar") == [arabic.pk, known.pk]
    assert shown(client, reason="links") == [english.pk]
    assert shown(client, old="1") == [arabic.pk]
    assert shown(client, new="1") == [arabic.pk, english.pk]
    assert shown(client, links="1") == [english.pk]
    assert shown(client, q="الميناء") == [arabic.pk]
    assert shown(client, q="ruth") == [english.pk]
    assert shown(client, edition="en", q="الميناء") == []


def test_everything_by_one_author_whatever_became_of_it(moderator, as_user):
    theirs = [make_comment(email="One@example.org", state=state) for state in (P, A, R, S)]
    make_comment(email="two@example.org", state=P)
    client = as_user(moderator)
    assert shown(client, author=theirs[0].pk) == [row.pk for row in reversed(theirs)]
    assert shown(client, author=theirs[0].pk, tab="approved") == [theirs[1].pk]


def test_without_an_address_an_author_is_known_by_the_browser_else_by_nothing(moderator, as_user):
    device = {"email": "", "device": "d" * 32}
    theirs = [make_comment(state=P, **device) for _number in range(2)]
    alone = [make_comment(state=P, email="") for _number in range(2)]
    client = as_user(moderator)
    assert set(shown(client, author=theirs[0].pk)) == {row.pk for row in theirs}
    assert shown(client, author=alone[0].pk) == [alone[0].pk]


# A row


def test_a_row_says_what_is_looked_at_to_decide(moderator, as_user):
    article = make_article(headline="عنوان عن الميناء")
    parent = make_comment(article, body="السؤال الذي سبق", name="سائل")
    for state in (A, A, R, S):
        make_comment(email="author@example.org", state=state)
    text = "كلمة " * 230
    comment = make_comment(
        parent=parent, state=P, email="author@example.org", body=text, website="https://mine.example"
    )
    words = row_of(as_user(moderator), comment).words
    for part in ("عنوان عن الميناء", "السؤال الذي سبق", "سائل", text.strip(), "https://mine.example"):
        assert part in words
    author = row_of(as_user(moderator), comment).one("ul", class_="queue-row__facts").all("li")[0].words
    assert re.findall(r"\d+", author) == ["2", "1", "1"]


def test_the_words_that_were_found_are_marked_and_nothing_is_html(moderator, as_user):
    body = "<b>كازينو</b> & الكازينوهات http://casino.example/?a=1&b=2"
    findings = [
        {"reason": "listed_words", "score": 1, "words": ["كازينو"]},
        {"reason": "listed_domain", "score": 1, "words": ["casino.example"]},
        {"reason": "no_such_code", "score": 1, "words": []},
    ]
    comment = make_comment(state=P, body=body, findings=findings, score=3)
    text = row_of(as_user(moderator), comment).one("div", class_="queue-row__text")
    assert [mark.words for mark in text.all("mark")] == ["كازينو", "casino.example"]
    assert not text.all("b")
    assert not text.all("a")
    assert text.words == body
    assert "no_such_code" in row_of(as_user(moderator), comment).words


def test_mixed_directions_stay_apart(moderator, as_user):
    comment = make_comment(make_article("en"), state=P, language="ar", name="Ruth", body="كلام")
    row = row_of(as_user(moderator), comment)
    text = row.one("div", class_="queue-row__text")
    assert (text["lang"], text["dir"]) == ("ar", "rtl")
    headline = row.one("p", class_="queue-row__where").one("bdi")
    assert (headline["lang"], headline["dir"]) == ("en", "ltr")
    assert row.one("h2").one("bdi").words == "Ruth"


def test_the_queue_asks_the_same_number_of_questions_however_much_it_shows(
    moderator, as_user, django_assert_max_num_queries
):
    client = as_user(moderator)
    client.get(QUEUE)
    make_comment(parent=make_comment(), state=P)
    with django_assert_max_num_queries(40) as few:
        client.get(QUEUE)
    for number in range(12):
        comment = make_comment(make_article("en" if number % 2 else "ar"), state=A, email=f"x{number}@example.org")
        comment.edit("ثم قال غير ذلك", findings=[], score=0)
        report(comment, 2)
        make_comment(parent=comment, state=P)
    with django_assert_max_num_queries(len(few)):
        assert len(shown(client)) == 25


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_part_is_in_the_language_of_the_person(language, as_user):
    person = make_user("m", role="moderator", languages=["ar", "en"], interface_language=language)
    make_comment(state=P, findings=[{"reason": "links", "score": 2, "words": []}])
    for query in ({}, {"tab": "reported"}, {"q": "x"}, {"author": Comment.objects.get().pk}):
        page = page_of(as_user(person).get(QUEUE, query))
        assert page.one("html")["lang"] == language


def test_the_front_page_of_the_admin_leads_to_the_queue(moderator, as_user):
    make_comments(make_article(), 3)
    links = page_of(as_user(moderator).get("/admin/")).all("a", href=QUEUE)
    assert any("3" in link.words for link in links)
