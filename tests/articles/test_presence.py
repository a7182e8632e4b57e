"""Who else has the form of an article open is told, for half a minute after their last sign of life."""

from datetime import timedelta

import pytest
from admin_forms import change
from html_page import page_of
from makers import make_article, make_user

from articles.models import Presence

pytestmark = pytest.mark.django_db


def banner(client, article):
    return page_of(client.get(change(article))).one("div", class_="admin-presence").words


def test_the_second_at_an_article_sees_the_first(editor, chief, as_user):
    article = make_article(published=False)
    editor.first_name, editor.last_name = "سلمى", "بناني"
    editor.save()
    assert banner(as_user(editor), article) == ""
    assert "سلمى بناني" in banner(as_user(chief), article)
    # And the first at her next sign of life, not herself.
    told = as_user(editor).post(f"/admin/articles/article/{article.pk}/keep/", {"here": "1"}).json()["presence"]
    assert "<bdi>chief</bdi>" in told
    assert "سلمى" not in told


def test_names_are_text(chief, as_user):
    mallory = make_user("mallory", role="editor", languages=["ar"], first_name="<b>م</b>")
    article = make_article(published=False)
    as_user(mallory).get(change(article))
    assert "<bdi>&lt;b&gt;م&lt;/b&gt;</bdi>" in as_user(chief).get(change(article)).content.decode()


def test_after_half_a_minute_nobody_is_there_and_the_row_is_gone(editor, chief, as_user):
    article = make_article(published=False)
    as_user(editor).get(change(article))
    Presence.objects.update(seen_at=Presence.objects.get().seen_at - timedelta(seconds=30))
    assert banner(as_user(chief), article) == ""
    as_user(chief).post(f"/admin/articles/article/{article.pk}/keep/", {"here": "1"})
    assert Presence.objects.get().user == chief


def test_since_is_when_the_form_was_opened(editor, chief, as_user):
    article = make_article(published=False)
    as_user(editor).get(change(article))
    Presence.objects.update(since=Presence.objects.get().since - timedelta(hours=1))
    since = Presence.objects.get().since
    as_user(editor).post(f"/admin/articles/article/{article.pk}/keep/", {"here": "1"})
    assert Presence.objects.get().since == since


def test_a_newer_version_is_told_to_who_has_an_older_one_open(editor, chief, as_user):
    article = make_article(published=False)
    article.revise(by=chief, headline="أحدث")
    keep = f"/admin/articles/article/{article.pk}/keep/"
    assert "chief" in as_user(editor).post(keep, {"here": "1", "version": "1"}).json()["presence"]
    current = as_user(editor).post(keep, {"here": "1", "version": str(article.version)}).json()["presence"]
    assert current.strip() == ""


def test_who_only_reads_is_not_at_work_on_it(english_editor, editor, as_user):
    article = make_article(published=False)
    assert as_user(english_editor).get(change(article)).status_code == 200
    assert not Presence.objects.exists()
    assert banner(as_user(editor), article) == ""
