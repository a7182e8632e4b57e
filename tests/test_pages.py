"""Each public page, once in each edition: what every one of them must be."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from django.conf import settings
from html_page import Element, page_of
from visible import Visible

from newsroom import languages

pytestmark = pytest.mark.django_db

ERRORS = {"not found", "gone", "dead link of a mail"}
SEARCHES = {"search", "search results", "search in vain", "refused search"}
NOT_INDEXED = {*SEARCHES, "comment received", "report", "reported", *ERRORS}
# What loads by itself; a link that a reader may follow is none of these.
LOADED = {
    "script": ("src",), "img": ("src", "srcset"), "source": ("src", "srcset"), "video": ("src", "poster"),
    "audio": ("src",), "object": ("data",), "embed": ("src",), "iframe": ("src",), "form": ("action",),
    "use": ("href",), "image": ("href",), "link": ("href",),
}  # fmt: skip
FETCHED_LINKS = {"stylesheet", "preload", "icon", "apple-touch-icon", "manifest", "modulepreload", "preconnect"}
# Written in Latin letters in every language.
LATIN_NAMES = {"English", "WhatsApp", "X", "RSS", "example", "org"}


@pytest.mark.parametrize("language", languages.CODES)
def test_every_page_of_an_edition_is_whole(language, reader, subtests):
    for name, path, status in Visible().paths(language):
        with subtests.test(name):
            answer = reader.get(path)
            assert answer.status_code == status
            page = page_of(answer)
            it_speaks_its_language(language, answer, page)
            it_is_the_same_for_everybody(answer)
            it_loads_nothing_from_elsewhere(page)
            it_has_nothing_inline(page)
            it_says_where_it_belongs(name, path, page)
            its_parts_find_each_other(page)
            it_has_the_same_furniture_as_all(language, page)
            if language == "ar":
                it_leaves_nothing_untranslated(page)


def it_speaks_its_language(language: str, answer: Any, page: Element) -> None:
    html = page.one("html")
    assert (html["lang"], html["dir"]) == (language, languages.direction(language))
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.content.decode().lower().startswith("<!doctype html>")
    for element in page.all():
        if "lang" in element.attributes:
            assert element["lang"] in languages.CODES
        if element.get("lang") and element.tag != "bdi":
            assert element["dir"] == languages.direction(element["lang"])


def it_is_the_same_for_everybody(answer: Any) -> None:
    assert not answer.cookies
    assert "Set-Cookie" not in answer.headers
    assert answer.headers.get("Vary", "Accept-Encoding") == "Accept-Encoding"
    assert answer.headers["Cache-Control"]


def it_loads_nothing_from_elsewhere(page: Element) -> None:
    for element in page.all():
        if element.tag == "link" and not set(element.get("rel").split()) & FETCHED_LINKS:
            continue
        for name in LOADED.get(element.tag, ()):
            for address in re.split(r",\s+", element.get(name)):
                parts = urlsplit(address.split(" ")[0])
                assert parts.scheme in ("", "data"), address
                assert not parts.netloc, address


def it_has_nothing_inline(page: Element) -> None:
    assert not page.all("style")
    for element in page.all():
        assert "style" not in element.attributes
        assert not [name for name in element.attributes if name.startswith("on")]
        assert not element.get("href").lower().startswith(("javascript:", "data:"))
        if element.tag == "script":
            assert element.get("type") == "application/ld+json" or (element["src"] and not element.words)


def it_says_where_it_belongs(name: str, path: str, page: Element) -> None:
    assert page.one("title").words
    assert page.one("meta", name="viewport")["content"] == "width=device-width, initial-scale=1"
    robots = page.one("meta", name="robots")["content"]
    assert robots.startswith("noindex" if name in NOT_INDEXED else "index,follow")
    canonical = [link["href"] for link in page.all("link", rel="canonical")]
    if name in ERRORS:
        assert len(canonical) <= 1
    else:
        assert [unquote(address) for address in canonical] == [settings.PUBLIC_URL + unquote(path).partition("?")[0]]


def its_parts_find_each_other(page: Element) -> None:
    keys = [element["id"] for element in page.all() if "id" in element.attributes]
    assert len(keys) == len(set(keys))
    for element in page.all():
        for name in ("aria-labelledby", "aria-describedby", "aria-controls", "for"):
            assert set(element.get(name).split()) <= set(keys), element
        if element.get("href").startswith("#"):
            assert element["href"].removeprefix("#") in keys


def it_has_the_same_furniture_as_all(language: str, page: Element) -> None:
    assert len(page.all("h1")) == 1
    assert page.one("main", id="main")
    assert page.one("a", class_="skip-link")["href"] == "#main"
    assert page.one("a", class_="back-to-top")["href"] == "#top"
    words = {"ar": "العودة إلى الأعلى", "en": "Back to top"}[language]
    assert page.one("a", class_="back-to-top").words == words
    editions = page.one("nav", class_="switch").all(class_="switch__edition")
    assert sorted(edition.words for edition in editions) == ["English", "العربية"]
    here = page.one("nav", class_="switch").one(class_="switch__edition--current")
    assert (here["lang"], here.tag) == (language, "span")
    assert all(image.attributes.keys() >= {"alt", "width", "height", "src"} for image in page.all("img"))


def it_leaves_nothing_untranslated(page: Element) -> None:
    """All that this newsroom has written in Arabic is Arabic, so that Latin words are forgotten msgids."""
    said = [element for element in page.all() if element.tag not in ("script", "style")]
    texts = [child for element in said for child in element.children if isinstance(child, str)]
    texts += [element.get(name) for element in said for name in ("aria-label", "placeholder", "title", "alt")]
    found = set(re.findall(r"[A-Za-z]{2,}", " ".join(texts)))
    assert found <= LATIN_NAMES
