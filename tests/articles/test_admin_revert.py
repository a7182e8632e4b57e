"""Taking an old revision up again: asked first, written as a new revision, never shown to readers by itself."""

import pytest
from admin_forms import change, fields_of, said
from django.test import Client
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_section, make_topic

from articles.models import Article, ArticleRevision
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, Stale

pytestmark = pytest.mark.django_db


def revert(article, number=1):
    return reverse("admin:articles_article_revert", args=[article.pk, number])


def form_of(client, article, number=1):
    return fields_of(page_of(client.get(revert(article, number))).one("form", id="revert_form"))


@pytest.fixture
def article(chief, editor):
    article = make_article(headline="الأول", body="<p>النص القديم.</p>", topics=[make_topic(), make_topic()])
    article.revise(by=editor, headline="الثاني", body="<p>النص الجديد.</p>", topics=[])
    article.publish(by=chief)
    return article


def test_it_shows_what_would_change_and_then_writes_it_as_a_new_revision(article, editor, as_user):
    client = as_user(editor)
    page = page_of(client.get(revert(article)))
    assert {"headline", "body", "topics"} == {
        part["data-field"] for part in page.all("section", class_="admin-diff__field")
    }
    assert "الثاني" in page.one("section", **{"data-field": "headline"}).one("del").words
    assert article.revisions.count() == 2
    answer = client.post(revert(article), form_of(client, article))
    assert answer["Location"] == f"{change(article)}?unsaved=0"
    assert "الثاني" in said(client, answer)
    newest = article.revisions.order_by("-number")[0]
    assert (newest.number, newest.author, newest.content) == (3, editor, article.revisions.get(number=1).content)
    assert "1" in newest.note


def test_readers_keep_what_they_have_until_it_is_published(article, editor, chief, as_user, reader):
    client = as_user(editor)
    client.post(revert(article), form_of(client, article))
    article.refresh_from_db()
    assert (article.headline, article.body) == ("الثاني", "<p>النص الجديد.</p>")
    assert "الثاني" in reader.get(article.get_absolute_url()).content.decode()
    article.publish(by=chief)
    assert "النص القديم" in reader.get(article.get_absolute_url()).content.decode()


def test_the_log_says_who_took_up_what(article, editor, as_user):
    client = as_user(editor)
    client.post(revert(article), form_of(client, article))
    line = AuditEntry.objects.about(article).get(verb="revert")
    assert (line.user, line.detail["revision"], line.detail["text_of"]) == (editor, 3, 1)


def test_it_is_only_asked_by_get_and_needs_the_token(article, editor, as_user):
    client = as_user(editor)
    client.get(revert(article), {"version": article.version})
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(revert(article), {"version": article.version}).status_code == 403
    assert article.revisions.count() == 2


@pytest.mark.parametrize("person", ["english_editor", "moderator", "photographer"])
def test_who_may_not_change_it_is_refused_and_not_invited(person, article, request, as_user):
    client = as_user(request.getfixturevalue(person))
    assert client.get(revert(article)).status_code == 403
    assert client.post(revert(article), {"version": article.version}).status_code == 403
    page = page_of(client.get(reverse("admin:articles_article_revision", args=[article.pk, 1])))
    assert revert(article) not in [link.get("href") for link in page.all("a")]
    assert article.revisions.count() == 2
    with pytest.raises(NotPermitted):
        article.revert_to(article.revisions.get(number=1), by=request.getfixturevalue(person))
    assert not AuditEntry.objects.filter(verb="revert").exists()


def test_who_may_is_invited_but_for_the_newest(article, writer, as_user):
    client = as_user(writer)
    for number, invited in ((1, True), (2, False)):
        page = page_of(client.get(reverse("admin:articles_article_revision", args=[article.pk, number])))
        assert (revert(article, number) in [link.get("href") for link in page.all("a")]) is invited


def test_what_was_changed_since_one_looked_is_not_written_over(article, editor, chief, as_user):
    client = as_user(editor)
    form = form_of(client, article)
    Article.objects.get(pk=article.pk).revise(by=chief, headline="الثالث")
    answer = client.post(revert(article), form)
    assert answer["Location"] == revert(article)
    assert said(client, answer)
    assert article.revisions.count() == 3


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "٣"])
def test_a_forged_version_changes_nothing(version, article, editor, as_user):
    assert as_user(editor).post(revert(article), {"version": version}).status_code == 302
    assert article.revisions.count() == 2


def test_a_revision_of_another_article_is_none_of_this(article, editor, as_user):
    other = make_article()
    for number in range(4):
        other.revise(by=editor, headline=f"عنوان {number}")
    client = as_user(editor)
    assert client.get(revert(article, 5)).status_code == 404
    assert client.post(revert(article, 5), {"version": article.version}).status_code == 404
    with pytest.raises(ValueError, match="another article"):
        article.revert_to(other.revisions.get(number=1), by=editor)
    assert article.revisions.count() == 2


def test_of_two_at_once_one_is_told(article, editor):
    first, second = (Article.objects.get(pk=article.pk) for _ in range(2))
    old = ArticleRevision.objects.get(article=article, number=1)
    first.revert_to(old, by=editor)
    with pytest.raises(Stale):
        second.revert_to(old, by=editor)
    assert AuditEntry.objects.filter(verb="revert").count() == 1


def test_what_no_longer_exists_is_said_and_left_out_when_published(editor, chief, as_user):
    topic = make_topic()
    article = make_article(headline="الأول", topics=[topic], section=make_section())
    article.revise(by=editor, headline="الثاني", topics=[])
    topic.delete()
    article.revert_to(article.revisions.get(number=1), by=editor)
    article.publish(by=chief)
    article.refresh_from_db()
    assert (article.headline, article.topics.count()) == ("الأول", 0)


def test_a_field_that_revisions_have_only_since_keeps_what_it_has(article, editor):
    old = article.revisions.get(number=1)
    content = {name: value for name, value in old.content.items() if name != "source"}
    ArticleRevision.objects.filter(pk=old.pk).update(content=content)
    article.revise(by=editor, source="وكالة")
    article.revert_to(article.revisions.get(number=1), by=editor)
    assert article.working_copy()["source"] == "وكالة"


def test_what_was_typed_before_and_not_saved_stands_beside_what_was_asked_for(article, editor, as_user):
    client = as_user(editor)
    typed = fields_of(page_of(client.get(change(article))).one("form", id="article_form")) | {"headline": ["لم يُحفظ"]}
    client.post(f"/admin/articles/article/{article.pk}/keep/", typed)
    answer = client.post(revert(article), form_of(client, article))
    page = page_of(client.get(answer["Location"]))
    assert page.one("input", name="headline")["value"] == "الأول"
    link = page.one("div", class_="kept-note").one("a")["href"]
    page = page_of(client.get(f"{change(article)}{link}"))
    assert page.one("input", name="headline")["value"] == "لم يُحفظ"
