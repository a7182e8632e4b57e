"""A draft read by somebody without an account: who may show it, until when, and what that page must not give away."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_author, make_image, make_user

from articles.models import PreviewLink
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, WrongState

pytestmark = pytest.mark.django_db
ROBOT = "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)"


@pytest.fixture
def draft(db):
    return make_article(published=False, headline="الماء في المدينة", body="<p>نص لم يُنشر بعد.</p>")


def where(link):
    return link.get_absolute_url()


def test_whoever_has_the_link_reads_the_draft_as_readers_would(draft, editor, reader):
    author, image = make_author(name_ar="سعاد الكاتبة"), make_image()
    draft.revise(by=editor, authors=[author], lead_image=image, headline="عنوان أحدث")
    answer = reader.get(where(draft.preview(by=editor)))
    page = page_of(answer)
    assert answer.status_code == 200
    assert page.one("h1").words == "عنوان أحدث"
    assert "نص لم يُنشر بعد." in page.one("article").words
    assert "سعاد الكاتبة" in page.one("article").words
    assert page.one("article").one("img", class_="picture")["alt"] == "وصف الصورة"
    assert reader.get(page.one("img", class_="picture")["src"]).status_code == 200


@pytest.mark.parametrize(("language", "words"), [("ar", "مسودة غير منشورة"), ("en", "Draft: not published")])
def test_the_banner_says_what_it_is_and_until_when_in_the_language_of_the_article(language, words, chief, reader):
    link = make_article(language, published=False).preview(by=chief)
    answer = reader.get(where(link))
    page = page_of(answer)
    banner = page.one("div", class_="preview-banner")
    assert words in banner.words
    assert chief.username not in answer.content.decode()
    assert (
        banner.one("time")["datetime"]
        == timezone.localtime(link.expires_at.replace(microsecond=0), timezone.get_fixed_timezone(60)).isoformat()
    )
    assert (page.one("html")["lang"], answer.headers["Content-Language"]) == (language, language)


def test_a_named_version_stays_and_the_newest_follows(draft, editor, reader):
    first = draft.revisions.get()
    fixed, newest = draft.preview(by=editor, revision=first), draft.preview(by=editor)
    draft.revise(by=editor, headline="عنوان ثان")
    assert page_of(reader.get(where(fixed))).one("h1").words == "الماء في المدينة"
    assert page_of(reader.get(where(newest))).one("h1").words == "عنوان ثان"


def test_of_a_live_article_it_shows_the_changes_readers_do_not_have_and_stores_nothing(editor, reader):
    article = make_article(headline="المنشور")
    article.revise(by=editor, headline="المعدّل")
    link = article.preview(by=editor)
    assert page_of(reader.get(where(link))).one("h1").words == "المعدّل"
    assert page_of(reader.get(article.get_absolute_url())).one("h1").words == "المنشور"
    article.refresh_from_db()
    assert article.headline == "المنشور"


def test_nothing_on_the_way_keeps_it_and_no_engine_finds_it(draft, editor, reader):
    answer = reader.get(where(draft.preview(by=editor)))
    page = page_of(answer)
    headers = answer.headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in headers["X-Robots-Tag"]
    assert page.one("meta", name="robots")["content"].startswith("noindex")
    assert not answer.cookies
    assert not {"ETag", "Last-Modified", "Expires", "Link"} & set(headers)
    assert "default-src 'none'" in headers["Content-Security-Policy"]


def test_it_names_no_address_that_would_give_the_draft_a_life_of_its_own(draft, editor, reader):
    answer = reader.get(where(draft.preview(by=editor)))
    page, text = page_of(answer), answer.content.decode()
    assert not [link for link in page.all("link") if link.get("rel") in ("canonical", "alternate")]
    assert not [a for a in page.all("a") if a.get("hreflang")]
    assert "ld+json" not in text
    assert "og:title" not in text
    assert not page.all("copy-link")
    assert not page.all("a", href=re.compile("wa.me"))
    assert "article.published_time" not in text
    assert not page.all("section", id="comments")


@pytest.mark.parametrize("way", ["expired", "revoked", "withdrawn"])
def test_a_link_that_is_over_says_so_in_the_language_of_the_article_and_no_more(way, english_editor, reader):
    article = make_article("en", published=False, headline="Quiet water")
    link = article.preview(by=english_editor)
    if way == "revoked":
        link.revoke(by=english_editor)
    elif way == "withdrawn":
        article.publish(by=english_editor)
        article.withdraw(by=english_editor, reason="")
    else:
        PreviewLink.objects.update(expires_at=timezone.now())
    answer = reader.get(where(link))
    text = answer.content.decode()
    assert answer.status_code == 410
    assert "This link no longer works" in text
    assert page_of(answer).one("html")["lang"] == "en"
    assert "Quiet water" not in text
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_it_works_for_three_days_and_not_a_second_longer(draft, editor):
    before = timezone.now()
    link = draft.preview(by=editor)
    assert timedelta(hours=72) <= link.expires_at - before < timedelta(hours=72, minutes=1)
    assert link.is_open(link.expires_at - timedelta(seconds=1))
    assert not link.is_open(link.expires_at)


def forged(link):
    key, _dot, signature = link.token.rpartition(".")
    return [
        "wrong", "0", str(link.pk), key, f"{key}.", f"{key}.{signature[:-1]}", f"{key[:-1]}.{signature}",
        signing.Signer(sep=".").sign(key), signing.Signer(salt="comments.form", sep=".").sign(key), "x" * 3000,
    ]  # fmt: skip


def test_a_forged_or_altered_link_is_nothing_and_is_not_even_looked_for(draft, editor, reader):
    for token in forged(draft.preview(by=editor)):
        with CaptureQueriesContext(connection) as queries:
            answer = reader.get(f"/preview/{token}/")
        assert answer.status_code == 404, token
        assert not [query for query in queries.captured_queries if "previewlink" in query["sql"]], token
        assert answer.headers["Cache-Control"] == "private, no-store"


def test_each_reading_is_counted_but_no_robot_and_no_look_at_the_headers(draft, editor, reader):
    link = draft.preview(by=editor)
    reader.head(where(link))
    reader.get(where(link), HTTP_USER_AGENT=ROBOT)
    link.refresh_from_db()
    assert (link.opened, link.opened_at) == (0, None)
    reader.get(where(link))
    Client().get(where(link))
    link.refresh_from_db()
    assert link.opened == 2
    assert link.opened_at is not None


# who may


def test_who_may_change_the_article_makes_and_revokes_and_both_are_logged(draft, writer, editor):
    link = draft.preview(by=writer)
    link.revoke(by=editor)
    log = AuditEntry.objects.about(draft).filter(verb__contains="preview").order_by("pk")
    assert [(entry.verb, entry.user) for entry in log] == [("preview", writer), ("revoke_preview", editor)]
    assert all(entry.detail["link"] == link.pk for entry in log)


def test_who_may_not_change_it_shows_it_to_nobody(draft, english_editor, moderator, photographer, editor):
    link = draft.preview(by=editor)
    for person in (english_editor, moderator, photographer):
        with pytest.raises(NotPermitted):
            draft.preview(by=person)
        with pytest.raises(NotPermitted):
            link.revoke(by=person)
    assert PreviewLink.objects.open().get() == link
    assert AuditEntry.objects.about(draft).filter(verb__contains="preview").count() == 1


def test_what_is_over_is_revoked_once(draft, editor):
    link = draft.preview(by=editor)
    link.revoke(by=editor)
    with pytest.raises(WrongState):
        link.revoke(by=editor)
    assert AuditEntry.objects.filter(verb="revoke_preview").count() == 1


def test_a_version_of_another_article_is_not_shown_by_its_link(draft, editor):
    other = make_article(published=False)
    with pytest.raises(ValueError, match="another article"):
        draft.preview(by=editor, revision=other.revisions.get())
    assert not PreviewLink.objects.exists()


@pytest.mark.parametrize("hours", [0, -1, 7 * 24 + 1, 10**6])
def test_no_link_works_for_longer_than_a_week(hours, draft, editor):
    with pytest.raises(WrongState):
        draft.preview(by=editor, hours=hours)
    assert not PreviewLink.objects.exists()


# embargo


def test_under_embargo_only_who_may_override_it_shows_it_and_that_is_logged(editor, chief):
    article = make_article(published=False, embargoed_until=timezone.now() + timedelta(days=1))
    with pytest.raises(WrongState):
        article.preview(by=editor)
    assert not PreviewLink.objects.exists()
    article.preview(by=chief)
    assert AuditEntry.objects.about(article).get(verb="override_embargo").user == chief


def test_an_embargo_that_comes_later_closes_the_links_of_those_who_may_not_override_it(draft, editor, chief, reader):
    by_editor, by_chief = draft.preview(by=editor), draft.preview(by=chief)
    draft.embargoed_until = timezone.now() + timedelta(hours=2)
    draft.save()
    assert reader.get(where(by_editor)).status_code == 410
    assert reader.get(where(by_chief)).status_code == 200
    draft.embargoed_until = timezone.now()
    draft.save()
    assert reader.get(where(by_editor)).status_code == 200


def test_what_has_been_withdrawn_is_shown_by_a_link_again_once_it_is_restored(draft, editor, reader):
    link = draft.preview(by=editor)
    draft.publish(by=editor)
    draft.withdraw(by=editor, reason="")
    assert reader.get(where(link)).status_code == 410
    with pytest.raises(WrongState):
        draft.preview(by=editor)
    draft.restore(by=editor)
    assert reader.get(where(link)).status_code == 200


def test_links_fall_with_their_article(draft):
    link = draft.preview(by=SYSTEM)
    draft.delete()
    assert Client().get(where(link)).status_code == 404


def test_a_link_outlives_the_account_that_made_it(draft, reader):
    maker = make_user("leaving", role="editor", languages=["ar"])
    link = draft.preview(by=maker)
    maker.delete()
    assert reader.get(where(link)).status_code == 200


def test_no_answer_below_its_address_may_be_kept_by_anybody(draft, editor, reader):
    link = draft.preview(by=editor)
    over = draft.preview(by=editor)
    over.revoke(by=editor)
    ours = {"HTTP_SEC_FETCH_SITE": "same-origin"}
    answers = [
        (200, reader.get(where(link))),
        (200, reader.head(where(link))),
        (200, reader.get(where(link), HTTP_IF_NONE_MATCH="*", HTTP_RANGE="bytes=0-1")),
        (200, reader.get(f"{where(link)}?sent=1")),
        (405, reader.put(where(link))),
        (422, reader.post(where(link), {}, **ours)),
        (403, reader.post(where(link), {})),
        (303, reader.post(where(link), {"name": "س", "note": "نص"}, **ours)),
        (410, reader.get(where(over))),
        (404, reader.get("/preview/wrong/")),
        (301, reader.get(where(link).removesuffix("/"))),
        (404, reader.get("/preview/")),
        (400, reader.post(where(link), {"note": "ن" * settings.DATA_UPLOAD_MAX_MEMORY_SIZE}, **ours)),
    ]
    for expected, answer in answers:
        assert answer.status_code == expected
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert answer.headers["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert not {"ETag", "Last-Modified", "Expires", "Age", "Link", "Set-Cookie"} & set(answer.headers)
        assert not answer.cookies
