"""What is typed into an article's form is kept while it is typed, for its writer alone, and shown again."""

import json
from datetime import timedelta

import pytest
from admin_forms import add_article, change, fields_of, send_article
from django.test import Client
from html_page import page_of
from makers import make_article, make_author, make_section, make_topic, make_user

from articles.models import Article, Unsaved
from newsroom.models import AuditEntry

pytestmark = pytest.mark.django_db
NEW = "/admin/articles/article/keep/"


def kept_at(article):
    return f"/admin/articles/article/{article.pk}/keep/"


def form_of(client, path):
    return fields_of(page_of(client.get(path)).one("form", id="article_form"))


def keep(client, article, **typed):
    """Open the form, type, and let the page keep it as it does every few seconds."""
    return client.post(kept_at(article), form_of(client, change(article)) | typed)


def unsaved():
    return Unsaved.objects.filter(sent="")


def discard_form(page):
    return page.one("div", class_="kept-note").one("form")


def test_what_was_typed_is_shown_when_the_form_is_opened_again(editor, as_user):
    article = make_article(published=False, headline="المحفوظ")
    before = (article.version, article.revisions.count(), AuditEntry.objects.count(), Article.objects.get().changed_at)
    answer = keep(as_user(editor), article, headline="المكتوب", body="<p>لم يُحفظ بعد.</p>")
    assert answer.status_code == 200
    assert "said" in answer.json()
    article.refresh_from_db()
    after = (article.version, article.revisions.count(), AuditEntry.objects.count(), article.changed_at)
    assert (after, article.headline) == (before, "المحفوظ")
    # In another browser.
    page = page_of(as_user(editor).get(change(article)))
    assert page.one("input", name="headline")["value"] == "المكتوب"
    assert page.one("textarea", name="body").text.strip() == "<p>لم يُحفظ بعد.</p>"
    assert "admin-note--warning" not in page.one("div", class_="kept-note")["class"]


def test_everything_typed_is_there_right_or_wrong(editor, as_user):
    authors, topics = [make_author() for _ in range(4)], [make_topic(), make_topic()]
    article, section = make_article(authors=authors[:3]), make_section()
    typed = {"section": section.pk, "kind": "opinion", "topics": [topics[1].pk], "byline_1": authors[3].pk}
    typed |= {"embargoed_until_0": "غدا", "embargoed_until_1": "12:77", "headline": "ط" * 500, "comments_open": ""}
    typed |= {"corrections-TOTAL_FORMS": "1", "corrections-0-id": "", "corrections-0-text": "كان الرقم خطأ."}
    client = as_user(editor)
    form = form_of(client, change(article)) | typed
    del form["comments_open"]
    client.post(kept_at(article), form)
    again = form_of(client, change(article))
    assert (again["section"], again["kind"], again["topics"]) == ([str(section.pk)], ["opinion"], [str(topics[1].pk)])
    assert [again[f"byline_{n}"][0] for n in range(1, 5)] == [
        str(authors[3].pk),
        *(str(a.pk) for a in authors[1:3]),
        "",
    ]
    assert (again["embargoed_until_0"], again["embargoed_until_1"]) == (["غدا"], ["12:77"])
    assert again["headline"] == ["ط" * 500]
    assert "comments_open" not in again
    assert again["corrections-0-text"] == ["كان الرقم خطأ."]


def test_a_second_keeping_takes_the_place_of_the_first(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    form = form_of(client, change(article))
    client.post(kept_at(article), form | {"headline": "أول"})
    client.post(kept_at(article), form | {"headline": "ثان"})
    assert Unsaved.objects.count() == 1
    assert form_of(client, change(article))["headline"] == ["ثان"]


def test_nobody_else_sees_it(editor, chief, as_user):
    article = make_article(published=False, headline="المحفوظ")
    keep(as_user(editor), article, headline="المكتوب")
    answer = as_user(chief).get(change(article))
    assert "المكتوب" not in answer.content.decode()
    keep(as_user(chief), article, headline="مكتوب الرئيسة")
    assert form_of(as_user(editor), change(article))["headline"] == ["المكتوب"]


def test_a_save_forgets_it(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    keep(client, article, headline="المكتوب")
    assert send_article(client, article).status_code == 302
    article.refresh_from_db()
    assert article.headline == "المكتوب"
    assert not unsaved()
    assert not page_of(client.get(change(article))).all("div", class_="kept-note")


def test_a_step_forgets_it_as_well(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    keep(client, article, headline="المكتوب")
    send_article(client, article, _step="submit")
    assert Article.objects.get().headline == "المكتوب"
    assert not unsaved()


def test_a_refused_form_is_kept(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    assert send_article(client, article, headline="", standfirst="مقدمة طويلة").status_code == 200
    assert form_of(client, change(article))["standfirst"] == ["مقدمة طويلة"]


def test_it_is_discarded_for_what_is_saved(editor, as_user):
    client, article = as_user(editor), make_article(published=False, headline="المحفوظ")
    keep(client, article, headline="المكتوب")
    form = discard_form(page_of(client.get(change(article))))
    assert client.get(form["action"]).status_code == 405
    answer = client.post(form["action"], fields_of(form))
    assert (answer.status_code, answer["Location"]) == (302, change(article))
    assert form_of(client, change(article))["headline"] == ["المحفوظ"]


def test_one_discards_only_what_is_ones_own(editor, chief, as_user):
    article = make_article(published=False)
    keep(as_user(editor), article, headline="المكتوب")
    as_user(chief).post(f"/admin/articles/article/{article.pk}/discard/")
    assert Unsaved.objects.get().user == editor


def test_a_new_article_is_kept_by_language(chief, as_user):
    client = as_user(chief)
    for language, headline in (("ar", "بداية"), ("en", "A beginning")):
        client.post(NEW, form_of(client, add_article(language)) | {"headline": headline})
    assert form_of(client, add_article("ar"))["headline"] == ["بداية"]
    assert form_of(client, add_article("en"))["headline"] == ["A beginning"]
    assert not Article.objects.exists()
    section = make_section()
    form = form_of(client, add_article("ar")) | {"section": section.pk}
    assert client.post(add_article("ar"), form).status_code == 302
    assert Article.objects.get().headline == "بداية"
    assert form_of(client, add_article("ar"))["headline"] == [""]
    page = page_of(client.get(add_article("en")))
    form = discard_form(page)
    assert client.post(form["action"], fields_of(form))["Location"] == add_article("en")
    assert not unsaved()


def test_who_may_not_write_keeps_nothing(writer, english_editor, moderator, photographer, as_user, reader):
    article = make_article(published=False)
    for person in (english_editor, moderator, photographer):
        assert as_user(person).post(kept_at(article), {"headline": "x"}).status_code == 403
        assert as_user(person).post(kept_at(article), {"here": "1"}).status_code == 403
        assert as_user(person).post(NEW, {"language": "ar", "headline": "x"}).status_code == 403
    assert as_user(make_user("nobody")).post(kept_at(article), {"headline": "x"}).status_code == 403
    assert reader.post(kept_at(article), {"headline": "x"}).status_code == 403
    assert not Unsaved.objects.exists()
    assert as_user(writer).post(kept_at(article), {"headline": "x"}).status_code == 200


def test_it_wants_a_post_a_token_and_an_article(editor, as_user):
    article = make_article(published=False)
    assert as_user(editor).get(kept_at(article)).status_code == 405
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(editor)
    assert strict.post(kept_at(article), {"headline": "x"}).status_code == 403
    assert as_user(editor).post("/admin/articles/article/99999/keep/", {"headline": "x"}).status_code == 404
    assert not Unsaved.objects.exists()


def test_two_megabytes_from_word_are_kept_and_shown_and_more_is_said_to_be_too_much(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    text = "<p>" + "كلمات من وورد " * 80_000 + "</p>"
    assert 1_900_000 < len(text.encode()) < 2_100_000
    assert keep(client, article, body=text).status_code == 200
    assert form_of(client, change(article))["body"][0].strip() == text
    answer = keep(client, article, body=text * 2)
    assert answer.status_code in (400, 413)
    answer = client.post(kept_at(article), {"body": "x" * 3_300_000})
    assert answer.status_code == 413
    assert answer.json()["said"]
    assert form_of(client, change(article))["body"][0].strip() == text


def test_what_no_database_takes_is_no_error(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    assert keep(client, article, headline="أ\0ب", version="-1", based_on="x").status_code == 200
    assert client.get(change(article)).status_code == 200
    assert keep(client, article, version="9" * 40).status_code == 200
    assert client.get(change(article)).status_code == 200


def test_ctrl_s_answers_with_what_the_page_needs_to_go_on(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    by_script = {"X-By-Script": "save"}
    for headline in ("أول", "ثان"):
        form = form_of(client, change(article)) | {"headline": headline, "note": "ملاحظة"}
        answer = client.post(change(article), form, headers=by_script)
        assert answer.status_code == 200
    article.refresh_from_db()
    assert (article.headline, article.revisions.count()) == ("ثان", 3)
    fields = json.loads(answer.content)["fields"]
    assert (fields["version"], fields["based_on"], fields["note"]) == (article.version, 3, "")
    answer = client.post(change(article), form | {"headline": ""} | fields, headers=by_script)
    assert page_of(answer).one("div", class_="field-headline").all("ul", class_="errorlist")
    answer = client.post(change(article), form | {"headline": "ثالث"}, headers=by_script)
    assert answer.status_code == 409
    assert answer.json()["conflict"].startswith(f"/admin/articles/article/{article.pk}/merge/?window=")


def test_the_kept_text_of_an_article_that_was_saved_since_says_so(editor, chief, as_user):
    article = make_article(published=False)
    keep(as_user(editor), article, headline="المكتوب")
    Unsaved.objects.update(saved_at=article.changed_at - timedelta(hours=1))
    send_article(as_user(chief), article, headline="المحفوظ")
    page = page_of(as_user(editor).get(change(article)))
    assert page.one("input", name="headline")["value"] == "المكتوب"
    assert "admin-note--warning" in page.one("div", class_="kept-note")["class"]
    answer = send_article(as_user(editor), article)
    assert answer["Location"].startswith(f"/admin/articles/article/{article.pk}/merge/?window=")
