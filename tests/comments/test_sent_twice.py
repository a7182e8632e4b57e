"""The same comment sent twice: by a double click, from an old form, by somebody else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from guests import cookies_of
from html_page import page_of
from makers import make_article

from comments import tokens
from comments.choices import State
from comments.models import Comment
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def test_a_double_click_is_one_comment(send):
    article = make_article()
    token = tokens.issue(article)
    answers = [send(article, token=token) for _click in range(3)]
    assert [answer.status_code for answer in answers] == [303, 303, 303]
    assert Comment.objects.count() == 1
    client = Client()
    for answer in answers:
        client.cookies = answer.cookies
        assert "تعليق مفيد عن الموضوع." in client.get(answer["Location"]).text


def test_the_same_words_again_within_a_day_are_the_first_comment(send):
    article = make_article()
    client = Client()
    assert send(article, client=client).status_code == send(article, client=client).status_code == 303
    assert send(article, client=client, body="  تعليق مفيد عن الموضوع. ").status_code == 303
    comment = Comment.objects.get()
    assert cookies_of(client) == [comment.pk]


def test_the_same_words_with_other_signs_are_another_comment(send):
    """They may say the opposite: nothing that somebody wrote is taken for a copy and lost."""
    article, client = make_article(), Client()
    bodies = ["الخبر صحيح 👍", "الخبر صحيح؟ 👎", "الخبر صحيح!"]
    for body in bodies:
        assert send(article, client=client, body=body).status_code == 303
    assert list(Comment.objects.order_by("pk").values_list("body", flat=True)) == bodies


def test_the_same_words_elsewhere_or_later_or_by_somebody_else_are_a_second_comment(send):
    article = make_article()
    send(article)
    first = Comment.objects.get()
    send(make_article())
    first.approve(by=SYSTEM)
    send(article, parent=first.pk)
    send(article, email="other@example.org")
    assert Comment.objects.count() == 4
    Comment.objects.update(submitted_at=timezone.now() - timedelta(hours=25))
    send(article)
    assert Comment.objects.count() == 5


def test_the_same_words_may_be_sent_once_more_after_taking_them_back(send):
    article = make_article()
    send(article)
    Comment.objects.get().withdraw()
    send(article)
    assert list(Comment.objects.order_by("pk").values_list("state", flat=True)) == [State.WITHDRAWN, State.PENDING]


def test_who_writes_anothers_address_and_words_gets_no_power_over_the_others_comment(send):
    """An address proves nothing: whoever knows it, and what its owner wrote, could else change and withdraw that."""
    article = make_article()
    send(article)
    stranger = Client()
    answer = send(article, client=stranger)
    assert answer.status_code == 303
    assert Comment.objects.count() == 1
    assert cookies_of(stranger) == []


def test_a_second_comment_from_the_old_form_is_not_lost(send):
    """Back, write something else, send: the form still has the token of the first."""
    article = make_article()
    token = tokens.issue(article)
    send(article, token=token, body="التعليق الأول")
    answer = send(article, token=token, body="التعليق الثاني")
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.one("textarea").text.strip() == "التعليق الثاني"
    fresh = page.one("input", name="token")["value"]
    assert send(article, token=fresh, body="التعليق الثاني").status_code == 303
    assert {comment.body for comment in Comment.objects.all()} == {"التعليق الأول", "التعليق الثاني"}
