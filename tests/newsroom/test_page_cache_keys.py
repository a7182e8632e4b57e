"""Which requests a kept page answers."""

import pytest
from kept import Server

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys():
    return Server().cache.keys


def environ(path="/ar/", query="", **over):
    told = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "testserver"}
    return told | {"wsgi.url_scheme": "http"} | over


@pytest.mark.parametrize("path", ["/ar/", "/en/section/world/", "/ar/feed.xml", "/en/comments.xml", "/sitemap.xml"])
def test_pages_feeds_and_sitemaps_are_kept(keys, path):
    assert keys.of(environ(path)) == path


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/admin/",
        "/ar",
        "/ar/comments/5.json",
        "/en/comments/received/",
        "/a/1/",
        "/preview/x/",
        "/healthz",
        # As /en/latest/%3Fpage=2 arrives, which is no page and not the second one.
        "/en/latest/?page=2",
    ],
)
def test_nothing_else_is(keys, path):
    assert keys.of(environ(path)) is None


@pytest.mark.parametrize(
    "query", ["page=2", "comments=3&order=newest", "reply=7", "language=ar", "comments=1&language=en&reply=2"]
)
def test_what_our_own_links_ask_for_is_a_page_of_its_own(keys, query):
    assert keys.of(environ(query=query)) == f"/ar/?{query}"


@pytest.mark.parametrize(
    "query",
    [
        "q=word",
        "page=two",
        "page=",
        "page",
        "page=1&page=2",
        "order=oldest",
        "x=1",
        "page=%32",
        "reply=" + "9" * 12,
        "&",
    ],
)
def test_whatever_else_is_asked_for_fills_nothing(keys, query):
    assert keys.of(environ(query=query)) in (None, "/ar/" if query == "&" else None)


@pytest.mark.parametrize("query", ["utm_source=x&utm_medium=y", "fbclid=abc", "page=2&gclid=1", "igshid=z&FBCLID=q"])
def test_what_tells_clicks_apart_makes_no_page_of_its_own(keys, query):
    asked = environ(query=query)
    rest = "page=2" if "page=2" in query else ""
    assert keys.of(asked) == ("/ar/?page=2" if rest else "/ar/")
    assert asked["QUERY_STRING"] == rest


def test_a_search_loses_it_too_and_is_asked_of_django(keys):
    asked = environ("/ar/search/", "q=%D8%AE%D8%A8%D8%B1&utm_campaign=x")
    assert keys.of(asked) is None
    assert asked["QUERY_STRING"] == "q=%D8%AE%D8%A8%D8%B1"


@pytest.mark.parametrize(
    "over",
    [
        {"HTTP_COOKIE": "a=b; sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Basic eDp5"},
        {"REQUEST_METHOD": "POST"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": ""},
        {"HTTP_HOST": "testserver:port"},
    ],
)
def test_who_is_known_or_would_be_refused_is_sent_to_django(keys, over):
    assert keys.of(environ(**over)) is None


def test_where_https_is_required_only_what_came_by_it_is_answered(settings):
    settings.SECURE_SSL_REDIRECT, settings.SECURE_PROXY_SSL_HEADER = True, ("HTTP_X_FORWARDED_PROTO", "https")
    keys = Server().cache.keys
    assert keys.of(environ()) is None
    assert keys.of(environ(HTTP_X_FORWARDED_PROTO="http")) is None
    assert keys.of(environ(HTTP_X_FORWARDED_PROTO="https")) == "/ar/"
    assert keys.of(environ(**{"wsgi.url_scheme": "https"})) == "/ar/"
