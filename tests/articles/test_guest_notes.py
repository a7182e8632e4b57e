"""A note by somebody outside, on the page of a preview link."""

import pytest
from admin_forms import fields_of
from django.urls import reverse
from html_page import page_of
from makers import make_article

from articles.models import Note
from articles.views import preview
from newsroom import trap
from newsroom.models import AuditEntry, Notification

pytestmark = pytest.mark.django_db
OURS = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def link(editor):
    return make_article(published=False).preview(by=editor)


def send(client, link, headers=OURS, **typed):
    form = fields_of(page_of(client.get(link.get_absolute_url())).one("form", id="comment-form"))
    words = {"name": "سميرة", "note": "الرقم في الفقرة الثانية خطأ."}
    return client.post(link.get_absolute_url(), form | words | typed, **headers)


def test_a_note_reaches_the_newsroom_and_whoever_made_the_link_is_told(link, editor, reader):
    answer = send(reader, link)
    assert answer.status_code == 303
    thanks = reader.get(answer["Location"].partition("#")[0])
    assert "شكراً لك" in page_of(thanks).one("section", id="note").words
    note = Note.objects.get()
    assert (note.article, note.author, note.guest_name, note.text) == (
        link.article, None, "سميرة", "الرقم في الفقرة الثانية خطأ.",
    )  # fmt: skip
    told = Notification.objects.get(user=editor)
    assert (told.event, told.actor, told.subject_id) == ("guest_note", "سميرة", link.article.pk)
    assert AuditEntry.objects.about(link.article).get(verb="note").actor == "guest"


def test_nothing_is_kept_on_the_way_and_no_cookie_is_set(link, reader):
    answer = send(reader, link)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "اكتب اسمك."),
        ({"name": "\u200f\u2066"}, "اكتب اسمك."),
        ({"note": " \n"}, "اكتب ملاحظة."),
        ({"note": "م" * 2001}, "2001"),
        ({"name": "ن" * 61}, "61"),
    ],
)
def test_what_is_refused_comes_back_with_its_text_and_says_why(typed, words, link, reader):
    answer = send(reader, link, **typed)
    page = page_of(answer)
    assert answer.status_code == 422
    form = fields_of(page.one("form", id="comment-form"))
    expected = {"name": "سميرة", "note": "الرقم في الفقرة الثانية خطأ."} | typed
    assert form["note"] == [expected["note"]]
    assert words in page.one("section", id="note").words
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_SEC_FETCH_SITE": "cross-site"},
        {"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "null"},
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {},
    ],
)
def test_a_form_of_another_site_is_refused_with_the_text_kept(headers, link, reader):
    answer = send(reader, link, headers=headers)
    assert answer.status_code == 403
    assert "الرقم في الفقرة الثانية خطأ." in answer.content.decode()
    assert not Note.objects.exists()


def test_an_older_browser_that_gives_no_referrer_is_believed(link, reader):
    assert send(reader, link, headers={"HTTP_ORIGIN": "null"}).status_code == 303
    assert Note.objects.exists()


def test_a_program_that_fills_in_what_nobody_sees_is_thanked_and_not_heard(link, reader):
    assert send(reader, link, **{trap.name(): "https://buy.example"}).status_code == 303
    assert not Note.objects.exists()


def test_too_many_notes_are_refused_for_a_while_with_the_text_kept(link, reader, monkeypatch, counted_in):
    monkeypatch.setattr(preview, "MOST_BY_CLIENT", 2)
    assert [send(reader, link).status_code for _ in range(3)] == [303, 303, 429]
    answer = send(reader, link, note="ملاحظة رابعة")
    assert int(answer.headers["Retry-After"]) > 0
    assert "ملاحظة رابعة" in answer.content.decode()
    assert Note.objects.count() == 2


def test_a_link_that_ended_while_somebody_wrote_gives_the_text_back(link, editor, reader):
    form = fields_of(page_of(reader.get(link.get_absolute_url())).one("form", id="comment-form"))
    link.revoke(by=editor)
    answer = reader.post(link.get_absolute_url(), form | {"name": "س", "note": "كتبت هذا طويلاً"}, **OURS)
    assert answer.status_code == 410
    assert "كتبت هذا طويلاً" in answer.content.decode()
    assert not Note.objects.exists()


def test_a_link_nobody_made_takes_no_note(reader):
    assert reader.post("/preview/wrong/", {"name": "س", "note": "نص"}, **OURS).status_code == 404
    assert not Note.objects.exists()


def test_markup_in_a_note_is_text(link, reader, editor, as_user):
    send(reader, link, name="<b>سميرة</b>", note="<script>alert(1)</script>\nسطر ثان")
    page = page_of(as_user(editor).get(reverse("admin:articles_article_notes", args=[link.article.pk])))
    note = page.one("li", class_="note--guest")
    assert "<script>alert(1)</script>" in note.words
    assert "<b>سميرة</b>" in note.words
    assert not note.all("b")
