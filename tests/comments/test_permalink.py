"""The address of one comment: /c/{id}/ leads to where it stands."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment

from articles.models import Article
from comments.choices import State
from comments.models import Comment
from comments.threads import ROOTS_A_PAGE
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def where(comment):
    """Return where the permalink leads, "" where it is not found."""
    answer = Client().get(comment.get_absolute_url())
    assert answer.status_code in (302, 404)
    return answer.headers.get("Location", "")


def test_it_leads_to_the_comment_on_its_page():
    article = make_article()
    comments = [make_comment(article) for _number in range(ROOTS_A_PAGE + 1)]
    reply = make_comment(parent=comments[-1])
    path = article.get_absolute_url()
    assert where(comments[0]) == f"{path}#comment-{comments[0].pk}"
    assert where(comments[-1]) == f"{path}?comments=2#comment-{comments[-1].pk}"
    assert where(reply) == f"{path}?comments=2#comment-{reply.pk}"
    page = page_of(Client().get(where(reply)))
    assert page.one("li", id=f"comment-{reply.pk}")


def test_the_time_of_each_comment_is_its_address():
    comment = make_comment(make_article("en"))
    link = page_of(Client().get(comment.article.get_absolute_url())).one("a", class_="comment__time")
    assert (link["href"], link["rel"]) == (f"/c/{comment.pk}/", "nofollow")
    assert link.one("time")["datetime"]


@pytest.mark.parametrize("verb", ["reject", "withdraw"])
def test_removed_it_leads_to_its_placeholder_or_to_a_notice(verb):
    comment = make_comment()
    reply = make_comment(parent=comment)
    path = comment.article.get_absolute_url()
    getattr(comment, verb)(by=SYSTEM)
    assert where(comment) == f"{path}#comment-{comment.pk}"
    reply.reject(by=SYSTEM)
    assert where(comment) == where(reply) == f"{path}#comment-removed"
    notice = page_of(Client().get(path)).one(id="comment-removed")
    assert notice.words == "التعليق الذي يقود إليه هذا الرابط لم يعد هنا."


def test_what_readers_could_read_and_is_spam_or_waits_again_leads_to_the_notice():
    for state in (State.SPAM, State.PENDING):
        comment = make_comment()
        Comment.objects.decide({comment.pk: comment.version}, to=state, by=SYSTEM)
        assert where(comment) == f"{comment.article.get_absolute_url()}#comment-removed"


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM, State.WITHDRAWN])
def test_what_was_never_public_answers_like_one_that_does_not_exist(state):
    comment = make_comment(state=state)
    answer, never = Client().get(f"/c/{comment.pk}/"), Client().get("/c/987654321/")
    assert answer.status_code == never.status_code == 404
    assert answer.content == never.content
    assert dict(answer.headers) == dict(never.headers)


@pytest.mark.parametrize("hidden", ["draft", "scheduled", "embargoed", "expired", "withdrawn"])
def test_under_a_hidden_article_there_is_none(hidden):
    comment = make_comment()
    now = timezone.now()
    over = {
        "draft": {"status": "draft"},
        "scheduled": {"published_at": now + timedelta(hours=1), "first_published_at": now + timedelta(hours=1)},
        "embargoed": {"embargoed_until": now + timedelta(hours=1)},
        "expired": {"expires_at": now - timedelta(minutes=1)},
        "withdrawn": {"status": "withdrawn"},
    }[hidden]
    Article.objects.update(**over)
    assert where(comment) == ""


@pytest.mark.parametrize("path", ["/c/0/", "/c/99999999999999999999/", "/c/x/", "/c/-1/"])
def test_rubbish_is_not_found(path):
    assert Client().get(path).status_code == 404


def test_it_only_reads():
    comment = make_comment()
    assert Client().post(comment.get_absolute_url()).status_code == 405
