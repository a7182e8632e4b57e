"""The bar of breaking news: on every page of its edition, gone at its second, and told to who cannot see it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article
from visible import Visible

from articles.models import Article
from newsroom import languages

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)


@pytest.fixture
def clock(monkeypatch):
    def stand(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return stand


def bar(path):
    found = page_of(Client().get(path)).all("breaking-bar")
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize("language", languages.CODES)
def test_it_stands_on_every_page_until_its_second(language, clock):
    pages = [path for _name, path, _status in Visible().paths(language)]
    until = timezone.now().replace(microsecond=0) + timedelta(minutes=30)
    Article.objects.update(breaking_until=None)
    news = make_article(language, headline="Now", breaking_until=until)
    clock(until - SECOND)
    assert [path for path in pages if bar(path) is None] == []
    assert bar(news.get_absolute_url()) is None
    clock(until)
    assert [path for path in pages if bar(path) is not None] == []


def test_nothing_that_stands_in_front_of_us_keeps_it_longer_than_a_second():
    make_article("en", breaking_until=timezone.now() + timedelta(minutes=30))
    for path in ("/en/", "/en/latest/", make_article("en").get_absolute_url()):
        rules = [rule.strip() for rule in Client().get(path).headers["Cache-Control"].split(",")]
        assert {"max-age=0", "s-maxage=1", "must-revalidate"} <= set(rules)


def test_it_says_when_it_ends_and_which_news_it_is():
    until = timezone.now().replace(microsecond=0) + timedelta(minutes=30)
    news = make_article("en", headline="Now", breaking_until=until)
    found = bar("/en/latest/")
    assert found["data-article"] == str(news.pk)
    assert timezone.datetime.fromisoformat(found["data-until"]) == until
    assert abs(timezone.datetime.fromisoformat(found["data-now"]) - timezone.now()) < timedelta(minutes=1)
    assert found.one("a", class_="breaking__link")["href"] == news.get_absolute_url()
    assert found.one("time", class_="breaking__time")["datetime"]


@pytest.mark.parametrize(("language", "words"), [("ar", "خبر عاجل"), ("en", "Breaking news")])
def test_it_is_one_landmark_that_speaks_when_it_is_its_turn(language, words):
    make_article(language, breaking_until=timezone.now() + timedelta(minutes=30))
    found = bar(f"/{language}/latest/")
    (landmark,) = found.all("aside")
    assert (landmark["aria-label"], landmark["aria-live"]) == (words, "polite")
    assert not [element for element in found.all() if "role" in element.attributes]
    assert found.one("button")["type"] == "button"
    assert found.one("button").words


def test_a_page_without_breaking_news_loads_nothing_for_it():
    make_article("en")
    assert "breaking-bar" not in Client().get("/en/").content.decode()
