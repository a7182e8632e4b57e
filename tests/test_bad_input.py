"""Whatever is asked for: a clean page of the edition that says no, and never an error of ours."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from examples import examples
from html_page import page_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import make_article, make_author, make_image, make_page, make_section, make_topic

from newsroom import languages

pytestmark = pytest.mark.django_db


def ask(path: str, **headers: str) -> Any:
    """Ask as a server would pass it on: an exception of ours becomes a 500 here, too."""
    return Client(raise_request_exception=False).get(path, headers=headers)


def it_is_a_clean_page(answer: Any, language: str) -> None:
    html = page_of(answer).one("html")
    assert (html["lang"], html["dir"]) == (language, languages.direction(language))
    assert page_of(answer).one("h1").words
    assert page_of(answer).one("nav", class_="switch").one("a")["href"]
    assert not answer.cookies
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


# After /ar or /en -> status.
PATHS = {
    "/2026/05/%E0%A4%A/": 404,
    "/2026/05/%FF%FE%00/": 404,
    "/2026/05/%ED%A0%80/": 404,
    "/2026/05/a%2Fb/": 404,
    "/2026/05/..%2F..%2Fetc%2Fpasswd/": 404,
    "/2026/05/%27%20OR%201=1--/": 404,
    "/2026/05/" + "%D8%A7" * 300 + "/": 404,
    "/2026/13/slug/": 404,
    "/2026/00/slug/": 404,
    "/2026/5/slug/": 404,
    "/0000/05/slug/": 404,
    "/99999/05/slug/": 404,
    "/20%D9%A2%D9%A6/05/slug/": 404,
    "/section/a%00b/": 404,
    "/section/%00/": 404,
    "/section/%F0%9F%98%80/": 404,
    "/section//": 404,
    "/topic/" + "x" * 5000 + "/": 404,
    "/author/%3Cscript%3E/": 404,
    "/author/nobody/feed.xml": 404,
    "/archive/2026/": 404,
    "/archive/1999/01/": 404,
    "/archive/2026/13/": 404,
    "/archive/2026/%D9%A0%D9%A5/": 404,
    "/comments/99999999999999999999999/": 404,
    "/comments/0/": 404,
    "/comments/-1/": 404,
    "/comments/token/": 404,
    "/comments/token/?article=": 404,
    "/comments/token/?article=99999999999999999999": 404,
    "/comments/token/?article=1%00": 404,
    "/comments/token/?article=%D9%A1": 404,
    "/no%00where/": 404,
    "/%2e%2e/admin/": 404,
    "/latest/?page=0": 404,
    "/latest/?page=-1": 404,
    "/latest/?page=99999": 404,
    "/latest/?page=101": 404,
    "/latest/?page=x": 404,
    "/latest/?page=": 404,
    "/latest/?page=01": 404,
    "/latest/?page=1.0": 404,
    "/latest/?page=%D9%A1": 404,
    "/latest/?page=%C2%B2": 404,
    "/latest/?page=1%00": 404,
    "/latest/?page=" + "9" * 5000: 404,
    "/search/?q=the&page=0": 404,
    "/search/?q=the&page=x": 404,
}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path[:40])
@pytest.mark.parametrize("language", languages.CODES)
def test_it_is_refused_in_the_language_of_the_edition(language, path):
    answer = ask(f"/{language}{path}")
    assert answer.status_code == PATHS[path]
    it_is_a_clean_page(answer, language)


@pytest.mark.parametrize("path", ["section", "topic", "author", "archive"])
@pytest.mark.parametrize("number", ["0", "2", "99999", "x", "01", "١"])
def test_every_list_refuses_a_page_it_does_not_have(path, number):
    article = make_article(topics=[make_topic()], authors=[make_author()])
    address = {
        "section": article.section.url_in("ar"),
        "topic": article.topics.get().url_in("ar"),
        "author": article.authors[0].url_in("ar"),
        "archive": f"/ar/archive/{article.year}/{article.month:02d}/",
    }[path]
    assert ask(address).status_code == ask(f"{address}?page=1").status_code == 200
    answer = ask(f"{address}?page={quote(number)}")
    assert answer.status_code == 404
    it_is_a_clean_page(answer, "ar")


@pytest.mark.parametrize(
    "path",
    ["/fr/", "/AR/", "/ar-MA/", "/%D8%B9/", "/a/0/", "/a/99999999999999999999999/", "/a/x/", "/a/%D9%A1/", "/%00",
     "/%FF", "/sitemap-2026-13.xml", "/sitemap-20%D9%A2%D9%A6-05.xml", "/wp-login.php", "/.env", "/media/"],
)  # fmt: skip
def test_outside_both_editions_the_leading_one_says_that_there_is_nothing(path):
    answer = ask(path)
    assert answer.status_code == 404
    it_is_a_clean_page(answer, "ar")


RUBBISH = ["%00", "%FF%FE", "%ED%A0%80", "x", "-1", "0", "9" * 5000, "%D9%A1", "%F0%9F%98%80", ""]


@pytest.mark.parametrize("query", RUBBISH)
@pytest.mark.parametrize("name", ["comments", "order", "language"])
def test_a_part_of_a_thread_that_no_link_of_ours_names_is_not_there(name, query):
    answer = ask(f"{make_article().get_absolute_url()}?{name}={query}")
    assert answer.status_code == 404
    it_is_a_clean_page(answer, "ar")


@pytest.mark.parametrize("query", RUBBISH)
@pytest.mark.parametrize("name", ["reply", "utm_source", "%00", "page"])
def test_an_article_is_whole_whatever_is_asked_of_its_comments(name, query):
    article = make_article()
    answer = ask(f"{article.get_absolute_url()}?{name}={query}")
    assert answer.status_code == 200
    assert page_of(answer).one("h1").words == article.headline
    assert article.get_absolute_url() in page_of(answer).one("link", rel="canonical")["href"]


@pytest.mark.parametrize(
    "query", ["%", "_", "\\", "'", '"', "%%%", "ـ", "ً", "😀", "\ufdfa" * 100, "<b>", "{{ x }}", "*"]
)
def test_a_search_for_odd_characters_is_a_search(query):
    make_article(body="<p>100 % عادي</p>")
    answer = Client(raise_request_exception=False).get("/ar/search/", {"q": query})
    assert answer.status_code == 200
    assert page_of(answer).one("input", name="q")["value"] == query


@pytest.mark.parametrize("query", ["a" * 121, "ا" * 10_000])
def test_a_search_for_too_much_keeps_what_was_typed(query):
    answer = Client(raise_request_exception=False).get("/en/search/", {"q": query})
    page = page_of(answer)
    box = page.one("input", name="q")
    # It stands in the field, and in no link.
    assert len(answer.content) < 60_000
    assert box["value"] == query
    assert box["aria-invalid"] == "true"
    assert page.one(id=box["aria-describedby"]).words == "Search for at most 120 characters."


@pytest.mark.parametrize(("typed", "kept"), [("a\x00b", "a b"), ("a\u202eb", "ab"), (" a\n\tb ", "a b")])
def test_a_search_is_shown_without_what_nobody_sees(typed, kept):
    page = page_of(Client(raise_request_exception=False).get("/en/search/", {"q": typed}))
    assert page.one("input", name="q")["value"] == kept


def test_half_a_letter_in_an_address_is_a_search():
    answer = ask("/ar/search/?q=%ED%A0%80%FF&section=%ED%A0%80")
    assert answer.status_code == 200
    it_is_a_clean_page(answer, "ar")


@given(query=st.text(max_size=130), section=st.text(max_size=5), since=st.text(max_size=10))
@settings(max_examples=examples(30), suppress_health_check=list(HealthCheck))
def test_every_text_can_be_searched_for(query, section, since):
    answer = Client(raise_request_exception=False).get("/ar/search/", {"q": query, "section": section, "since": since})
    assert answer.status_code == 200
    assert page_of(answer).one("input", name="q")


@settings(max_examples=examples(150), suppress_health_check=list(HealthCheck))
@given(
    start=st.sampled_from(
        ["", "ar/", "en/", "ar/section/", "en/2026/05/", "ar/archive/", "media/", "a/", "en/comments/"]
    ),
    rest=st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    query=st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
def test_no_address_whatever_is_an_error_of_ours(start, rest, query):
    path = f"/{start}{quote(rest)}?page={quote(query)}&q={quote(query)}&article={quote(query)}"
    assert ask(path).status_code < 500


@settings(max_examples=examples(60), suppress_health_check=list(HealthCheck))
@given(rest=st.binary(max_size=30))
def test_no_bytes_whatever_are_an_error_of_ours(rest):
    for start in ("/ar/", "/en/section/"):
        assert ask(start + quote(rest)).status_code < 500


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options", "trace"])
def test_no_method_whatever_is_an_error_of_ours_or_changes_anything(method):
    article, page = make_article(), make_page()
    section = make_section()
    paths = ["/", "/ar/", "/ar/latest/", "/ar/search/?q=x", "/ar/feed.xml", "/sitemap.xml", "/robots.txt", "/healthz"]
    paths += [row.get_absolute_url() for row in (article, page)] + [section.url_in("ar"), f"/a/{article.pk}/"]
    for path in paths:
        answer = getattr(Client(raise_request_exception=False), method)(path)
        assert answer.status_code < 500, path
        assert not answer.cookies, path
        if method not in ("options", "trace"):
            assert answer.status_code in (403, 405), path


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "a b"},
        {"X-Forwarded-Host": "evil.example"},
        {"Accept-Language": "\xff" * 5000},
        {"Cookie": "sessionid=%00; csrftoken=\xff; own_comment=x:y:z; django_language=en"},
        {"If-Modified-Since": "yesterday"},
        {"If-None-Match": '"' * 999},
        {"Range": "bytes=" + "9" * 5000 + "-"},
        {"Content-Length": "x"},
        {"Referer": "http://[::1"},
    ],
    ids=lambda headers: " ".join(headers),
)
@pytest.mark.parametrize("path", ["/ar/", "/en/search/?q=x", "/ar/comments/received/", "/nowhere", "/"])
def test_no_header_whatever_is_an_error_of_ours_or_shows_in_the_page(path, headers):
    answer = ask(path, **headers)
    assert answer.status_code < 500
    assert b"evil.example" not in answer.content
    assert "evil.example" not in answer.headers.get("Location", "")


@pytest.mark.parametrize("language", languages.CODES)
def test_a_page_is_whole_though_the_file_of_its_picture_is_missing(language):
    image = make_image()
    author = make_author(portrait=image)
    article = make_article(language, lead_image=image, authors=[author])
    whole = {path: ask(path).content for path in (article.get_absolute_url(), f"/{language}/", author.url_in(language))}
    for stored in image.paths():
        Path(default_storage.path(stored)).unlink()
    for path, content in whole.items():
        assert ask(path).content == content
    missing = ask(image.share["url"])
    assert (missing.status_code, missing.headers["Content-Type"]) == (404, "text/plain; charset=utf-8")


def test_a_picture_that_has_no_rendition_at_all_breaks_no_page():
    image = make_image()
    type(image).objects.filter(pk=image.pk).update(renditions={})
    article = make_article(lead_image=image)
    for path in (article.get_absolute_url(), "/ar/", "/ar/latest/"):
        assert ask(path).status_code == 200
