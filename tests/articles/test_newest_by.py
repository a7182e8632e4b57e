"""The newest of an author, in lists and feeds: those of an index, which are to be those of the articles themselves."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_author

from articles.feed_rows import ITEMS
from articles.models import Article
from articles.views.listing import PAGE_SIZE
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

# So many that feed and second page end among them.
WRITTEN = ITEMS + 3


@pytest.fixture
def author():
    """Who has written so many in each edition, two of each moment, stored in no order; and some that nobody has."""
    author, colleague, now = make_author(), make_author(), timezone.now()
    for language in languages.CODES:
        for number in range(WRITTEN):
            # 20 and WRITTEN have no divisor in common: every place comes once. A page ends between two of a moment.
            at = now - timedelta(hours=1 + (number * 20 % WRITTEN + 1) // 2)
            of_both = [author, colleague] if number % 5 else [colleague, author]
            make_article(language, authors=of_both, published_at=at, first_published_at=at)
        later = now + timedelta(hours=1)
        make_article(language, authors=[author], embargoed_until=later, first_published_at=later)
        make_article(language, authors=[author], expires_at=now)
        make_article(language, authors=[author], published=False)
        make_article(language, authors=[colleague])
    return author


def newest(author, language):
    """Return the headlines as the articles have it, without bylines' dates and order."""
    rows = Article.objects.public().in_language(language).filter(bylines=author).newest_first()
    headlines = [article.headline for article in rows]
    assert len(headlines) == WRITTEN
    return headlines


def test_the_feed_has_the_newest_and_the_list_goes_from_them_to_the_oldest(author):
    for language in languages.CODES:
        expected = newest(author, language)
        feed = ElementTree.fromstring(Client().get(f"{author.url_in(language)}feed.xml").content)
        assert [item.findtext("title") for item in feed.iter("item")] == expected[:ITEMS]
        for number in (1, 2, 3):
            page = page_of(Client().get(f"{author.url_in(language)}?page={number}"))
            headlines = [row.words for row in page.all(class_="row__headline")]
            assert headlines == expected[PAGE_SIZE * (number - 1) : PAGE_SIZE * number]
            assert headlines


def test_who_has_drafts_alone_has_an_empty_list():
    author = make_author()
    make_article("en", authors=[author], published=False)
    assert page_of(Client().get(author.url_in("en"))).all("p", class_="empty")


def test_an_embargo_that_moves_the_hour_moves_the_place_in_the_list():
    author, now = make_author(), timezone.now()
    earlier, later = (make_article("en", authors=[author], published=False, headline=words) for words in ("A", "B"))
    for article, hours in ((earlier, 1), (later, 2)):
        article.publish(by=SYSTEM, at=now + timedelta(hours=hours))
    earlier.control(by=SYSTEM, embargoed_until=now + timedelta(hours=3))
    assert list(Article.objects.newest_by(author.pk, "en", now + timedelta(hours=4))) == [earlier, later]
