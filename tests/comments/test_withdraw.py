"""An author takes a comment back."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment

from comments import own_comments
from comments.choices import State
from comments.models import Comment, Discussion, ModerationAction
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def path_of(comment):
    return f"/{comment.edition}/comments/{comment.pk}/withdraw/"


def state_of(comment):
    return Comment.objects.get(pk=comment.pk).state


def test_it_asks_first_and_shows_the_text(author_of):
    comment = make_comment(make_article("en"), state=State.PENDING, body="See https://example.org/")
    answer = author_of(comment).get(path_of(comment))
    page = page_of(answer).one("main")
    assert page.one("form")["method"] == "post"
    assert "See https://example.org/" in page.words
    assert not page.one("blockquote").all("a")
    assert state_of(comment) == State.PENDING
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED, State.SPAM])
def test_it_is_taken_back_with_one_line_in_the_log(author_of, state):
    comment = make_comment(state=state)
    before = ModerationAction.objects.count()
    answer = author_of(comment).post(path_of(comment))
    assert (answer.status_code, answer["Location"]) == (303, f"/ar/comments/received/?comment={comment.pk}")
    assert state_of(comment) == State.WITHDRAWN
    assert ModerationAction.objects.count() == before + 1
    line = ModerationAction.objects.latest("pk")
    assert (line.actor, line.from_state, line.to_state) == ("author", state, State.WITHDRAWN)


def test_readers_no_longer_see_it(author_of, reader):
    comment = make_comment(body="نص سحبه صاحبه")
    address = comment.article.get_absolute_url()
    assert "نص سحبه صاحبه" in reader.get(address).text
    author_of(comment).post(path_of(comment))
    assert "نص سحبه صاحبه" not in reader.get(address).text
    assert Discussion.objects.get(article=comment.article).approved_count == 0


def test_a_second_click_says_the_same(author_of):
    comment = make_comment(state=State.PENDING)
    client = author_of(comment)
    answers = [client.post(path_of(comment)) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert comment.actions.count() == 1


@pytest.mark.parametrize("language", ["ar", "en"])
def test_after_five_minutes_it_stays(author_of, language):
    sent = timezone.now() - timedelta(minutes=5, seconds=1)
    comment = make_comment(make_article(language), state=State.PENDING, submitted_at=sent)
    client = author_of(comment)
    for answer in (client.get(path_of(comment)), client.post(path_of(comment))):
        assert answer.status_code == 403
        page = page_of(answer).one("main")
        assert page.one(role="alert").words
        assert comment.body in page.words
        assert not page.all("button")
    assert state_of(comment) == State.PENDING


def test_one_that_was_refused_stays_refused(author_of):
    comment = make_comment(state=State.REJECTED)
    assert author_of(comment).post(path_of(comment)).status_code == 403
    assert state_of(comment) == State.REJECTED


def test_a_foreign_page_takes_nothing_back(author_of):
    comment = make_comment(state=State.PENDING)
    client = author_of(comment)
    answer = client.post(path_of(comment), headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403
    assert state_of(comment) == State.PENDING


def test_for_everybody_else_it_looks_as_if_there_were_no_such_comment(author_of, as_user, chief):
    comment, own = make_comment(state=State.PENDING), make_comment()
    for client in (Client(headers={"Sec-Fetch-Site": "same-origin"}), author_of(own), as_user(chief)):
        for method in ("get", "post"):
            answer = getattr(client, method)(path_of(comment))
            gone = getattr(client, method)("/ar/comments/999999999/withdraw/")
            assert answer.status_code == gone.status_code == 404
            assert answer.text == gone.text
    assert state_of(comment) == State.PENDING


def test_where_a_moderator_was_quicker_by_a_moment_the_next_click_takes_it_back(author_of, monkeypatch):
    comment = make_comment(state=State.PENDING)
    client = author_of(comment)
    find = own_comments.find

    def find_then_approve(*args):
        own = find(*args)
        Comment.objects.get(pk=comment.pk).approve(by=SYSTEM)
        return own

    with monkeypatch.context() as moment:
        moment.setattr(own_comments, "find", find_then_approve)
        answer = client.post(path_of(comment))
    assert answer.status_code == 409
    assert page_of(answer).one("main").one(role="alert").words
    assert client.post(path_of(comment)).status_code == 303
    assert state_of(comment) == State.WITHDRAWN
