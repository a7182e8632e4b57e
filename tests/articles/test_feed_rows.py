"""What a feed reads beside its texts is in the order it is printed in, and what is hidden meanwhile is not read."""

import itertools
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone
from makers import make_article, make_author, make_topic

from articles.models import Article, Correction
from newsroom.actors import SYSTEM
from newsroom.models import site

pytestmark = pytest.mark.django_db

CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
TEXT = "{http://purl.org/rss/1.0/modules/content/}encoded"
HOUR = timedelta(hours=1)


def items(address: str) -> list[Any]:
    answer = Client().get(address)
    assert answer.status_code == 200
    return list(ElementTree.fromstring(answer.content).iter("item"))


def texts(item: Any, name: str) -> list[str]:
    return [each.text for each in item.iter(name)]


def set_of(article: Article, **columns: Any) -> None:
    Article.objects.filter(pk=article.pk).update(**columns)


HIDDEN = {
    "withdrawn": lambda article: article.withdraw(by=SYSTEM, reason="It was not so."),
    "under embargo": lambda article: set_of(article, embargoed_until=timezone.now() + HOUR),
    "expired": lambda article: set_of(article, expires_at=timezone.now()),
}


@pytest.mark.parametrize("hide", HIDDEN)
@pytest.mark.parametrize("of_author", [False, True])
def test_what_is_hidden_within_the_moment_is_in_no_feed(hide, of_author, monkeypatch):
    monkeypatch.setattr(site, "this_second", itertools.repeat(-1).__next__)
    author = make_author()
    articles = [make_article("en", authors=[author], headline=f"Headline {number}") for number in range(3)]
    address = f"{author.url_in('en')}feed.xml" if of_author else "/en/feed.xml"
    assert [texts(item, "title") for item in items(address)] == [["Headline 2"], ["Headline 1"], ["Headline 0"]]
    HIDDEN[hide](articles[1])
    assert [texts(item, "title") for item in items(address)] == [["Headline 2"], ["Headline 0"]]


def test_authors_come_in_their_places_topics_by_name_and_corrections_oldest_first():
    authors = [make_author(name_en=name) for name in "XY"]
    topics = [make_topic(name_en=name) for name in ("b", "a")]
    articles = [make_article("en", authors=authors, topics=topics) for _ in range(2)]
    # They are read in no order of their keys.
    for position, byline in enumerate(articles[0].byline_set.order_by("-position")):
        byline.position = position
        byline.save()
    now = timezone.now()
    for number, article in enumerate(articles):
        for words, ago in (("later", 1), ("earlier", 2)):
            moment = now - ago * timedelta(seconds=1)
            Correction.objects.create(article=article, text=f"{words} {number}", published_at=moment)
    newer, older = items("/en/feed.xml")
    assert (texts(older, CREATOR), texts(newer, CREATOR)) == (["Y", "X"], ["X", "Y"])
    for number, item in enumerate((older, newer)):
        assert texts(item, "category")[-2:] == ["a", "b"]
        text = texts(item, TEXT)[0]
        assert 0 < text.index(f"earlier {number}") < text.index(f"later {number}")
        assert f"earlier {1 - number}" not in text
