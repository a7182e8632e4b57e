"""What a moderator or an author decides is seen at the next request, everywhere; what waits moves nothing."""

import json
from html import unescape
from typing import Any

import pytest
from django.test import Client
from html_page import page_of
from makers import make_article, make_comment, make_comments

from comments import threads
from comments.choices import State
from comments.models import Comment, Discussion
from comments.threads import LINES_A_PAGE, ROOTS_A_PAGE
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

WORDS = "كلمات لا تُخطئها العين"


@pytest.fixture
def article():
    """An article of which the comment that the test is about stands on the second page of the thread."""
    article = make_article("ar")
    rows = make_comments(article, ROOTS_A_PAGE)
    Comment.objects.decide({row.pk: 1 for row in rows}, to=State.APPROVED, by=SYSTEM)
    return article


def places(article):
    """Return each address on which a comment of `article` is to be read, or counted."""
    own = article.get_absolute_url()
    return {
        "first page": own,
        "second page": f"{own}?comments=2",
        "newest first": f"{own}?order=newest",
        "in its language": f"{own}?language=ar&order=newest",
        "feed of the article": f"{own}comments.xml",
        "feed of the edition": "/ar/comments.xml",
        "json": f"/ar/comments/{article.pk}.json?page=1",
        "front page": "/ar/",
        "latest": "/ar/latest/",
        "section": article.section.url_in("ar"),
    }


READABLE = {"second page", "newest first", "in its language", "feed of the article", "feed of the edition", "json"}


def look(article):
    """Return what a stranger gets from each place, 404 where there is nothing (any more)."""
    answers = {name: Client().get(path) for name, path in places(article).items()}
    return {name: unescape(answer.text) if answer.status_code == 200 else "" for name, answer in answers.items()}


def where(article, words=WORDS):
    return {name for name, text in look(article).items() if words in text}


def counts(article):
    """Return the number of comments as each place says it."""
    page = page_of(Client().get(article.get_absolute_url()))
    data = [json.loads(script.text) for script in page.all("script", type="application/ld+json")]
    machine = {block["commentCount"] for block in data if "commentCount" in block}
    cards = [card for path in ("/ar/", "/ar/latest/") for card in page_of(Client().get(path)).all(class_="meta__count")]
    assert cards
    assert machine
    return {
        int(page.one("span", class_="comments__count").words),
        *machine,
        *(int(card.all("span")[0].words) for card in cards),
        Client().get(f"/ar/comments/{article.pk}.json").json()["count"],
        Discussion.objects.get(article=article).approved_count,
    }


def version(article):
    return Discussion.objects.get(article=article).version


def tags(article):
    paths = places(article)
    return [
        Client().get(paths[name]).headers["ETag"] for name in ("feed of the article", "feed of the edition", "json")
    ]


def test_approved_it_is_everywhere_at_the_next_request(article):
    comment = make_comment(article, state=State.PENDING, body=WORDS)
    assert (where(article), counts(article)) == (set(), {ROOTS_A_PAGE})
    before = version(article), tags(article)
    comment.approve(by=SYSTEM)
    assert where(article) == READABLE
    assert counts(article) == {ROOTS_A_PAGE + 1}
    assert version(article) > before[0]
    assert not set(tags(article)) & set(before[1])


@pytest.mark.parametrize("how", ["reject", "mark_spam", "withdraw"])
def test_taken_back_it_is_nowhere_at_the_next_request(article, how):
    comment = make_comment(article, body=WORDS)
    assert (where(article), counts(article)) == (READABLE, {ROOTS_A_PAGE + 1})
    before = version(article), tags(article)
    getattr(comment, how)(by=SYSTEM)
    assert (where(article), counts(article)) == (set(), {ROOTS_A_PAGE})
    assert version(article) > before[0]
    assert not set(tags(article)) & set(before[1])


def test_undone_it_is_as_it_was(article, moderator):
    comment = make_comment(article, body=WORDS)
    decision = Comment.objects.decide({comment.pk: comment.version}, to=State.REJECTED, by=moderator)
    assert where(article) == set()
    Comment.objects.undo(decision.batch, by=moderator)
    assert (where(article), counts(article)) == (READABLE, {ROOTS_A_PAGE + 1})


def test_an_edit_is_read_once_it_is_approved_and_not_before(article, moderator):
    comment = make_comment(article, body=WORDS)
    before = look(article), version(article)
    comment.edit("كلمات أوضح من سابقتها", findings=[], score=0)
    assert (look(article), version(article)) == before
    comment.approve(by=moderator)
    assert (where(article), where(article, "كلمات أوضح من سابقتها")) == (set(), READABLE)


def test_what_readers_never_saw_moves_nothing_whatever_is_decided_about_it(article, moderator):
    before = look(article), version(article), tags(article)
    for state in (State.SPAM, State.REJECTED, State.WITHDRAWN):
        comment = make_comment(article, state=State.PENDING, body=WORDS)
        decision = Comment.objects.decide({comment.pk: 1}, to=state, by=SYSTEM if state == "withdrawn" else moderator)
        assert decision.changed == [comment.pk]
    comment = make_comment(article, state=State.PENDING, body=WORDS)
    decision = Comment.objects.decide({comment.pk: 1}, to=State.SPAM, by=moderator)
    assert Comment.objects.undo(decision.batch, by=moderator).changed == [comment.pk]
    assert (look(article), version(article), tags(article)) == before


def test_with_its_article_it_goes_and_comes_back(article, chief):
    make_comment(article, body=WORDS)
    article.withdraw(by=chief, reason="كان خطأ.")
    assert where(article) == set()
    article.restore(by=chief)
    article.publish(by=chief)
    assert where(article) == READABLE


def test_what_is_withdrawn_while_a_long_thread_is_read_is_not_printed(monkeypatch):
    article = make_article("en")
    first, *others = make_comments(article, LINES_A_PAGE + 1, body="so it was said")
    first.body = WORDS
    first.save(update_fields=["body"])
    # Without a reply it would have no place at all.
    others[0].parent = first
    others[0].save(update_fields=["parent"])
    Comment.objects.decide({row.pk: 1 for row in (first, *others)}, to=State.APPROVED, by=SYSTEM)
    assert WORDS in unescape(Client().get(article.get_absolute_url()).content.decode())
    keys = threads._NODES[False]

    class Meanwhile:
        def columns(self, **values: Any) -> Any:
            Comment.objects.decide({first.pk: 2}, to=State.REJECTED, by=SYSTEM)
            return keys.columns(**values)

    monkeypatch.setitem(threads._NODES, False, Meanwhile())
    page = Client().get(article.get_absolute_url()).content.decode()
    assert WORDS not in unescape(page)
    assert f'id="comment-{first.pk}"' in page
