"""The panel that makes and takes back preview links, and the preview of staff themselves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_user

from articles.models import PreviewLink

pytestmark = pytest.mark.django_db
SCRIPT = {"HTTP_X_REQUESTED_WITH": "fetch"}


@pytest.fixture
def article(db):
    return make_article(published=False, headline="عنوان للمعاينة")


def form_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def links_of(article):
    return reverse("admin:articles_article_links", args=[article.pk])


def link_of(link, article=None):
    return reverse("admin:articles_article_link", args=[(article or link.article).pk, link.pk])


def own(article, query=""):
    return reverse("admin:articles_article_preview", args=[article.pk]) + query


def panel(client, article):
    return page_of(client.get(form_of(article))).one("section", id="previews")


def test_a_link_is_made_copied_counted_and_taken_back(article, editor, as_user, reader):
    client = as_user(editor)
    assert client.post(links_of(article), {"link-revision": "", "link-days": "7"}).status_code == 303
    link = PreviewLink.objects.get()
    assert (link.revision, link.made_by) == (None, editor)
    assert timedelta(days=6, hours=23) < link.expires_at - timezone.now() <= timedelta(days=7)
    row = panel(client, article).one("li", class_="preview-link")
    assert row.one("copy-link")["data-url"] == row.one("input", type="text")["value"] == link.address
    reader.get(link.get_absolute_url())
    row = panel(client, article).one("li", class_="preview-link")
    assert "فُتح مرة واحدة" in row.words
    assert row.one("time")["datetime"].endswith("+01:00")
    assert client.post(link_of(link)).status_code == 303
    assert reader.get(link.get_absolute_url()).status_code == 410
    assert not panel(client, article).all("li", class_="preview-link")


def test_a_version_is_shown_as_it_is_now(article, editor, as_user):
    revision = article.revisions.get()
    as_user(editor).post(links_of(article), {"link-revision": str(revision.pk), "link-days": "1"})
    assert PreviewLink.objects.get().revision == revision


def test_the_script_gets_the_panel_with_the_new_link(article, editor, as_user):
    answer = as_user(editor).post(links_of(article), {"link-revision": "", "link-days": "3"}, **SCRIPT)
    assert (answer.status_code, answer.headers["X-Panel"]) == (200, "1")
    assert page_of(answer).one("li", class_="preview-link--new")
    assert "<html" not in answer.content.decode()


@pytest.mark.parametrize(
    "sent",
    [
        {"link-revision": "", "link-days": "30"},
        {"link-revision": "", "link-days": "-1"},
        {"link-revision": "", "link-days": ""},
        {"link-revision": "999999", "link-days": "3"},
        {"link-revision": "x", "link-days": "3"},
        {},
    ],
)
def test_what_is_not_offered_makes_no_link_and_says_so(sent, article, editor, as_user):
    answer = as_user(editor).post(links_of(article), sent, **SCRIPT)
    assert answer.status_code == 422
    assert "اختر مما هو معروض." in answer.content.decode()
    assert not PreviewLink.objects.exists()


def test_a_version_of_another_article_makes_no_link(article, editor, as_user):
    other = make_article(published=False).revisions.get()
    as_user(editor).post(links_of(article), {"link-revision": str(other.pk), "link-days": "3"})
    assert not PreviewLink.objects.exists()


def test_who_may_not_change_the_article_sees_the_links_without_their_addresses(
    article, editor, english_editor, moderator, as_user
):
    link = article.preview(by=editor)
    for person in (english_editor, moderator):
        client = as_user(person)
        shown = panel(client, article)
        assert link.token not in client.get(form_of(article)).content.decode()
        assert not shown.all("form")
        assert client.post(links_of(article), {"link-revision": "", "link-days": "3"}).status_code == 403
        assert client.post(link_of(link)).status_code == 403
    assert PreviewLink.objects.open().get() == link


def test_under_embargo_the_address_is_given_to_those_alone_who_may_override_it(article, editor, chief, as_user):
    link = article.preview(by=chief)
    article.embargoed_until = timezone.now() + timedelta(hours=2)
    article.save()
    shown = panel(as_user(editor), article)
    assert link.token not in as_user(editor).get(form_of(article)).content.decode()
    assert not shown.all("copy-link")
    # Taking it back is no disclosure.
    assert shown.one("li", class_="preview-link").one("form")["action"] == link_of(link)
    assert panel(as_user(chief), article).one("copy-link")["data-url"] == link.address


def test_of_a_withdrawn_article_the_panel_says_that_its_links_are_closed(article, editor, as_user):
    article.preview(by=editor)
    article.publish(by=editor)
    article.withdraw(by=editor, reason="")
    assert "مغلق ما دام المقال مسحوباً" in panel(as_user(editor), article).words
    answer = as_user(editor).post(links_of(article), {"link-revision": "", "link-days": "3"}, **SCRIPT)
    assert answer.status_code == 422
    assert "استعده أولاً" in answer.content.decode()


def test_a_link_of_another_article_is_not_revoked_here(article, editor, as_user):
    other = make_article(published=False)
    link = other.preview(by=editor)
    assert as_user(editor).post(link_of(link, article)).status_code == 404
    assert link.is_open()


def test_a_link_that_was_over_says_so(article, editor, as_user):
    link = article.preview(by=editor)
    link.revoke(by=editor)
    answer = as_user(editor).post(link_of(link), **SCRIPT)
    assert answer.status_code == 422
    assert "لم يعد هذا الرابط يعمل." in answer.content.decode()


def test_under_embargo_the_reason_is_said(editor, as_user):
    article = make_article(published=False, embargoed_until=timezone.now() + timedelta(days=1))
    answer = as_user(editor).post(links_of(article), {"link-revision": "", "link-days": "3"}, **SCRIPT)
    assert answer.status_code == 422
    assert "Africa/Casablanca" in answer.content.decode()
    assert not PreviewLink.objects.exists()


# staff themselves


def test_staff_see_the_page_without_making_a_link(article, english_editor, editor, as_user):
    article.revise(by=editor, headline="عنوان ثان")
    client = as_user(english_editor)
    page = page_of(client.get(own(article)))
    assert page.one("h1").words == "عنوان ثان"
    assert page.one("html")["lang"] == "ar"
    assert not page.all("form", id="comment-form")
    assert form_of(article) in [link.get("href") for link in page.all("a")]
    assert page_of(client.get(own(article, "?revision=1"))).one("h1").words == "عنوان للمعاينة"
    assert not PreviewLink.objects.exists()


def test_staff_see_an_article_under_embargo_too(editor, as_user):
    article = make_article(published=False, embargoed_until=timezone.now() + timedelta(days=1))
    answer = as_user(editor).get(own(article))
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("query", ["?revision=2", "?revision=0", "?revision=x", "?revision=", "?revision=99999999999"])
def test_a_version_that_never_was_is_nothing(query, article, editor, as_user):
    assert as_user(editor).get(own(article, query)).status_code == 404


def test_nobody_else_sees_it(article, reader, as_user):
    assert reader.get(own(article)).status_code == 302
    assert as_user(make_user("stranger", languages=["ar"])).get(own(article)).status_code == 403
