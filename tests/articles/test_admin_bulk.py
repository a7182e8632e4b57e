"""Steps of several articles at once, from their list."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from admin_forms import change, fields_of, said
from django.urls import reverse
from django.utils import timezone
from html_page import page_of
from makers import make_article

from articles.choices import Status
from articles.models import Article
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db
LIST = reverse("admin:articles_article_changelist")


def take(client, step, *articles, **typed):
    return client.post(LIST, {"action": f"{step}_selected", "_selected_action": [a.pk for a in articles], **typed})


def statuses(*articles):
    return [Article.objects.get(pk=article.pk).status for article in articles]


def offered(client):
    make_article()
    select = page_of(client.get(LIST)).all("select", name="action")
    return [option.get("value") for option in select[0].all("option")] if select else []


def test_each_is_offered_what_they_may(writer, editor, as_user):
    assert offered(as_user(writer)) == ["", "submit_selected"]
    assert offered(as_user(editor)) == [
        "", "submit_selected", "return_selected", "approve_selected", "publish_selected", "withdraw_selected",
    ]  # fmt: skip


def test_several_are_published_each_with_its_line_in_the_log(editor, as_user):
    articles, client = [make_article(published=False) for _ in range(3)], as_user(editor)
    answer = take(client, "publish", *articles)
    assert "3" in said(client, answer)
    assert statuses(*articles) == [Status.PUBLISHED] * 3
    assert AuditEntry.objects.filter(verb="publish", user=editor).count() == 3


@pytest.mark.parametrize(("number", "drawn"), [(2, 2), (11, 0)])
def test_who_publishes_many_does_not_wait_for_their_share_cards(
    editor, as_user, django_capture_on_commit_callbacks, number, drawn
):
    articles = [make_article(published=False) for _ in range(number)]
    with patch.object(Article, "keep_card") as drawing, django_capture_on_commit_callbacks(execute=True):
        take(as_user(editor), "publish", *articles)
    assert statuses(*articles) == [Status.PUBLISHED] * number
    assert drawing.call_count == drawn


def test_each_is_refused_with_its_own_reason_and_the_others_are_done(editor, as_user):
    fine, without, live = make_article(published=False), make_article(published=False, standfirst=""), make_article()
    client = as_user(editor)
    page = page_of(client.get(take(client, "publish", fine, without)["Location"]))
    links = [link.get("href") for link in page.one("ul", class_="messagelist").all("a")]
    assert links == [change(without), f"{change(without)}#id_standfirst"]
    assert statuses(fine, without) == [Status.PUBLISHED, Status.DRAFT]
    words = said(client, take(client, "submit", live, without))
    assert str(live) in words
    assert str(without) not in words
    assert statuses(live, without) == [Status.PUBLISHED, Status.IN_REVIEW]


def test_what_has_an_hour_keeps_it(editor, as_user):
    soon, article = timezone.now() + timedelta(days=1), make_article(published=False)
    article.publish(by=SYSTEM, at=soon)
    take(as_user(editor), "publish", article)
    assert Article.objects.get().published_at == soon


@pytest.mark.parametrize("step", ["publish", "approve", "withdraw"])
def test_an_editor_of_english_gets_a_403_for_arabic_and_nothing_changes(english_editor, as_user, step):
    articles = [make_article(published=step == "withdraw") for _ in range(2)]
    before = [(status, AuditEntry.objects.count()) for status in statuses(*articles)]
    assert take(as_user(english_editor), step, *articles, confirmed="1").status_code == 403
    assert [(status, AuditEntry.objects.count()) for status in statuses(*articles)] == before


def test_of_both_editions_only_their_own_is_done(english_editor, as_user):
    arabic, english = make_article(published=False), make_article("en", published=False)
    client = as_user(english_editor)
    assert str(arabic) in said(client, take(client, "publish", arabic, english))
    assert statuses(arabic, english) == [Status.DRAFT, Status.PUBLISHED]


def test_a_forged_action_of_a_writer_changes_nothing(writer, as_user):
    article = make_article(published=False)
    take(as_user(writer), "publish", article)
    assert statuses(article) == [Status.DRAFT]


def test_a_withdrawal_asks_for_its_reason_first(editor, as_user, reader):
    articles, client = [make_article(), make_article()], as_user(editor)
    asked = take(client, "withdraw", *articles)
    assert (asked.status_code, statuses(*articles)) == (200, [Status.PUBLISHED] * 2)
    page = page_of(asked)
    assert all(str(article) in page.one("ul", class_="admin-bulk__rows").words for article in articles)
    form = next(form for form in page.all("form") if form.all("textarea", name="reason"))
    # Written in whichever language the articles are.
    assert form.one("textarea", name="reason")["dir"] == "auto"
    client.post(LIST, fields_of(form) | {"reason": "كان الاسم خطأ."})
    assert statuses(*articles) == [Status.WITHDRAWN] * 2
    answer = reader.get(articles[0].get_absolute_url())
    assert answer.status_code == 410
    assert "كان الاسم خطأ." in answer.content.decode()


def test_a_return_carries_one_note_to_all(editor, as_user):
    articles = [make_article(published=False, status=Status.IN_REVIEW) for _ in range(2)]
    take(as_user(editor), "return", *articles, confirmed="1", return_note="ينقص المصدر")
    assert statuses(*articles) == [Status.DRAFT] * 2
    assert list(AuditEntry.objects.filter(verb="return").values_list("note", flat=True)) == ["ينقص المصدر"] * 2


def test_a_note_that_is_too_long_comes_back_with_its_words(editor, as_user):
    article = make_article(published=False, status=Status.IN_REVIEW)
    answer = take(as_user(editor), "return", article, confirmed="1", return_note="ك" * 1001)
    page = page_of(answer)
    assert page.all("ul", class_="errorlist")
    assert page.one("textarea", name="return_note").text.strip() == "ك" * 1001
    assert statuses(article) == [Status.IN_REVIEW]


def test_too_many_at_once_are_refused(editor, as_user, monkeypatch):
    monkeypatch.setattr("articles.admin.bulk.MOST", 2)
    articles, client = [make_article(published=False) for _ in range(3)], as_user(editor)
    assert said(client, take(client, "publish", *articles))
    assert statuses(*articles) == [Status.DRAFT] * 3
