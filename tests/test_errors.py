"""Pages that lead on from where there is nothing: in the reader's language, with a search and what is new."""

import re
from pathlib import Path
from unittest.mock import Mock

import pytest
from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client, RequestFactory
from django.utils import translation
from django.utils.translation import gettext
from html_page import Element, page_of
from makers import make_article

from articles.views import errors
from newsroom import languages
from newsroom.actors import SYSTEM

MAINTENANCE = Path(__file__).parent.parent / "deploy" / "maintenance.html"


# Language -> the search of a page and its links, as they are read, where nothing is known of what is new.
WAYS = {
    "ar": ("/ar/search/", "ابحث عن", {"إلى الصفحة الرئيسية": "/ar/", "كل الأخبار": "/ar/latest/"}),
    "en": ("/en/search/", "Search for", {"Go to the front page": "/en/", "All the latest news": "/en/latest/"}),
}


def ways_of(part: Element) -> tuple[str, str, dict[str, str]]:
    form = part.one("form", class_="search")
    assert form["method"] == "get"
    label = form.one("label", **{"for": form.one("input", name="q")["id"]})
    return form["action"], label.words, {link.words: link["href"] for link in part.all("a")}


def ask(path: str, status: int) -> Element:
    answer = Client().get(path)
    assert answer.status_code == status
    return page_of(answer)


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "heading"), [("ar", "لا توجد صفحة هنا"), ("en", "There is no page here")])
def test_who_comes_to_nothing_may_search_and_reads_what_is_new(language, heading):
    news = [make_article(language) for _ in range(7)]
    make_article(languages.other(language))
    page = ask(f"/{language}/nowhere/", 404)
    assert page.one("h1").words == heading
    assert page.one("main").one("form", class_="search")["action"] == f"/{language}/search/"
    latest = page.one("section", class_="latest").all("a", class_="latest__link")
    assert [link.words for link in latest] == [article.teaser_headline for article in reversed(news[1:])]
    assert page.one("meta", name="robots")["content"] == "noindex,follow"
    assert not page.all("link", rel="canonical")


@pytest.mark.django_db
def test_what_was_taken_down_leads_on_as_well():
    article, other = make_article("en"), make_article("en")
    article.withdraw(by=SYSTEM, reason="The name was wrong.")
    page = ask(article.get_absolute_url(), 410)
    assert page.one("div", class_="notice").words == "The name was wrong."
    assert page.one("main").one("form", class_="search")["action"] == "/en/search/"
    assert [link.words for link in page.all("a", class_="latest__link")] == [other.teaser_headline]


@pytest.mark.django_db
def test_what_was_taken_down_takes_the_place_of_the_page_that_a_server_in_front_has_kept():
    article = make_article("en")
    before = Client().get(article.get_absolute_url())["Cache-Control"]
    article.withdraw(by=SYSTEM, reason="")
    assert {Client().get(path)["Cache-Control"] for path in (article.get_absolute_url(), "/en/nowhere/")} == {before}
    refused = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    assert refused["Cache-Control"] == "private, no-store"


@pytest.mark.django_db
def test_a_form_that_had_expired_leads_to_a_search():
    news = make_article("ar")
    answer = Client(enforce_csrf_checks=True).post("/admin/login/", {"username": "x"})
    page = page_of(answer)
    assert answer.status_code == 403
    assert page.one("h1").words == "انتهت صلاحية الاستمارة"
    assert page.one("main").one("form", class_="search")["action"] == "/ar/search/"
    assert [link.words for link in page.all("a", class_="latest__link")] == [news.teaser_headline]


# What nobody can read: more fields than there are in any form.
UNREADABLE = "search/?" + "q&" * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "heading"), [("ar", "تعذّرت قراءة هذا الطلب"), ("en", "This request could not be read")]
)
def test_who_asks_for_what_nobody_can_read_may_search_and_reads_what_is_new(language, heading):
    news = make_article(language)
    page = ask(f"/{language}/{UNREADABLE}", 400)
    assert page.one("h1").words == heading
    assert page.one("main").one("form", class_="search")["action"] == f"/{language}/search/"
    assert [link.words for link in page.all("a", class_="latest__link")] == [news.teaser_headline]


@pytest.mark.django_db
@pytest.mark.parametrize("language", languages.CODES)
@pytest.mark.parametrize("failure", [OperationalError, InterfaceError])
def test_what_is_refused_stays_refused_where_the_database_goes_meanwhile(language, failure, monkeypatch):
    """The page says what is wrong and leads on, without headlines; it does not become a failure of ours."""
    monkeypatch.setattr("articles.views.errors.frame", Mock(side_effect=failure("a password")))
    page = ask(f"/{language}/{UNREADABLE}", 400)
    assert page.one("html")["lang"] == language
    with translation.override(language):
        heading = gettext("This request could not be read")
    assert (page.one("title").words, page.one("h1").words) == (heading, heading)
    assert ways_of(page.one("main")) == WAYS[language]


@pytest.mark.parametrize("language", languages.CODES)
@pytest.mark.parametrize("refused", [errors.csrf_failure, errors.permission_denied, errors.bad_request])
def test_what_is_refused_needs_no_database(language, refused, monkeypatch):
    """No database is open here; what asks for it is told that it is gone."""
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", Mock(side_effect=OperationalError("gone")))
    with translation.override(language):
        answer = refused(RequestFactory().get(f"/{language}/"))
    assert answer.status_code == (400 if refused is errors.bad_request else 403)
    assert answer["Cache-Control"] == "no-cache"
    assert ways_of(page_of(answer).one("main")) == WAYS[language]


@pytest.mark.parametrize(
    ("path", "language", "sections"),
    [("/ar/section/x/", "ar", ["ar"]), ("/en/", "en", ["en"]), ("/a/1/", "ar", ["ar", "en"])],
)
def test_a_failure_is_told_in_the_language_of_the_path_without_the_database(path, language, sections):
    """No database is open here: a query would fail this test."""
    answer = errors.server_error(RequestFactory().get(path))
    page = page_of(answer)
    assert (answer.status_code, answer["Cache-Control"]) == (500, "no-store")
    assert (page.one("html")["lang"], [each["lang"] for each in page.all("section")]) == (language, sections)
    assert [ways_of(section) for section in page.all("section")] == [WAYS[code] for code in sections]
    assert len(page.all("h1")) == 1
    assert page.one("link", rel="stylesheet")["href"].startswith("/static/css/site")
    assert page.one("script")["src"].startswith("/static/js/first-paint")
    keys = [element["id"] for element in page.all() if "id" in element.attributes]
    assert len(keys) == len(set(keys))


@pytest.mark.django_db
@pytest.mark.parametrize(("failure", "status"), [(OperationalError, 503), (InterfaceError, 503), (ValueError, 500)])
def test_while_the_database_is_away_readers_are_told_when_to_come_back(failure, status, monkeypatch):
    monkeypatch.setattr("articles.front_now.top_of", Mock(side_effect=failure("a password")))
    answer = Client(raise_request_exception=False).get("/en/")
    assert (answer.status_code, answer.headers.get("Retry-After")) == (status, "5" if status == 503 else None)
    assert page_of(answer).one("p", class_="error__code").words == str(status)
    assert "a password" not in answer.content.decode()


def test_the_page_for_when_the_site_is_away_needs_nothing_of_it():
    text = MAINTENANCE.read_text(encoding="utf-8")
    page = page_of(text)
    assert not re.search(r"url\(|@import|https?://|\ssrc=|<link|<script", text)
    assert [(each["lang"], each["dir"]) for each in (page.one("html"), page.one("section", lang="en"))] == [
        ("ar", "rtl"),
        ("en", "ltr"),
    ]
    assert [heading.words for heading in (page.one("h1"), page.one("h2"))] == ["نعود بعد قليل", "Back in a moment"]
    assert page.one("meta", name="robots")["content"] == "noindex"
    assert len(page.all("main")) == 1
    # While all is away a search would lead here again: what helps is the same address, a little later.
    assert not page.all("form")
    assert [(link.words, link["href"]) for link in page.all("a")] == [("أعد المحاولة", ""), ("Try again", "")]


def test_the_server_in_front_says_when_to_come_back():
    served = (MAINTENANCE.parent / "maintenance.conf").read_text(encoding="utf-8")
    assert "add_header Retry-After 300 always;" in served
    assert "return 503;" in served
    # Where the site is away nginx means 502; a name in place of the address would leave a form that was sent a POST.
    assert "error_page 502 503 504 =503 /maintenance.html;" in served
    assert "location = /maintenance.html {" in served
