"""Who else has the form of an article open is told, for half a minute after their last sign of life."""

from datetime import timedelta

import pytest
from admin_forms import change
from html_page import page_of
from makers import make_article, make_user

from articles.models import Article, Presence, Unsaved
from newsroom.models import AuditEntry

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


def told(client, article, **typed):
    return client.post(f"/admin/articles/article/{article.pk}/keep/", {"here": "1"} | typed).json()["presence"]


def take_over(client, article, **headers):
    return client.post(f"/admin/articles/article/{article.pk}/take-over/", headers=headers)


def log_of(article):
    return list(AuditEntry.objects.about(article).filter(verb="take_over").values_list("user__username", flat=True))


def test_taken_over_one_is_told_at_the_next_sign_of_life_and_nothing_typed_is_lost(editor, chief, as_user):
    article = make_article(published=False, headline="المحفوظ")
    first, second = as_user(editor), as_user(chief)
    first.get(change(article))
    assert page_of(second.get(change(article))).one("button", form="take-over")
    assert take_over(second, article)["Location"] == change(article)
    assert log_of(article) == ["chief"]
    # What is typed goes on being kept, for its writer alone.
    kept = first.post(f"/admin/articles/article/{article.pk}/keep/", {"headline": "المكتوب"}).json()["presence"]
    assert "<bdi>chief</bdi>" in kept
    assert "admin-note--warning" in kept
    assert 'form="take-over"' in kept
    assert Unsaved.objects.get().user == editor
    assert "المكتوب" not in second.get(change(article)).content.decode()
    assert Article.objects.get().headline == "المحفوظ"


def test_who_took_over_is_told_whose_place_it_is_and_asks_no_second_time(editor, chief, as_user):
    article = make_article(published=False)
    as_user(editor).get(change(article))
    as_user(chief).get(change(article))
    banner = take_over(as_user(chief), article, **{"X-By-Script": "keep"}).json()["presence"]
    assert "<bdi>editor</bdi>" in banner
    assert "take-over" not in banner
    take_over(as_user(chief), article)
    assert log_of(article) == ["chief"]


def test_it_is_taken_back(editor, chief, as_user):
    article = make_article(published=False)
    first, second = as_user(editor), as_user(chief)
    first.get(change(article))
    second.get(change(article))
    take_over(second, article)
    take_over(first, article)
    assert log_of(article) == ["editor", "chief"]
    assert "<bdi>editor</bdi>" in told(second, article)
    assert "admin-note--warning" in told(second, article)
    assert "admin-note--warning" not in told(first, article)


def test_whoever_was_away_is_told_on_coming_back_and_not_of_a_form_opened_later(editor, chief, as_user):
    article = make_article(published=False)
    first, second = as_user(editor), as_user(chief)
    first.get(change(article))
    second.get(change(article))
    take_over(second, article)
    Presence.objects.update(seen_at=Presence.objects.first().seen_at - timedelta(minutes=20))
    told(second, article)
    assert "admin-note--warning" in told(first, article)
    assert "admin-note--warning" not in banner_html(first, article)
    assert "admin-note--warning" not in told(first, article)


def banner_html(client, article):
    return client.get(change(article)).content.decode().split("admin-presence")[1]


def test_who_may_not_write_takes_nothing_over(editor, english_editor, moderator, as_user, reader):
    article = make_article(published=False)
    as_user(editor).get(change(article))
    for person in (english_editor, moderator):
        assert take_over(as_user(person), article).status_code == 403
    assert take_over(reader, article).status_code == 403
    assert as_user(editor).get(f"/admin/articles/article/{article.pk}/take-over/").status_code == 405
    assert log_of(article) == []


def test_where_nobody_is_there_is_nothing_to_take_over(editor, as_user):
    article = make_article(published=False)
    client = as_user(editor)
    assert not page_of(client.get(change(article))).all("button", form="take-over")
    take_over(client, article)
    assert log_of(article) == []
