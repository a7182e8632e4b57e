"""Changing an article in the admin: the form stores the next revision, readers keep what they have."""

from datetime import timedelta

import pytest
from admin_forms import change, fields_of, send_article
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_author, make_image, make_topic

from articles import addresses
from articles.models import Article, Correction
from newsroom.models import AuditEntry
from newsroom.plain_text import isolated

pytestmark = pytest.mark.django_db


def test_an_editor_changes_a_draft(editor, as_user):
    article = make_article(published=False)
    answer = send_article(as_user(editor), article, headline="  عنوان \n آخر ", note="بعد اتصال الوزارة")
    assert answer.status_code == 302
    article.refresh_from_db()
    assert article.headline == "عنوان آخر"
    revision = article.revisions.order_by("-number").first()
    assert (revision.number, revision.author, revision.note, revision.minor) == (2, editor, "بعد اتصال الوزارة", False)


def test_readers_keep_the_earlier_version_until_it_is_published_and_the_form_says_so(editor, as_user):
    client, article = as_user(editor), make_article(headline="الأول")
    send_article(client, article, headline="الثاني")
    assert Article.objects.get(pk=article.pk).headline == "الأول"
    page = page_of(client.get(change(article)))
    assert page.one("input", name="headline")["value"] == "الثاني"
    assert page.all("p", class_="admin-note")
    send_article(client, article, _step="publish")
    assert Article.objects.get(pk=article.pk).headline == "الثاني"
    assert not page_of(client.get(change(article))).all("p", class_="admin-note")


def test_saving_the_untouched_form_changes_nothing_and_makes_no_revision(editor, as_user):
    authors = [make_author(), make_author(), make_author(), make_author()]
    topics = [make_topic(), make_topic()]
    article = make_article(
        kicker="مياه", body="<h2>ما الجديد</h2><p>نص.</p>", authors=authors, topics=topics, lead_image=make_image()
    )
    before = article.working_copy()
    send_article(as_user(editor), article)
    assert article.working_copy() == before
    assert article.revisions.count() == 1


def test_what_a_verb_refuses_comes_back_on_the_form_with_its_text(editor, as_user, monkeypatch):
    soon = timezone.now() + timedelta(minutes=1)
    taken = make_article(published=False, slug="الماء")
    article = make_article(published=False, slug="البحر")
    for row in (taken, article):
        row.publish(by=editor, at=soon)
    # The form has found the word free, and between its look and the save somebody takes it.
    monkeypatch.setattr(addresses, "proposed", lambda article, **words: (article, None))
    answer = send_article(as_user(editor), article, slug="الماء", headline="عنوان جديد")
    assert answer.status_code == 200
    page = page_of(answer)
    assert "الماء-2" in page.one("ul", class_="nonfield").words
    assert page.one("input", name="headline")["value"] == "عنوان جديد"
    article.refresh_from_db()
    assert (article.slug, article.revisions.count()) == ("البحر", 1)


def test_a_form_without_the_version_is_refused(editor, as_user):
    article = make_article(published=False, headline="الأول")
    answer = send_article(as_user(editor), article, version="", headline="الثاني")
    assert answer.status_code == 302
    assert answer["Location"].startswith(f"/admin/articles/article/{article.pk}/merge/")
    assert Article.objects.get(pk=article.pk).headline == "الأول"


@pytest.mark.parametrize("person", ["english_editor", "moderator", "photographer"])
def test_nobody_else_changes_it(person, request, editor, as_user):
    article = make_article(published=False, headline="الأول")
    form = fields_of(page_of(as_user(editor).get(change(article))).one("form", id="article_form"))
    client = as_user(request.getfixturevalue(person))
    for button in ({}, {"_step": "publish"}, {"_edition": "1"}):
        assert client.post(change(article), form | {"headline": "الثاني"} | button).status_code == 403
    article.refresh_from_db()
    assert (article.headline, article.is_public(), article.revisions.count()) == ("الأول", False, 1)


def test_a_writer_cannot_touch_what_readers_notice_at_once(writer, as_user):
    soon = timezone.now() + timedelta(days=1)
    article = make_article(embargoed_until=soon)
    yesterday = {"embargoed_until_0": "", "expires_at_0": "2020-01-01", "expires_at_1": "00:00", "comments_open": ""}
    answer = send_article(
        as_user(writer), article, **yesterday, breaking_until_0="2099-01-01", breaking_until_1="00:00"
    )
    assert answer.status_code == 302
    article.refresh_from_db()
    assert (article.embargoed_until, article.expires_at, article.breaking_until) == (soon, None, None)
    assert article.comments_open


def test_an_editor_closes_comments_and_sets_times_and_the_log_says_so(editor, as_user):
    article = make_article()
    fields = fields_of(page_of(as_user(editor).get(change(article))).one("form", id="article_form"))
    del fields["comments_open"]
    times = {"expires_at_0": "2099-05-01", "expires_at_1": "12:30:00"}
    assert as_user(editor).post(change(article), fields | times).status_code == 302
    article.refresh_from_db()
    assert not article.comments_open
    # Africa/Casablanca is an hour before UTC on that day.
    assert article.expires_at.isoformat() == "2099-05-01T11:30:00+00:00"
    entry = AuditEntry.objects.get(verb="control")
    assert (entry.user, entry.detail["comments_open"]) == (editor, False)
    shown = page_of(as_user(editor).get(change(article)))
    assert (shown.one("input", name="expires_at_0")["value"], shown.one("input", name="expires_at_1")["value"]) == (
        "2099-05-01",
        "12:30:00",
    )


def test_an_expiry_before_the_publication_is_refused_beside_its_field(editor, as_user):
    article = make_article()
    answer = send_article(as_user(editor), article, expires_at_0="2001-01-01", expires_at_1="00:00:00")
    assert answer.status_code == 200
    assert page_of(answer).one("div", class_="field-expires_at").all("ul", class_="errorlist")
    article.refresh_from_db()
    assert article.expires_at is None


def test_a_correction_is_added_under_a_published_article_only(editor, as_user):
    client, draft, article = as_user(editor), make_article(published=False), make_article()
    assert "corrections-TOTAL_FORMS" not in client.get(change(draft)).content.decode()
    form = {"corrections-TOTAL_FORMS": "1", "corrections-0-kind": "correction", "corrections-0-text": "كان الرقم خطأ."}
    form |= {"corrections-0-published_at_0": "2026-01-02", "corrections-0-published_at_1": "10:00:00"}
    assert send_article(client, article, **form).status_code == 302
    assert Correction.objects.get().text == "كان الرقم خطأ."


def test_an_article_with_what_the_editor_cannot_keep_is_a_plain_field_that_says_why(editor, as_user):
    body = '<p>قال <bdi dir="ltr">Reuters</bdi> ذلك.</p><table><caption>الأسعار</caption><tr><td>1</td></tr></table>'
    article = make_article(body=body)
    page = page_of(as_user(editor).get(change(article)))
    field = page.one("textarea", name="body")
    assert "data-django-prose-editor-configurable" not in field.attributes
    assert page.one("div", id="id_body_helptext").words
    send_article(as_user(editor), article)
    assert article.working_copy()["body"] == article.body


def test_a_body_that_the_editor_keeps_gets_the_editor(editor, as_user):
    field = page_of(as_user(editor).get(change(make_article()))).one("textarea", name="body")
    assert "data-django-prose-editor-configurable" in field.attributes


def test_the_lead_image_is_chosen_from_the_newest_without_a_script(editor, as_user):
    image, article = make_image(title="المرفأ"), make_article(published=False)
    options = page_of(as_user(editor).get(change(article))).one("select", name="lead_image").all("option")
    assert (str(image.pk), isolated("المرفأ")) in [(option.get("value"), option.words) for option in options]
    send_article(as_user(editor), article, lead_image=image.pk)
    page = page_of(as_user(editor).get(change(article)))
    assert page.one("img", class_="admin-thumbnail")["alt"] == "وصف الصورة"
