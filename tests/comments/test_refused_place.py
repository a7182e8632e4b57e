"""A comment where none can stand: under a closed or hidden article, to what cannot be answered."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment
from sent_back import TYPED, assert_kept, said_in

from comments.choices import State
from comments.models import Comment
from comments.models.comment import DEEPEST_REPLY

pytestmark = pytest.mark.django_db


def in_another_article(article):
    return make_comment(make_article()).pk


def too_deep(article):
    comment = make_comment(article)
    for _step in range(DEEPEST_REPLY):
        comment = make_comment(parent=comment)
    return comment.pk


PARENTS = {
    "of another article": in_another_article,
    "pending": lambda article: make_comment(article, state=State.PENDING).pk,
    "rejected": lambda article: make_comment(article, state=State.REJECTED).pk,
    "spam": lambda article: make_comment(article, state=State.SPAM).pk,
    "gone": lambda article: 10**12,
    "no number": lambda article: "x",
    "a huge number": lambda article: "9" * 60,
    "with a NUL": lambda article: "1\x00",
    "too deep": too_deep,
}


@pytest.mark.parametrize("kind", PARENTS)
def test_a_reply_to_what_cannot_be_answered_is_refused_and_can_be_sent_alone(send, kind):
    article = make_article()
    parent = PARENTS[kind](article)
    before = Comment.objects.count()
    answer = send(article, **TYPED, parent=parent)
    assert answer.status_code == 422
    assert Comment.objects.count() == before
    page = assert_kept(answer)
    assert page.one(role="alert").words
    form = {field["name"]: field.get("value") for field in page.one("form", id="comment-form").all("input")}
    assert send(article, **TYPED | form).status_code == 303
    assert Comment.objects.latest("pk").parent is None


# The article
CLOSED = {
    "by its editor": {"comments_open": False},
    "by its own time": {"comments_close_at": timezone.now() - timedelta(seconds=1)},
    "by the site's days": {"first_published_at": timezone.now() - timedelta(days=14, seconds=1)},
}


@pytest.mark.parametrize("how", CLOSED)
def test_a_closed_article_refuses_and_gives_the_words_back(send, reader, how):
    article = make_article(**CLOSED[how])
    page = page_of(reader.get(article.get_absolute_url()))
    assert said_in("ar", "Comments on this article are closed.") in page.words
    assert not page.all("form", id="comment-form")
    answer = send(article, **TYPED)
    assert answer.status_code == 403
    assert Comment.objects.count() == 0
    page = assert_kept(answer)
    assert said_in("ar", "Comments on this article are closed. Your text is below, for you to keep.") in page.words


@pytest.mark.parametrize("hidden", ["draft", "scheduled", "embargoed"])
def test_an_article_nobody_has_seen_takes_no_comment(send, hidden):
    later = timezone.now() + timedelta(hours=1)
    article = {
        "draft": lambda: make_article(published=False),
        "scheduled": lambda: make_article(published_at=later, first_published_at=later),
        "embargoed": lambda: make_article(embargoed_until=later, first_published_at=later),
    }[hidden]()
    assert send(article, **TYPED).status_code == 404
    assert Comment.objects.count() == 0


def test_an_article_withdrawn_meanwhile_gives_the_words_back(send, chief):
    article = make_article()
    article.withdraw(by=chief, reason="")
    answer = send(article, **TYPED)
    assert answer.status_code == 410
    assert Comment.objects.count() == 0
    assert "سطر <b>ثانٍ</b>" in page_of(answer).text


def test_the_other_edition_is_another_address(reader):
    article = make_article("ar")
    path = reverse("comments:post", kwargs={"language": "en", "article_id": article.pk})
    assert reader.post(path, TYPED).status_code == 404
    assert reader.post("/ar/comments/999999999999/", TYPED).status_code == 404
