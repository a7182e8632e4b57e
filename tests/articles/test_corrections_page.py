"""What an edition has put right, on one page."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from html_page import Element, page_of
from makers import make_article

from articles.models import Article, Correction
from articles.views import listing
from articles.views.listing import PAGE_SIZE
from newsroom import pagination
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

ADDRESS = {"ar": "/ar/corrections/", "en": "/en/corrections/"}


def correct(
    article: Article, text: str = "It was older.", *, days_ago: int = 0, kind: str = "correction"
) -> Correction:
    at = timezone.now() - timedelta(days=days_ago)
    return Correction.objects.create(article=article, text=text, published_at=at, kind=kind)


def visit(address: str) -> Element:
    answer = Client().get(address)
    assert answer.status_code == 200
    return page_of(answer)


def texts(page: Element) -> list[str]:
    return [line.words for line in page.all("p", class_="ledger__text")]


def test_readers_find_it_in_the_footer_and_each_correction_leads_to_its_article():
    article = make_article("en", headline="The bridge")
    correct(article, kind="clarification")
    links = [link["href"] for link in visit("/en/").one("footer", class_="footer").all("a")]
    assert ADDRESS["en"] in links
    page = visit(ADDRESS["en"])
    assert page.one("h1").words == "Corrections"
    link = page.one("h2", class_="ledger__headline").one("a")
    assert (link.words, link["href"]) == ("The bridge", f"{article.get_absolute_url()}#corrections")
    assert page.one("p", class_="ledger__head").words.startswith("Clarification ")
    assert visit(article.get_absolute_url()).one("div", id="corrections").one("p", class_="correction__text")


def test_the_last_page_there_may_be_says_where_older_ones_stand(monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 1)
    monkeypatch.setattr(pagination, "LAST_PAGE", 2)
    article = make_article("en", headline="The bridge")
    for number in range(3):
        correct(article, f"It was {number}.", days_ago=number)
    archive = visit(f"{ADDRESS['en']}?page=2").one("p", class_="onward").one("a")
    assert archive.words == "Older corrections stand below their articles, in the archive"
    assert [link.words for link in visit(archive["href"]).all("a") if link.words == "The bridge"]
    assert not visit(ADDRESS["en"]).all("p", class_="onward")
    beyond = Client().get(f"{ADDRESS['en']}?page=3")
    assert beyond.status_code == 404
    assert page_of(beyond).one("h1").words == "There is no page here"
    assert "Go to the front page" in [link.words for link in page_of(beyond).all("a")]


def test_the_newest_come_first_and_each_edition_has_its_own():
    first, second = make_article("en"), make_article("en")
    correct(first, "Old", days_ago=5)
    correct(second, "New")
    correct(first, "Between", days_ago=2)
    correct(make_article("ar"), "في العربية")
    assert texts(visit(ADDRESS["en"])) == ["New", "Between", "Old"]
    assert texts(visit(ADDRESS["ar"])) == ["في العربية"]


def test_what_readers_cannot_see_is_not_corrected_before_their_eyes():
    gone = make_article("en")
    for article in (gone, make_article("en", published=False)):
        correct(article)
    gone.withdraw(by=SYSTEM, reason="")
    page = visit(ADDRESS["en"])
    assert texts(page) == []
    assert page.one("p", class_="ledger__none").words == "Nothing has had to be corrected so far."
    assert page.one("meta", name="robots")["content"] == "noindex,follow"


def test_a_long_list_has_pages():
    article = make_article("ar")
    for number in range(PAGE_SIZE + 1):
        correct(article, f"رقم {number}", days_ago=number)
    assert len(texts(visit(ADDRESS["ar"]))) == PAGE_SIZE
    second = visit(f"{ADDRESS['ar']}?page=2")
    assert texts(second) == [f"رقم {PAGE_SIZE}"]
    assert second.one("link", rel="canonical")["href"].endswith("/ar/corrections/?page=2")
    for wrong in ("0", "3", "01", "x", "٢"):
        assert Client().get(ADDRESS["ar"], {"page": wrong}).status_code == 404


def test_the_editions_name_each_other_where_both_have_one():
    correct(make_article("ar"))
    alone = visit(ADDRESS["ar"])
    assert [link for link in alone.all("link") if link.get("hreflang")] == []
    correct(make_article("en"))
    both = visit(ADDRESS["ar"])
    assert {link["hreflang"] for link in both.all("link") if link.get("hreflang")} == {"ar", "en", "x-default"}
    assert ADDRESS["en"] in [link["href"] for link in both.one("header", class_="header").all("a")]


def test_it_costs_the_same_with_one_and_with_many(django_assert_max_num_queries):
    for number in range(15):
        correct(make_article("en"), days_ago=number)
    with django_assert_max_num_queries(8):
        Client().get(ADDRESS["en"])
