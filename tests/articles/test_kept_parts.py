"""What a page has in common with others of its moment is printed once, and what it has for itself is its own."""

import itertools
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_author

from articles import kept_parts
from articles.models import Article
from newsroom.actors import SYSTEM
from newsroom.models import Site, site
from newsroom.patterns import macro_of

pytestmark = pytest.mark.django_db


def ways_across(article):
    """Return where the switch, the menu and the footer of an article's page lead in the other edition."""
    page = page_of(Client().get(article.get_absolute_url()))
    return {link["href"] for link in page.all("a") if "English" in link.words and link["href"].startswith("/en/")}


def test_two_pages_of_a_moment_lead_each_to_its_own_other_edition():
    first, second = make_article("ar"), make_article("ar")
    translations = {article: make_article("en", story=article.story) for article in (first, second)}
    for article, translation in translations.items():
        assert ways_across(article) == {translation.get_absolute_url()}


def test_each_page_marks_its_own_section_in_the_nav():
    for article in (make_article("ar"), make_article("ar")):
        nav = page_of(Client().get(article.get_absolute_url())).one("nav", class_="nav")
        current = [link.words for link in nav.all("a", class_="nav__link") if "aria-current" in link.attributes]
        assert current == [article.section.name_ar]


@pytest.mark.parametrize("headline", ["100 % of %(name)s", "%%", "{name}", "<b>&amp;"])
def test_whatever_stands_in_a_headline_is_printed_as_it_was_written(headline):
    written = make_article("ar", headline=headline, standfirst=headline)
    other = make_article("ar", section=written.section)
    for address in (other.get_absolute_url(), "/ar/", written.section.get_absolute_url(), "/ar/latest/"):
        response = Client().get(address)
        assert response.status_code == 200
        links = [link for link in page_of(response).all("a") if link["href"] == written.get_absolute_url()]
        assert headline in [link.words for link in links]


@pytest.fixture
def one_moment(monkeypatch):
    """Let all pages be of one moment, as when a second passes slowly, or no news of changes comes."""
    monkeypatch.setattr(site, "this_second", itertools.repeat(-1).__next__)


@pytest.mark.usefixtures("one_moment")
def test_new_settings_are_in_all_of_a_page_at_once():
    make_article("en")
    settings = Site.current()
    settings.name_en = "The Old Name"
    settings.save()
    assert page_of(Client().get("/en/latest/")).one("footer", id="footer").words.count("The Old Name") > 0
    settings.name_en = "The New Name"
    settings.save()
    html = Client().get("/en/latest/").content.decode()
    assert "The New Name" in page_of(html).one("footer", id="footer").words
    assert "The Old Name" not in html


@pytest.mark.usefixtures("one_moment")
def test_a_page_of_the_next_day_says_so(monkeypatch):
    make_article("en")
    today = day_in_the_nav()
    tomorrow = timezone.now() + timedelta(days=1)
    monkeypatch.setattr(timezone, "now", lambda: tomorrow)
    assert today < day_in_the_nav() == timezone.localdate(tomorrow, Site.current().zone).isoformat()


def day_in_the_nav() -> str:
    return page_of(Client().get("/en/latest/")).one("nav", class_="nav").one("time")["datetime"]


@pytest.mark.usefixtures("one_moment")
def test_each_list_has_its_own_feed_in_the_footer():
    articles = [make_article("en"), make_article("en")]
    for address in (articles[0].section.url_in("en"), articles[1].section.url_in("en")):
        footer = page_of(Client().get(address)).one("footer", id="footer")
        assert [link["href"] for link in footer.all("a") if link.words == "RSS feed"][0].endswith(f"{address}feed.xml")


def test_an_article_that_is_revised_has_its_new_authors_at_once():
    article = make_article("ar", authors=[make_author()])
    row = Article.objects.get(pk=article.pk)
    before, after = row.authors, make_author()
    row.revise(by=SYSTEM, authors=[after])
    row.publish(by=SYSTEM)
    assert before != row.authors == [after]


@pytest.mark.usefixtures("one_moment")
def test_header_and_footer_are_printed_once_for_the_pages_of_a_moment(monkeypatch):
    articles = [make_article("en") for _ in range(3)]
    printed = []

    def noting(language: str, name: str) -> Any:
        printed.append(name)
        return macro_of(language, name)

    monkeypatch.setattr(kept_parts, "macro_of", noting)
    for article in articles:
        assert Client().get(article.get_absolute_url()).status_code == 200
    assert printed.count("_header") == printed.count("_footer") == 1
