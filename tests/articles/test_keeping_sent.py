"""A form that is sent twice, after a conflict, or by somebody else than opened it."""

import json

import pytest
from admin_forms import add_article, change, fields_of, send_article
from django.test import Client
from html_page import page_of
from makers import make_article, make_section, make_user
from sent_back import said_in

from articles.models import Article, Story, Unsaved
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db


def form_of(client, path):
    return fields_of(page_of(client.get(path)).one("form", id="article_form"))


def kept_at(article):
    return f"/admin/articles/article/{article.pk}/keep/"


@pytest.fixture
def article(db):
    return make_article(published=False, headline="العنوان")


def test_a_new_article_sent_twice_is_one(editor, as_user):
    client = as_user(editor)
    form = form_of(client, add_article("ar")) | {"headline": "واحد", "section": make_section().pk}
    first, second = client.post(add_article("ar"), form), client.post(add_article("ar"), form)
    assert first.status_code == 302
    article = Article.objects.get()
    assert Story.objects.count() == 1
    assert second["Location"] == change(article)
    assert not Unsaved.objects.filter(sent="").exists()


def test_a_step_asked_for_twice_is_taken_once_and_leads_to_the_form(editor, as_user, article):
    client = as_user(editor)
    form = form_of(client, change(article)) | {"headline": "جديد", "_step": "publish"}
    first, second = client.post(change(article), form), client.post(change(article), form)
    assert (first["Location"], second["Location"]) == (change(article), change(article))
    assert AuditEntry.objects.about(article).filter(verb="publish").count() == 1
    assert not Unsaved.objects.filter(sent="").exists()
    assert Article.objects.get().headline == "جديد"


def test_what_is_kept_late_of_a_saved_form_is_not_unsaved(editor, as_user, article):
    client = as_user(editor)
    form = form_of(client, change(article)) | {"headline": "جديد"}
    client.post(change(article), form | {"_step": "publish"})
    assert client.post(kept_at(article), form).status_code == 200
    assert not Unsaved.objects.filter(sent="").exists()


def test_going_back_to_a_sent_form_and_changing_it_loses_nothing(editor, as_user):
    client, section = as_user(editor), make_section()
    form = form_of(client, add_article("ar")) | {"headline": "واحد", "section": section.pk}
    client.post(add_article("ar"), form)
    article = Article.objects.get()
    answer = client.post(add_article("ar"), form | {"headline": "واحد وتصحيح"})
    assert answer["Location"].startswith(f"/admin/articles/article/{article.pk}/merge/")
    merge = fields_of(page_of(client.get(answer["Location"])).one("form", id="merge-form"))
    assert client.post(answer["Location"], merge).status_code == 302
    assert Article.objects.get().working_copy()["headline"] == "واحد وتصحيح"


def test_after_ctrl_s_the_next_save_is_another(editor, as_user, article):
    client, by_script = as_user(editor), {"X-By-Script": "save"}
    form = form_of(client, change(article)) | {"headline": "أول"}
    for headline in ("أول", "ثان", "أول"):
        answer = client.post(change(article), form | {"headline": headline}, headers=by_script)
        form |= {name: str(value) for name, value in json.loads(answer.content)["fields"].items() if value != ""}
        del form["minor"]
        assert Article.objects.get().working_copy()["headline"] == headline


def test_a_step_pressed_before_a_conflict_is_said_and_can_be_taken(editor, chief, as_user, article):
    first, second = as_user(editor), as_user(chief)
    form = form_of(second, change(article)) | {"headline": "عنوان الرئيسة", "_step": "publish"}
    send_article(first, article, standfirst="مقدمة المحرر")
    answer = second.post(change(article), form)
    page = page_of(second.get(answer["Location"]))
    (button,) = page.all("button", name="_step")
    assert button["value"] == "publish"
    assert Article.objects.get().status == "draft"
    done = second.post(answer["Location"], fields_of(page.one("form", id="merge-form")) | {"_step": "publish"})
    assert done["Location"] == change(article)
    article.refresh_from_db()
    assert article.is_public()
    assert (article.headline, article.standfirst) == ("عنوان الرئيسة", "مقدمة المحرر")


def test_without_pressing_it_again_nothing_but_the_text_is_stored(editor, chief, as_user, article):
    first, second = as_user(editor), as_user(chief)
    form = form_of(second, change(article)) | {"headline": "عنوان الرئيسة", "_step": "publish"}
    send_article(first, article, standfirst="مقدمة المحرر")
    answer = second.post(change(article), form)
    second.post(answer["Location"], fields_of(page_of(second.get(answer["Location"])).one("form", id="merge-form")))
    article.refresh_from_db()
    assert (article.headline, article.status) == ("عنوان الرئيسة", "draft")


def test_a_step_that_is_no_longer_open_is_said_without_a_button(editor, chief, as_user, article):
    form = form_of(as_user(chief), change(article)) | {"headline": "عنوان الرئيسة", "_step": "submit"}
    article.submit(by=editor)
    answer = as_user(chief).post(change(article), form)
    page = page_of(as_user(chief).get(answer["Location"]))
    assert not page.all("button", name="_step")
    assert said_in("ar", "Submit for review") in page.one("form", id="merge-form").words


def test_a_form_is_sent_by_who_opened_it(editor, writer, article):
    browser = Client()
    browser.force_login(writer)
    form = form_of(browser, change(article)) | {"headline": "كتبه الكاتب"}
    browser.force_login(editor)
    kept = browser.post(kept_at(article), form)
    assert kept.status_code == 409
    assert "writer" in kept.json()["said"]
    assert browser.post(kept_at(article), {"here": "1", "opened_by": writer.pk}).status_code == 409
    by_script = browser.post(change(article), form, headers={"X-By-Script": "save"})
    assert (by_script.status_code, "writer" in by_script.json()["said"]) == (409, True)
    assert not Unsaved.objects.exists()
    assert Article.objects.get().headline == "العنوان"
    # Saved, it waits in the login form until its writer is here again.
    page = page_of(browser.post(change(article), form))
    assert Article.objects.get().revisions.count() == 1
    login = fields_of(page.one("form", id="login-form")) | {"kept": page.one("input", name="kept")["value"]}
    answer = browser.post("/admin/login/", login | {"username": "writer", "password": "a long password"})
    again = next(form for form in page_of(answer).all("form") if form["action"] == change(article))
    assert browser.post(change(article), fields_of(again)).status_code == 302
    newest = Article.objects.get().revisions.order_by("-number").first()
    assert (newest.author, newest.content["headline"]) == (writer, "كتبه الكاتب")


def test_an_account_that_is_gone_keeps_nobody_from_saving(editor, as_user, article):
    gone = make_user("gone", role="editor", languages=["ar"])
    form = form_of(as_user(editor), change(article)) | {"headline": "جديد", "opened_by": str(gone.pk)}
    gone.delete()
    assert as_user(editor).post(change(article), form).status_code == 302
    assert Article.objects.get().headline == "جديد"
