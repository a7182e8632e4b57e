from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from html_page import Element, page_of
from makers import make_article, make_image, make_section

from articles.models import Article
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def visit(path: str = "/en/") -> Element:
    return page_of(Client().get(path))


def words(page: Element, class_: str) -> list[str]:
    return [element.words for element in page.all(class_=class_)]


def test_an_empty_newsroom_has_a_front_page():
    page = visit()
    assert page.one("p", class_="empty").words == "There are no articles here yet."
    assert page.one("h1").words == "Newsroom"


def test_the_newest_with_a_picture_leads_and_two_follow():
    image = make_image()
    for number in range(5):
        make_article("en", headline=f"Pictured {number}", lead_image=image)
    make_article("en", headline="Newest and plain")
    page = visit()
    assert words(page, "lead__headline") == ["Pictured 4"]
    assert words(page, "second__headline") == ["Pictured 3", "Pictured 2"]
    assert words(page, "latest__link")[0] == "Newest and plain"


def test_without_any_picture_the_newest_leads():
    for number in range(3):
        make_article("en", headline=f"Plain {number}")
    assert words(visit(), "lead__headline") == ["Plain 2"]


def test_each_section_with_articles_has_a_block_and_no_article_stands_on_the_page_twice():
    first, second, empty = (
        make_section(name_en=name, order=order) for order, name in enumerate(("First", "Second", "Empty"))
    )
    for number in range(10):
        make_article("en", headline=f"First {number}", section=first)
        make_article("en", headline=f"Second {number}", section=second)
    page = visit()
    blocks = [block for block in page.all("section", class_="block") if block.all("div", class_="block-head")]
    assert [block.one("h2").words for block in blocks] == ["First", "Second"]
    top = [name for place in ("lead__headline", "second__headline", "latest__link") for name in words(page, place)]
    linked = words(page.one("article", class_="lead"), "links__link")
    shown = [link.words for block in blocks for heading in block.all("h3") for link in heading.all("a")]
    assert (len(top), linked) == (9, ["Second 4", "Second 3", "Second 2"])
    assert set(shown) == {*(f"First {number}" for number in (5, 4, 3, 2, 1)), "Second 1", "Second 0"}
    everything = [*top, *linked, *shown]
    assert len(everything) == len(set(everything))
    assert blocks[0].one("a", class_="more")["href"] == first.url_in("en")
    assert empty.url_in("en") in [link["href"] for link in page.one("nav", class_="nav").all("a")]


def test_a_section_of_opinions_looks_like_one():
    section = make_section()
    for _ in range(13):
        make_article("en", kind="opinion", section=section)
    assert visit("/en/").all("div", class_="block__opinion")


def test_each_edition_has_its_own():
    make_article("ar", headline="خبر عربي")
    make_article("en", headline="English story")
    assert words(visit("/ar/"), "lead__headline") == ["خبر عربي"]
    assert words(visit("/en/"), "lead__headline") == ["English story"]


def test_breaking_news_stands_on_every_page_but_its_own_until_its_time_is_over():
    soon = timezone.now() + timedelta(minutes=10)
    article = make_article("en", headline="It is happening", breaking_until=soon)
    other = make_article("en")
    for path in ("/en/", "/en/latest/", other.get_absolute_url(), "/en/nowhere/"):
        assert words(visit(path), "breaking__link") == ["It is happening"], path
    assert words(visit(article.get_absolute_url()), "breaking__link") == []
    assert words(visit("/ar/"), "breaking__link") == []
    Article.objects.filter(pk=article.pk).update(breaking_until=timezone.now())
    assert words(visit(), "breaking__link") == []


def test_what_breaks_and_is_withdrawn_breaks_no_longer():
    article = make_article("en", breaking_until=timezone.now() + timedelta(minutes=10))
    article.withdraw(by=SYSTEM, reason="")
    assert words(visit(), "breaking__link") == []


def test_a_scheduled_article_appears_on_its_second():
    """Time makes news live: nothing runs in between."""
    article = make_article("en", headline="Live", published=False)
    article.publish(by=SYSTEM, at=timezone.now() + timedelta(hours=1))
    assert words(visit(), "lead__headline") == []
    now = timezone.now()
    Article.objects.filter(pk=article.pk).update(published_at=now, first_published_at=now)
    assert words(visit(), "lead__headline") == ["Live"]


def test_the_short_headline_is_for_narrow_places_and_the_whole_one_for_the_lead():
    image = make_image()
    for number in range(5):
        make_article("en", headline=f"A long headline {number}", short_headline=f"Short {number}", lead_image=image)
    page = visit()
    assert words(page, "lead__headline") == ["A long headline 4"]
    assert words(page, "second__headline") == ["Short 3", "Short 2"]
    assert words(page, "latest__link") == ["Short 1", "Short 0"]
