"""What a page has in common with others of its moment is printed once, and what it has for itself is its own."""

import pytest
from django.test import Client
from html_page import page_of
from makers import make_article

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
