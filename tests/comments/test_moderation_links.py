"""A link in a moderator's mail: shows one comment, does one act, by one person, once."""

from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_comment, make_user

from comments import links
from comments.choices import State
from comments.models import Comment, ModerationAction
from newsroom.models import Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(moderator):
    moderator.interface_language = "en"
    moderator.save()
    return moderator


@pytest.fixture
def comment():
    return make_comment(make_article("en", headline="The harbour at night"), state=State.PENDING, body="Words <b>")


def path_of(comment, person, to=State.APPROVED):
    return urlsplit(links.to_moderate(comment, to, person)).path


def state(comment):
    return Comment.objects.get(pk=comment.pk).state


def test_to_open_the_link_shows_the_comment_and_changes_nothing(comment, moderator, as_user):
    for client in (Client(), as_user(moderator)):
        answer = client.get(path_of(comment, moderator))
        page = answer.content.decode()
        assert answer.status_code == 200
        assert "Words &lt;b&gt;" in page
        assert "The harbour at night" in page
        assert comment.email not in page
        assert "no-store" in answer["Cache-Control"]
        assert 'content="noindex' in page
    assert state(comment) == State.PENDING


def test_beside_a_name_in_quotes_stands_its_first_letter(moderator):
    comment = make_comment(state=State.PENDING, name="«سعاد»")
    page = page_of(Client().get(path_of(comment, moderator)))
    assert page.one("span", class_="comment__avatar").words == "س"


@pytest.mark.parametrize("to", [State.APPROVED, State.REJECTED])
def test_the_button_decides(comment, moderator, as_user, to):
    client = as_user(moderator)
    path = path_of(comment, moderator, to)
    answer = client.post(path, {"reason": "abuse"})
    assert (answer.status_code, answer["Location"]) == (303, path)
    line = ModerationAction.objects.get()
    assert (line.user, line.to_state, line.reason) == (moderator, to, "abuse" if to == State.REJECTED else "")
    assert state(comment) == to
    page = client.get(path).content.decode()
    assert "Already decided by \u2068moderator\u2069" in page
    assert '<form method="post"' not in page


def test_who_is_not_logged_in_is_led_to_the_login_and_back(comment, moderator, reader):
    path = path_of(comment, moderator)
    answer = reader.post(path)
    assert answer.status_code == 302
    login = urlsplit(answer["Location"])
    assert (login.path, parse_qs(login.query)) == (reverse("admin:login"), {"next": [path]})
    logged_in = reader.post(answer["Location"], {"username": "moderator", "password": "a long password", "next": path})
    assert logged_in["Location"] == path
    assert state(comment) == State.PENDING
    reader.post(path)
    assert state(comment) == State.APPROVED


def test_another_moderator_cannot_use_it(comment, moderator, chief, as_user):
    answer = as_user(chief).post(path_of(comment, moderator))
    assert answer.status_code == 403
    assert "another moderator" in answer.content.decode()
    assert state(comment) == State.PENDING


def test_a_form_of_another_site_cannot_press_the_button(comment, moderator):
    client = Client(enforce_csrf_checks=True)
    client.force_login(moderator)
    assert client.post(path_of(comment, moderator)).status_code == 403
    assert state(comment) == State.PENDING


@pytest.mark.parametrize("over", [{"is_active": False}, {"languages": ["ar"]}])
def test_who_may_no_longer_decide_sees_nothing(comment, moderator, as_user, over):
    path = path_of(comment, moderator)
    for name, value in over.items():
        setattr(moderator, name, value)
    moderator.save()
    for answer in (Client().get(path), as_user(moderator).post(path)):
        assert answer.status_code == 410
        assert "Words" not in answer.content.decode()


def test_who_has_lost_the_right_sees_nothing(comment, moderator):
    path = path_of(comment, moderator)
    moderator.groups.clear()
    assert Client().get(path).status_code == 410


def test_what_somebody_else_has_decided_says_who(comment, moderator, as_user):
    path = path_of(comment, moderator)
    comment.reject(by=make_user("sami", role="moderator", languages=["en"]))
    for answer in (as_user(moderator).get(path), as_user(moderator).post(path)):
        page = answer.content.decode()
        assert "Already decided by \u2068sami\u2069: rejected." in page
        assert '<form method="post"' not in page
    assert answer.status_code == 409
    assert state(comment) == State.REJECTED


def test_what_its_author_has_changed_is_to_be_read_again(comment, moderator, as_user):
    path = path_of(comment, moderator)
    comment.edit("Other words", findings=[], score=0)
    answer = as_user(moderator).post(path)
    assert answer.status_code == 409
    assert "has changed since the mail was sent" in answer.content.decode()
    assert state(comment) == State.PENDING


def test_of_a_waiting_edit_the_new_text_is_shown_and_decided(comment, moderator, as_user):
    comment.approve(by=moderator)
    comment.edit("Other words", findings=[], score=0)
    path = path_of(comment, moderator)
    page = as_user(moderator).get(path).content.decode()
    assert "Other words" in page
    assert "Words &lt;b&gt;" not in page
    as_user(moderator).post(path)
    comment.refresh_from_db()
    assert (comment.body, comment.state) == ("Other words", State.APPROVED)


def test_where_a_reason_is_a_must_it_is_asked_for(comment, moderator, as_user):
    Site.objects.update_or_create(pk=1, defaults={"comments_reason_required": True})
    answer = as_user(moderator).post(path_of(comment, moderator, State.REJECTED), {"reason": "no such reason"})
    assert answer.status_code == 422
    assert "Choose a reason." in answer.content.decode()
    assert state(comment) == State.PENDING
    as_user(moderator).post(path_of(comment, moderator, State.REJECTED), {"reason": "spam"})
    assert state(comment) == State.REJECTED


def test_the_act_is_that_of_the_link(comment, moderator, as_user):
    as_user(moderator).post(path_of(comment, moderator, State.APPROVED), {"to": "rejected", "reason": "abuse"})
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == (State.APPROVED, "")


def test_the_link_ends_after_seven_days(comment, moderator, as_user, monkeypatch):
    path, moment = path_of(comment, moderator), datetime.now().timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: moment + 7 * 24 * 3600 + 2)
    assert as_user(moderator).get(path).status_code == 410


def test_a_wrong_token_and_a_comment_that_is_gone_have_a_page(comment, moderator, as_user):
    path = path_of(comment, moderator)
    comment.delete()
    for wrong in (path, "/moderate/x/", "/moderate/كلمة/", f"{path[:-2]}/"):
        answer = as_user(moderator).get(wrong)
        assert answer.status_code == 410
        assert as_user(moderator).post(wrong).status_code == 410


def test_an_arabic_moderator_reads_arabic(comment):
    person = make_user("omar", role="moderator", languages=["en"], interface_language="ar")
    page = Client().get(path_of(comment, person)).content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert "A comment to decide about" not in page
