"""The bell and the inbox behind it, and the mail that somebody wants of it as well."""

import re
from datetime import timedelta

import pytest
from admin_forms import fields_of
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_user

from articles.models import Article
from newsroom import due, notifications
from newsroom.actors import SYSTEM
from newsroom.models import Notification, OutboxMessage, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swaps_happen")]
INBOX, OWN = reverse("admin:notifications"), reverse("admin:own_settings")


def tell(person, event="published", *, article=None, **over):
    article = article or make_article()
    notifications.tell([person], event, article, article.language, by=SYSTEM, **over)
    return Notification.objects.filter(user=person).latest("pk")


def follow(row):
    return reverse("admin:notification", args=[row.pk])


def bell(client, path="/admin/"):
    return page_of(client.get(path)).one("a", class_="admin-bell")


# the bell


@pytest.mark.parametrize(("count", "shown"), [(0, ""), (1, "1"), (9, "9"), (10, "9+"), (25, "9+")])
def test_the_bell_counts_what_was_not_read_up_to_nine(count, shown, editor, as_user):
    for _ in range(count):
        tell(editor)
    tell(editor, "withdrawn")
    Notification.objects.filter(event="withdrawn").mark_read()
    link = bell(as_user(editor))
    assert link["href"] == INBOX
    assert "".join(found.words for found in link.all("bdi")) == shown


def test_the_bell_costs_one_query_and_stands_on_every_page(editor, chief, as_user):
    tell(chief)
    client = as_user(chief)
    for path in ("/admin/articles/article/", "/admin/comments/queue/", reverse("admin:index"), INBOX, OWN):
        with CaptureQueriesContext(connection) as queries:
            assert bell(client, path).all("bdi")
        counted = [query for query in queries.captured_queries if re.search(r"LIMIT 10\b", query["sql"])]
        assert len([query for query in counted if "newsroom_notification" in query["sql"]]) == 1, path


def test_nobody_who_is_not_logged_in_has_a_bell(reader):
    assert not page_of(reader.get("/admin/login/")).all("a", class_="admin-bell")


# the inbox


def test_what_has_happened_is_listed_isolated_and_as_text(editor, as_user):
    article = make_article("en", headline="<b>Water</b> & (stone")
    tell(editor, "mentioned", article=article, text="<script>x</script>", actor="ليلى")
    row = page_of(as_user(editor).get(INBOX)).one("li", class_="inbox__row--unread")
    title = row.one("a").one("bdi")
    assert (title.words, title["lang"], title["dir"]) == ("<b>Water</b> & (stone", "en", "ltr")
    assert "<script>x</script>" in row.words
    assert "ليلى" in row.words
    assert not row.all("b")


def test_following_one_leads_to_the_article_and_it_is_read(editor, as_user):
    row, other = tell(editor), tell(editor)
    answer = as_user(editor).get(follow(row))
    assert answer["Location"] == reverse("admin:articles_article_change", args=[row.subject_id])
    assert list(Notification.objects.unread()) == [other]
    note = tell(editor, "mentioned")
    assert as_user(editor).get(follow(note))["Location"].endswith("#notes")


def test_one_or_all_are_marked_as_read(editor, as_user):
    client = as_user(editor)
    rows = [tell(editor) for _ in range(3)]
    answer = client.post(reverse("admin:notifications_read"), {"id": str(rows[0].pk)})
    assert (answer.status_code, answer["Location"]) == (303, INBOX)
    assert Notification.objects.unread().count() == 2
    answer = client.post(reverse("admin:notifications_read"), {"all": "1", "unread": "1"})
    assert answer["Location"] == f"{INBOX}?unread=1"
    assert not Notification.objects.unread().exists()


@pytest.mark.parametrize("key", ["x", "", "-1", "9" * 30, "١"])
def test_what_is_no_number_marks_nothing(key, editor, as_user):
    tell(editor)
    assert as_user(editor).post(reverse("admin:notifications_read"), {"id": key}).status_code == 303
    assert Notification.objects.unread().count() == 1


def test_nobody_reads_marks_or_follows_what_was_told_to_another(editor, chief, as_user):
    row = tell(editor, article=make_article(headline="سر"))
    client = as_user(chief)
    assert "سر" not in page_of(client.get(INBOX)).one("div", id="content").words
    assert client.get(follow(row)).status_code == 404
    client.post(reverse("admin:notifications_read"), {"id": str(row.pk)})
    client.post(reverse("admin:notifications_read"), {"all": "1"})
    assert Notification.objects.unread().get() == row


def test_a_stranger_is_led_to_the_login(reader, editor):
    row = tell(editor)
    for path in (INBOX, OWN, follow(row)):
        assert reader.get(path)["Location"].startswith("/admin/login/")
    assert Notification.objects.unread().exists()


def test_reading_needs_a_post(editor, as_user):
    tell(editor)
    assert as_user(editor).get(reverse("admin:notifications_read"), {"all": "1"}).status_code == 405
    assert Notification.objects.unread().exists()


def test_the_unread_alone_and_page_by_page(editor, as_user):
    for number in range(31):
        tell(editor, article=make_article(headline=f"عنوان {number}"))
    client = as_user(editor)
    first = page_of(client.get(INBOX))
    assert len(first.all("li", class_="inbox__row")) == 30
    second = page_of(client.get(first.one("a", rel="next")["href"]))
    assert [row.one("a").words for row in second.all("li", class_="inbox__row")] == ["عنوان 0"]
    Notification.objects.exclude(pk=Notification.objects.latest("pk").pk).mark_read()
    unread = page_of(client.get(f"{INBOX}?unread=1"))
    assert [row.one("a").words for row in unread.all("li", class_="inbox__row")] == ["عنوان 30"]
    assert client.get(f"{INBOX}?page=9").status_code == 404


@pytest.mark.parametrize(("query", "words"), [("", "لا شيء بعد."), ("?unread=1", "قرأتَ كل شيء.")])
def test_an_empty_inbox_says_so(query, words, editor, as_user):
    assert words in page_of(as_user(editor).get(INBOX + query)).one("p", class_="inbox-empty").words


def test_what_is_about_something_deleted_leads_nowhere_worse_than_the_desk(editor, as_user):
    article = make_article(published=False)
    row = tell(editor, article=article)
    article.delete()
    client = as_user(editor)
    assert client.get(INBOX).status_code == 200
    assert client.get(follow(row), follow=True).status_code == 200


# mail


@pytest.fixture
def subscriber(editor):
    editor.email = "editor@news.example"
    editor.save()
    editor.choose_mail(["published", "mentioned"])
    return editor


def send(minutes=3):
    due.run(timezone.now() + timedelta(minutes=minutes))


def test_each_chooses_for_themselves_what_is_mailed(editor, chief, as_user):
    client = as_user(editor)
    form = page_of(client.get(OWN)).one("form", class_="own-settings")
    assert client.post(OWN, fields_of(form) | {"mailed_events": ["returned", "mentioned"]}).status_code == 303
    assert User.objects.get(pk=editor.pk).mailed_events == ["mentioned", "returned"]
    assert User.objects.get(pk=chief.pk).mailed_events == []
    assert client.post(OWN, {}).status_code == 303
    assert User.objects.get(pk=editor.pk).mailed_events == []


def test_an_event_that_is_none_of_ours_is_not_stored(editor, as_user):
    answer = as_user(editor).post(OWN, {"mailed_events": ["published", "everything"]})
    assert answer.status_code == 200
    assert page_of(answer).all("ul", class_="errorlist")
    assert User.objects.get(pk=editor.pk).mailed_events == []


def test_what_was_asked_for_is_mailed_in_the_language_of_the_account(subscriber, post_office):
    row = tell(subscriber, article=make_article("en", headline="Quiet water"))
    send(minutes=1)
    assert post_office == []
    send()
    send()
    (mail,) = post_office
    assert mail.to == ["editor@news.example"]
    assert mail.subject.startswith("نُشر: \u2068Quiet water\u2069")
    assert follow(row) in mail.body
    assert OWN in mail.body


def test_no_words_of_the_article_or_the_note_are_mailed(subscriber, post_office):
    article = make_article(headline="عنوان", body="<p>نص لا يُرسل.</p>", standfirst="مقدمة لا تُرسل")
    tell(subscriber, "mentioned", article=article, text="ملاحظة لا تُرسل")
    send()
    (mail,) = post_office
    assert not [word for word in ("لا يُرسل", "لا تُرسل") if word in mail.body + mail.subject]


def test_of_an_article_under_embargo_not_even_the_headline_is_mailed(subscriber, post_office):
    article = make_article(published=False, headline="كلمة السر", embargoed_until=timezone.now() + timedelta(days=1))
    tell(subscriber, "mentioned", article=article)
    send()
    (mail,) = post_office
    assert "كلمة السر" not in mail.subject + mail.body


def nothing_asked_for(person, row):
    person.choose_mail(["withdrawn"])


def read_meanwhile(person, row):
    Notification.objects.mark_read()


def account_closed(person, row):
    User.objects.update(is_active=False)


def right_lost(person, row):
    person.groups.clear()


def article_gone(person, row):

    Article.objects.all().delete()


@pytest.mark.parametrize("change", [nothing_asked_for, read_meanwhile, account_closed, right_lost, article_gone])
def test_what_has_changed_meanwhile_is_not_mailed(change, subscriber, post_office):
    row = tell(subscriber, article=make_article(published=False))
    change(subscriber, row)
    send()
    assert post_office == []
    assert not OutboxMessage.objects.filter(sent_at=None).exists()


def test_who_asked_for_nothing_or_has_no_address_gets_none(editor, subscriber, post_office):
    silent = make_user("silent", role="editor", languages=["ar"], email="silent@news.example")
    tell(silent)
    nowhere = make_user("nowhere", role="editor", languages=["ar"])
    nowhere.choose_mail(["published"])
    tell(nowhere)
    tell(subscriber, "withdrawn")
    assert not OutboxMessage.objects.exists()


def test_where_no_mail_is_set_up_nothing_waits_for_it_and_the_page_says_so(subscriber, as_user):
    tell(subscriber)
    assert not OutboxMessage.objects.exists()
    assert "خادم بريد" in page_of(as_user(subscriber).get(OWN)).one("p", class_="admin-note").words
