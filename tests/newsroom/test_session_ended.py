"""A form sent after the session has ended: nobody loses a sentence."""

import base64
import zlib
from urllib.parse import urlencode

import pytest
from admin_forms import change, fields_of
from django.contrib.sessions.models import Session
from django.test import Client
from html_page import page_of
from makers import make_article, make_user

from articles.models import Article
from newsroom import session_ended

pytestmark = pytest.mark.django_db
TEXT = 'نص طويل «بين قوسين» & <b>رمز</b> "مقتبس"\nوسطر'


def late(client, article, **typed):
    """Open the form, let the session end, and send it."""
    form = fields_of(page_of(client.get(change(article))).one("form", id="article_form"))
    Session.objects.all().delete()
    return client.post(change(article), form | typed)


def log_in(client, answer, username, password="a long password"):
    form = page_of(answer).one("form", id="login-form")
    outside = fields_of(page_of(answer))
    fields = fields_of(form) | {"kept": outside["kept"], "username": username, "password": password}
    return client.post(form["action"], fields)


def test_what_was_typed_comes_through_the_login(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    answer = late(client, article, headline="عنوان جديد", standfirst=TEXT, _step="publish")
    assert answer.status_code == 403
    assert Article.objects.get().headline != "عنوان جديد"
    # A mistake in the password costs nothing.
    answer = log_in(client, answer, "editor", "wrong")
    assert answer.status_code == 200
    answer = log_in(client, answer, "editor")
    assert answer.status_code == 200
    form = next(form for form in page_of(answer).all("form") if form["action"] == change(article))
    assert client.post(form["action"], fields_of(form)).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.standfirst, article.is_public()) == ("عنوان جديد", TEXT, True)


def test_two_megabytes_of_arabic_come_through_as_a_browser_sends_them(editor, as_user):
    client, article = as_user(editor), make_article(published=False)
    body = "<p>" + "كلمات من وورد " * 80_000 + "</p>"
    form = page_of(late(client, article, body=body)).all("input", **{"name": "kept"})[0]
    typed = {"kept": form["value"], "username": "editor", "password": "a long password", "next": change(article)}
    # The login form is sent escaped.
    answer = client.post("/admin/login/", urlencode(typed), content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    again = next(form for form in page_of(answer).all("form") if form["action"] == change(article))
    assert again["enctype"] == "multipart/form-data"
    answer = client.post(again["action"], fields_of(again))
    # Too long to be stored, and all of it on the form that says so.
    assert page_of(answer).one("div", class_="field-body").all("ul", class_="errorlist")
    assert page_of(answer).one("textarea", name="body").text.strip() == body


def test_the_rights_of_who_logs_in_count(editor, moderator, as_user):
    client, article = as_user(editor), make_article(published=False)
    answer = log_in(client, late(client, article, headline="عنوان جديد"), "moderator")
    form = next(form for form in page_of(answer).all("form") if form["action"] == change(article))
    assert client.post(form["action"], fields_of(form)).status_code == 403
    assert Article.objects.get().headline != "عنوان جديد"


def test_no_password_is_kept(chief, as_user):
    client, user = as_user(chief), make_user("karim")
    Session.objects.all().delete()
    answer = client.post(
        f"/admin/newsroom/user/{user.pk}/password/", {"password1": "secret 1", "password2": "secret 1"}
    )
    assert answer.status_code == 403
    assert "secret 1" not in answer.content.decode()


def test_a_page_that_is_only_opened_leads_to_the_login_as_ever(reader):
    answer = reader.get("/admin/articles/article/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/login/?next=/admin/articles/article/")


def test_the_late_form_still_wants_its_forgery_token(editor):
    client = Client(enforce_csrf_checks=True)
    answer = client.post(change(make_article()), {"headline": "x"})
    assert answer.status_code == 403
    assert not page_of(answer).all("form", id="login-form")


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example/", "/ar/", "javascript:alert(1)"])
def test_it_is_sent_to_the_admin_alone(target, editor, reader):
    typed = {"username": "editor", "password": "a long password", "next": target, "kept": '[["headline", "x"]]'}
    answer = reader.post("/admin/login/", typed)
    assert "evil" not in answer.get("Location", "")
    assert b"headline" not in answer.content


@pytest.mark.parametrize("text", ["", "{", "[]", "3", "null", '{"a": 1}', '[["a"]]', '[["a", 3]]', "[" * 2000, '"ab"'])
def test_what_is_no_form_is_none(text):
    assert session_ended.kept_fields(text) == []


@pytest.mark.parametrize(
    "content", [b"", b"not compressed", zlib.compress(b"[" * 10), zlib.compress(b" " * 20_000_000)]
)
def test_what_is_no_compressed_form_is_none(content):
    assert session_ended.kept_fields("z:" + base64.urlsafe_b64encode(content).decode()) == []
    assert session_ended.kept_fields("z:x") == []


def strict(user):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    return client


def sent_after_another_login(client, article, **headers):
    """Open the form, log in once more as in another tab, and send it with the earlier token."""
    form = fields_of(page_of(client.get(change(article))).one("form", id="article_form"))
    client.cookies["csrftoken"] = "n" * 32
    return client.post(change(article), form | {"headline": "عنوان جديد", "standfirst": TEXT}, headers=headers)


def test_a_form_with_the_token_of_an_earlier_login_is_sent_again_with_its_text(editor):
    client, article = strict(editor), make_article(published=False)
    answer = sent_after_another_login(client, article, **{"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    form = next(form for form in page_of(answer).all("form") if form["action"] == change(article))
    assert client.post(change(article), fields_of(form)).status_code == 302
    article.refresh_from_db()
    assert (article.headline, article.standfirst) == ("عنوان جديد", TEXT)


def test_logged_out_meanwhile_the_text_waits_in_the_login_form(editor):
    client, article = strict(editor), make_article(published=False)
    form = fields_of(page_of(client.get(change(article))).one("form", id="article_form"))
    client.cookies["csrftoken"] = "n" * 32
    Session.objects.all().delete()
    sent = client.post(change(article), form | {"standfirst": TEXT}, headers={"Sec-Fetch-Site": "same-origin"})
    kept = page_of(sent).one("input", name="kept")["value"]
    assert ("standfirst", TEXT) in session_ended.kept_fields(kept)


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_what_another_site_sends_is_offered_to_nobody(editor, site):
    client, article = strict(editor), make_article(published=False)
    answer = sent_after_another_login(client, article, **({"Sec-Fetch-Site": site} if site else {}))
    assert answer.status_code == 403
    assert "عنوان جديد" not in answer.content.decode()
