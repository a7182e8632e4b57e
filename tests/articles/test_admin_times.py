"""Times and texts in the form that cannot be: a clear word beside the field, and everything typed still there."""

from datetime import UTC, datetime, timedelta

import pytest
from admin_forms import change, fields_of, said, send_article
from django.utils import timezone
from html_page import page_of
from makers import make_article

from articles.models import Article
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def typed(name, moment):
    local = timezone.localtime(moment, timezone.get_fixed_timezone(60))
    return {f"{name}_0": f"{local:%Y-%m-%d}", f"{name}_1": f"{local:%H:%M:%S}"}


def complaint(answer, name):
    """Return what is said beside a field of a form that came back with its words."""
    assert answer.status_code == 200
    page = page_of(answer)
    assert page.one("input", name="headline")["value"] == "عنوان آخر"
    return page.one("div", class_=f"field-{name}").one("ul", class_="errorlist").words


def send(client, article, **fields):
    return send_article(client, article, headline="عنوان آخر", **fields)


def test_now_as_it_was_when_somebody_chose_it_is_now(editor, as_user):
    article = make_article(published=False)
    send(as_user(editor), article, _step="publish", **typed("publish_at", timezone.now() - timedelta(minutes=2)))
    assert Article.objects.public().get() == article


def test_an_embargo_after_the_hour_of_a_scheduled_article_is_refused(editor, as_user):
    scheduled, now = make_article(published=False), timezone.now()
    scheduled.publish(by=SYSTEM, at=now + HOUR)
    later = typed("embargoed_until", now + 2 * HOUR)
    assert complaint(send(as_user(editor), scheduled, **later), "embargoed_until")
    assert Article.objects.get().embargoed_until is None


def test_an_expiry_before_the_publication_or_the_changes_is_refused(editor, as_user):
    draft, live, now = make_article(published=False), make_article(), timezone.now()
    times = typed("publish_at", now + 2 * HOUR) | typed("expires_at", now + HOUR)
    assert complaint(send(as_user(editor), draft, _step="publish", **times), "expires_at")
    live.publish(by=SYSTEM, at=now + 2 * HOUR)
    assert complaint(send(as_user(editor), live, **typed("expires_at", now + HOUR)), "expires_at")
    assert Article.objects.filter(expires_at=None).count() == 2


def test_an_hour_that_comes_twice_stays_the_moment_it_was(editor, as_user):
    """The clocks of Casablanca went back in the night of 15 February 2026: two hours were called half past two."""
    second = datetime(2026, 2, 15, 2, 30, tzinfo=UTC)
    article, client = make_article(breaking_until=second), as_user(editor)
    assert send(client, article).status_code == 302
    assert Article.objects.get().breaking_until == second
    assert not AuditEntry.objects.filter(verb="control").exists()
    # Typed by somebody it could be either.
    again = {"expires_at_0": "2086-04-14", "expires_at_1": "02:30:00"}
    assert complaint(send(client, article, **again), "expires_at")


def test_a_scheduled_article_with_such_an_hour_is_published(editor, as_user):
    second = datetime(2086, 4, 14, 2, 30, tzinfo=UTC)
    article, client = make_article(published=False), as_user(editor)
    article.publish(by=SYSTEM, at=second)
    send(client, article, _step="publish")
    assert Article.objects.get().published_at == second


# breaking news


def test_a_tick_makes_news_breaking_for_an_hour(editor, as_user):
    article, client = make_article(), as_user(editor)
    send(client, article, breaking="on")
    until = Article.objects.get().breaking_until
    assert timezone.now() + 0.98 * HOUR < until <= timezone.now() + HOUR
    send(client, article)
    assert Article.objects.get().breaking_until == until
    assert AuditEntry.objects.filter(verb="control").count() == 1


def test_what_has_ended_while_the_form_was_open_stays_ended(editor, as_user):
    article, client = make_article(breaking_until=timezone.now() + HOUR), as_user(editor)
    form = fields_of(page_of(client.get(change(article))).one("form", id="article_form"))
    ended = timezone.now().replace(microsecond=0) - HOUR
    Article.objects.filter(pk=article.pk).update(breaking_until=ended)
    assert (
        client.post(change(article), form | typed("breaking_until", ended) | {"headline": "عنوان آخر"}).status_code
        == 302
    )
    assert Article.objects.get().breaking_until == ended
    # Ticked anew it is news again, for an hour.
    send(client, article, breaking="on")
    assert Article.objects.get().is_breaking


def test_saved_twice_in_place_it_is_breaking_for_one_hour(editor, as_user):
    article, client = make_article(), as_user(editor)
    form = fields_of(page_of(client.get(change(article))).one("form", id="article_form")) | {"breaking": "on"}
    said_by = client.post(change(article), form, headers={"X-By-Script": "save"}).json()
    until = timezone.now() + HOUR / 2
    Article.objects.update(breaking_until=until)
    client.post(change(article), form | said_by["fields"] | {"headline": "عنوان آخر"}, headers={"X-By-Script": "save"})
    assert (Article.objects.get().breaking_until, Article.objects.get().working_copy()["headline"]) == (
        until,
        "عنوان آخر",
    )


def test_its_end_is_chosen_within_a_day(editor, as_user):
    article, client, now = make_article(), as_user(editor), timezone.now().replace(microsecond=0)
    send(client, article, breaking="on", **typed("breaking_until", now + 5 * HOUR))
    assert Article.objects.get().breaking_until == now + 5 * HOUR
    assert complaint(send(client, article, **typed("breaking_until", now + 25 * HOUR)), "breaking_until")
    assert complaint(send(client, article, **typed("breaking_until", now - HOUR)), "breaking_until")
    assert Article.objects.get().breaking_until == now + 5 * HOUR


def test_without_the_tick_it_ends_at_once(editor, as_user):
    article, client = make_article(breaking_until=timezone.now() + HOUR), as_user(editor)
    form = fields_of(page_of(client.get(change(article))).one("form", id="article_form"))
    assert form.pop("breaking") == ["on"]
    client.post(change(article), form)
    assert Article.objects.get().breaking_until is None


def test_a_writer_makes_nothing_breaking(writer, as_user):
    send(as_user(writer), make_article(), breaking="on")
    assert Article.objects.get().breaking_until is None


# changes of a live article at an hour of their own


def test_a_later_hour_schedules_the_changes_of_a_live_article_and_the_form_says_so(editor, as_user):
    article, client = make_article(headline="الأول"), as_user(editor)
    hour = {"publish_at_0": "2099-07-01", "publish_at_1": "18:00:00"}
    answer = send(client, article, _step="publish", **hour)
    assert "18:00 (Africa/Casablanca, UTC+01:00)" in said(client, answer)
    notice = page_of(client.get(change(article))).one("div", class_="admin-note--swap")
    assert "18:00 (Africa/Casablanca, UTC+01:00)" in notice.words
    assert Article.objects.public().get().headline == "الأول"
    assert client.post(notice.one("form")["action"], fields_of(notice.one("form"))).status_code == 302
    article.refresh_from_db()
    assert (article.has_swap(), article.working_copy()["headline"]) == (False, "عنوان آخر")


def test_a_writer_sees_the_hour_and_no_button(writer, as_user):
    article, client = make_article(), as_user(writer)
    article.publish(by=SYSTEM, at=timezone.now() + HOUR)
    notice = page_of(client.get(change(article))).one("div", class_="admin-note--swap")
    assert not notice.all("form")
    cancel = change(article).replace("/change/", "/cancel-swap/")
    assert client.post(cancel).status_code == 403
    assert client.get(cancel).status_code == 405
    assert Article.objects.get().has_swap()
