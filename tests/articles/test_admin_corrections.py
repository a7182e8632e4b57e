"""Corrections under the form: what one page has not touched it does not undo on another."""

from datetime import timedelta

import pytest
from admin_forms import change, fields_of, send_article
from django.utils import timezone
from html_page import page_of
from makers import make_article

from articles.models import Correction
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def article():
    article = make_article()
    at = timezone.now() - timedelta(minutes=30)
    for text in ("كان الرقم خطأ.", "كان الاسم خطأ."):
        Correction.objects.create(article=article, text=text, published_at=at)
    return article


def texts():
    return list(Correction.objects.order_by("pk").values_list("text", flat=True))


def opened(client, article):
    return fields_of(page_of(client.get(change(article))).one("form", id="article_form"))


def test_what_another_has_corrected_meanwhile_stays(article, chief, editor, as_user):
    page = opened(as_user(editor), article)
    send_article(as_user(chief), article, **{"corrections-0-text": "الرقم ٥ لا ٦."})
    page |= {"corrections-1-text": ["اسمه علي."]}
    assert as_user(editor).post(change(article), page).status_code == 302
    assert texts() == ["الرقم ٥ لا ٦.", "اسمه علي."]
    lines = AuditEntry.objects.filter(verb="change_correction").order_by("pk").values_list("user", "note")
    assert list(lines) == [(chief.pk, "الرقم ٥ لا ٦."), (editor.pk, "اسمه علي.")]


@pytest.mark.parametrize(("language", "said"), [("ar", "غيّر شخص آخر هذا التصويب"), ("en", "Somebody else has changed")])
def test_of_two_who_change_one_the_second_is_told_beside_it_and_loses_nothing(
    language, said, article, chief, editor, as_user
):
    editor.interface_language = language
    editor.save()
    page = opened(as_user(editor), article)
    send_article(as_user(chief), article, **{"corrections-0-text": "الرقم ٥ لا ٦."})
    answer = as_user(editor).post(change(article), page | {"corrections-0-text": ["الرقم ٧."]})
    field = page_of(answer).one("div", id="corrections-0").one("div", class_="field-text")
    assert said in field.one("ul", class_="errorlist").words
    assert "الرقم ٥ لا ٦." in field.one("ul", class_="errorlist").words
    assert field.one("textarea", name="corrections-0-text").text.strip() == "الرقم ٧."
    assert texts()[0] == "الرقم ٥ لا ٦."


def test_an_untouched_form_changes_no_correction(article, editor, as_user):
    assert send_article(as_user(editor), article).status_code == 302
    assert texts() == ["كان الرقم خطأ.", "كان الاسم خطأ."]
    assert not AuditEntry.objects.filter(verb="change_correction").exists()


def test_a_correction_that_was_kept_and_not_saved_is_stored_when_the_form_is_sent_at_last(article, editor, as_user):
    client = as_user(editor)
    page = opened(client, article) | {"corrections-0-text": ["الرقم ٥ لا ٦."]}
    client.post(f"/admin/articles/article/{article.pk}/keep/", page)
    again = opened(client, article)
    assert again["corrections-0-text"] == ["الرقم ٥ لا ٦."]
    assert client.post(change(article), again).status_code == 302
    assert texts() == ["الرقم ٥ لا ٦.", "كان الاسم خطأ."]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("ar", "يراه القراء فور حفظه، قبل نشر سائر التعديلات."),
        ("en", "Readers see it as soon as it is saved, before other changes are published."),
    ],
)
def test_who_writes_one_is_told_that_it_waits_for_nobody(article, chief, as_user, language, said):
    type(chief).objects.filter(pk=chief.pk).update(interface_language=language)
    field = page_of(as_user(chief).get(change(article))).one("div", id="corrections-0").one("div", class_="field-text")
    assert said in field.words
