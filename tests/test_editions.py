"""The two editions of a page know of each other exactly where both are there for readers."""

from datetime import timedelta
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import crawl
import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from html_page import Element, page_of
from makers import make_article, make_page, make_section
from visible import Visible

from articles.models import Article
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

XHTML = "{http://www.w3.org/1999/xhtml}link"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def alternates(page: Element) -> dict[str, str]:
    links = [link for link in page.all("link", rel="alternate") if "hreflang" in link.attributes]
    pairs = {link["hreflang"]: link["href"] for link in links}
    assert len(pairs) == len(links)
    return pairs


def switch(page: Element) -> Element:
    """Return the link of the edition switch in the header."""
    return page.one("nav", class_="switch").one("a")


def note(page: Element) -> str:
    return " ".join(element.words for element in page.one("nav", class_="switch").all(class_="switch__note"))


def get(path: str) -> Any:
    return Client().get(path)


def test_hreflang_is_complete_reciprocal_and_the_same_in_the_sitemap():
    Visible()
    # An empty list is not the edition of a full one.
    one_sided = make_section(slug_ar="من-جانب", slug_en="one-sided")
    make_article("en", section=one_sided)
    answers = crawl.crawl(Client())
    pages = {
        settings.PUBLIC_URL + path: alternates(page_of(answer))
        for path, answer in answers.items()
        if "?" not in path and answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")
    }
    with_editions = {address: pairs for address, pairs in pages.items() if pairs}
    kinds = {address.split("/")[4] for address in with_editions}
    assert kinds >= {"", "section", "topic", "author", "archive", "latest", "about"}
    for address, pairs in with_editions.items():
        assert set(pairs) == {"ar", "en", "x-default"}
        language = address.split("/")[3]
        assert unquote(pairs[language]) == unquote(address)
        assert pages[pairs[languages.other(language)]] == pairs
    for path in (one_sided.url_in("ar"), one_sided.url_in("en"), "/ar/contact/"):
        assert pages[settings.PUBLIC_URL + path] == {}
    for address, pairs in sitemap(answers).items():
        assert pairs == pages[address], address


def sitemap(answers: dict[str, Any]) -> dict[str, dict[str, str]]:
    """Return what all sitemaps say: address -> hreflang pairs."""
    entries = {}
    index = ElementTree.fromstring(answers["/sitemap.xml"].content)
    for location in index.iter(f"{SITEMAP}loc"):
        tree = ElementTree.fromstring(answers[location.text.removeprefix(settings.PUBLIC_URL)].content)
        for url in tree.iter(f"{SITEMAP}url"):
            pairs = {link.get("hreflang"): link.get("href") for link in url.iter(XHTML)}
            entries[url.find(f"{SITEMAP}loc").text] = pairs
    assert len(entries) > 8
    return entries


@pytest.mark.parametrize("original", languages.CODES)
def test_x_default_is_the_language_that_was_written_first(original):
    article = make_article(original)
    edition = article.create_edition(by=SYSTEM)
    edition.revise(by=SYSTEM, headline="عنوان" if edition.language == "ar" else "Headline")
    edition.publish(by=SYSTEM)
    for row in (article, edition):
        pairs = alternates(page_of(get(row.get_absolute_url())))
        assert pairs["x-default"] == settings.PUBLIC_URL + article.get_absolute_url()


@pytest.mark.parametrize("language", languages.CODES)
def test_the_switch_leads_to_the_same_page_of_the_other_edition(language):
    visible = Visible()
    there = dict((name, path) for name, path, _ in visible.paths(languages.other(language)))
    same = ("front page", "latest", "section", "topic", "author", "archive", "article", "page", "search")
    for name, path, _ in visible.paths(language):
        if name in same:
            page = page_of(get(path))
            assert switch(page)["href"] == there[name]
            assert note(page) == ""


@pytest.mark.parametrize("language", languages.CODES)
def test_the_switch_says_so_where_the_other_edition_does_not_exist(language):
    article = make_article(language)
    page = page_of(get(article.get_absolute_url()))
    other = languages.other(language)
    assert (
        note(page)
        == {"ar": "هذه الصفحة غير متوفرة بالإنجليزية", "en": "This page is not available in Arabic"}[language]
    )
    assert switch(page)["href"] == f"/{other}/"
    assert "hreflang" not in switch(page).attributes
    assert switch(page)["aria-describedby"] == "switch-note"
    assert alternates(page) == {}
    make_article(other, section=article.section)
    page = page_of(get(article.get_absolute_url()))
    assert (switch(page)["href"], note(page) != "") == (article.section.url_in(other), True)
    assert "hreflang" not in switch(page).attributes


def test_an_edition_that_is_withdrawn_or_not_yet_there_does_not_exist():
    arabic = make_article("ar")
    english = make_article("en", story=arabic.story)
    path = arabic.get_absolute_url()
    assert alternates(page_of(get(path)))
    english.withdraw(by=SYSTEM, reason="")
    page = page_of(get(path))
    assert (alternates(page), switch(page)["href"]) == ({}, "/en/")


@pytest.mark.parametrize("language", languages.CODES)
def test_a_missing_edition_is_not_found_in_the_language_asked_for_and_leads_to_the_one_there_is(language):
    other = languages.other(language)
    article = make_article(other)
    answer = get(article.get_absolute_url().replace(f"/{other}/", f"/{language}/", 1))
    page = page_of(answer)
    assert answer.status_code == 404
    assert page.one("html")["lang"] == language
    link = page.one("main").one("a", hreflang=other)
    assert (link["href"], link.words, link["lang"]) == (article.get_absolute_url(), article.headline, other)
    assert link["dir"] == languages.direction(other)
    assert switch(page)["href"] == article.get_absolute_url()


def test_an_edition_in_preparation_does_not_change_what_its_address_says():
    """That 404 leads to the other edition, and must go on doing so while the missing one waits for its hour."""
    arabic = make_article("ar", slug="shared-word")
    path = arabic.get_absolute_url().replace("/ar/", "/en/")
    before = get(path)
    english = make_article("en", story=arabic.story, slug="shared-word", published=False)
    english.publish(by=SYSTEM, at=timezone.now() + timedelta(seconds=60))
    Article.objects.filter(pk=english.pk).update(year=arabic.year, month=arabic.month)
    after = get(path)
    assert before.status_code == after.status_code == 404
    assert before.content == after.content
    assert arabic.headline in after.content.decode()


@pytest.mark.parametrize("language", languages.CODES)
def test_a_withdrawn_article_says_that_it_was_there_and_why_it_is_not(language):
    article = make_article(language, headline="عنوان ما سُحب")
    article.withdraw(by=SYSTEM, reason="نُشر خطأً <b>")
    answer = get(article.get_absolute_url())
    page = page_of(answer)
    assert answer.status_code == 410
    assert (page.one("html")["lang"], page.one("html")["dir"]) == (language, languages.direction(language))
    main = page.one("main").words
    assert "عنوان ما سُحب" in main
    assert "نُشر خطأً <b>" in main
    assert page.one("meta", name="robots")["content"].startswith("noindex")


def test_an_expired_article_is_gone_without_a_reason():
    article = make_article(expires_at=timezone.now() - timedelta(minutes=1), headline="عرض انتهى")
    answer = get(article.get_absolute_url())
    assert answer.status_code == 410
    assert "عرض انتهى" in page_of(answer).one("main").words
    assert not page_of(answer).one("main").all(class_="notice")


def test_a_withdrawn_article_leads_to_its_other_edition_where_there_is_one():
    arabic = make_article("ar")
    english = make_article("en", story=arabic.story)
    arabic.withdraw(by=SYSTEM, reason="")
    page = page_of(get(arabic.get_absolute_url()))
    assert switch(page)["href"] == english.get_absolute_url()
    assert note(page) == ""


@pytest.mark.parametrize("language", languages.CODES)
def test_the_short_link_leads_to_the_article_for_good(language):
    article = make_article(language)
    answer = get(reverse("short_link", args=[article.pk]))
    assert (answer.status_code, answer.headers["Location"]) == (301, article.get_absolute_url())


def test_a_page_has_its_editions_too():
    arabic, english = make_page("ar", slug="ethics"), make_page("en", slug="ethics", published=False)
    assert alternates(page_of(get("/ar/ethics/"))) == {}
    assert get("/en/ethics/").status_code == 404
    english.publish(by=SYSTEM)
    pairs = alternates(page_of(get("/en/ethics/")))
    assert pairs == alternates(page_of(get("/ar/ethics/")))
    assert pairs["x-default"] == settings.PUBLIC_URL + arabic.get_absolute_url()
