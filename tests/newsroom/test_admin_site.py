"""The site's settings in the admin: what the chief decides about comments."""

from datetime import time

import pytest
from admin_forms import change, fields_of, send
from html_page import page_of
from makers import make_article

from newsroom.models import CommentMode, Site, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def settings_form(chief, as_user):
    site, _created = Site.objects.get_or_create(pk=1)
    User.objects.filter(pk=chief.pk).update(interface_language="en")
    client = as_user(User.objects.get(pk=chief.pk))
    return lambda **typed: send(client, change(site), "site_form", **typed)


def test_every_setting_about_comments_can_be_decided(chief, as_user):
    Site.objects.get_or_create(pk=1)
    offered = fields_of(page_of(as_user(chief).get(change(Site.current()))).one("form", id="site_form"))
    decided = {field.name for field in Site._meta.fields if field.name.startswith("comments_") and field.editable}
    # Boxes without a tick are not sent, and are on the page all the same.
    assert decided - set(offered) == {"comments_hold_disposable", "comments_reason_required"}


def test_the_chief_decides_how_comments_are_taken(settings_form):
    answer = settings_form(
        comments_mode="first",
        comments_close_after_days="30",
        comments_reason_required="on",
        comments_hold_disposable="on",
        comments_kept_days="60",
        comments_staffed_from="22:00",
        comments_staffed_until="06:00",
    )
    assert answer.status_code == 302
    site = Site.current()
    assert (site.comments_mode, site.comments_close_after_days, site.comments_kept_days) == (CommentMode.FIRST, 30, 60)
    assert (site.comments_reason_required, site.comments_hold_disposable) == (True, True)
    assert (site.comments_staffed_from, site.comments_staffed_until) == (time(22), time(6))


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("08:00", "", "Write both hours"),
        ("", "08:00", "Write both hours"),
        ("08:00", "08:00", "Between these two hours there is no time."),
    ],
)
def test_hours_of_which_one_is_missing_or_that_are_the_same_are_refused(settings_form, start, end, words):
    answer = settings_form(comments_staffed_from=start, comments_staffed_until=end)
    assert answer.status_code == 200
    assert words in page_of(answer).words
    assert (Site.current().comments_staffed_from, Site.current().comments_staffed_until) == (None, None)


@pytest.mark.parametrize(
    "typed", [{"comments_kept_days": "0"}, {"comments_close_after_days": "-1"}, {"comments_mode": "x"}]
)
def test_what_cannot_be_meant_is_refused(settings_form, typed):
    assert settings_form(**typed).status_code == 200
    assert Site.current().comments_kept_days == 30


def test_an_article_may_have_a_rule_of_its_own(editor, as_user):
    article = make_article()
    answer = send(as_user(editor), change(article), "article_form", comments_mode="none", _save="1")
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.comments_mode == CommentMode.NONE


def test_who_gets_mail_about_waiting_comments_is_decided_with_the_account(chief, moderator, as_user):
    form = fields_of(page_of(as_user(chief).get(change(moderator))).one("form", id="user_form"))
    assert form.pop("comments_digest") == ["on"]
    assert as_user(chief).post(change(moderator), form).status_code == 302
    moderator.refresh_from_db()
    assert not moderator.comments_digest
