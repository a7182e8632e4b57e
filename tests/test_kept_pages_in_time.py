"""What time alone changes is on kept pages at its second, though nobody asks Django for anything before."""

from datetime import UTC, datetime, timedelta

import pytest
from kept import Server
from makers import make_article, make_comment, make_reads

from articles.models import Article, Pin
from newsroom.actors import SYSTEM

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swaps_happen")]

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


class Clock:
    def __init__(self):
        self.now = NOON

    def move(self, time):
        self.now += time


@pytest.fixture(autouse=True)
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr("django.utils.timezone.now", lambda: clock.now)
    monkeypatch.setattr("time.time", lambda: clock.now.timestamp())
    return clock


@pytest.fixture
def server():
    return Server()


def assert_changes_at(server, clock, address, time, before, after):
    """Read the page until the second before, and at it; in all that time nothing but `address` is asked for."""
    second = timedelta(seconds=1)
    for step in (time - second, second):
        page = server.get(address).text
        assert (before in page, after in page) == (True, False)
        clock.move(step)
    page = server.get(address).text
    assert (before in page, after in page) == (False, True)


def test_a_scheduled_article_appears(server, clock):
    make_article("en", headline="The old story")
    make_article("en", published=False, headline="The new story").publish(by=SYSTEM, at=clock.now + HOUR)
    server.get("/en/latest/")
    clock.move(HOUR - timedelta(seconds=1))
    assert "The new story" not in server.get("/en/latest/").text
    clock.move(timedelta(seconds=1))
    assert "The new story" in server.get("/en/latest/").text
    assert server.get("/en/latest/").outcome == "hit"


@pytest.mark.parametrize("column", ["expires_at", "embargoed_until"])
def test_what_expires_goes_and_what_was_under_embargo_comes(server, clock, column):
    article = make_article("en", headline="A story")
    setattr(article, column, clock.now + HOUR)
    article.save()
    there_before = column == "expires_at"
    assert ("A story" in server.get("/en/").text) == there_before
    clock.move(HOUR)
    assert ("A story" in server.get("/en/").text) == (not there_before)


def test_changes_of_a_live_article_come_at_their_hour(server, clock):
    article = make_article("en", headline="The first words")
    article.revise(by=SYSTEM, headline="The second words")
    article = Article.objects.get(pk=article.pk)
    article.publish(by=SYSTEM, at=clock.now + HOUR)
    assert_changes_at(server, clock, "/en/", HOUR, "The first words", "The second words")


def test_breaking_news_ends(server, clock):
    article = make_article("en", headline="It breaks")
    article.breaking_until = clock.now + HOUR
    article.save()
    assert 'class="breaking' in server.get("/en/most-read/").text
    clock.move(HOUR)
    assert 'class="breaking' not in server.get("/en/most-read/").text


def test_a_pin_runs_out(server, clock):
    articles = [make_article("en") for _ in range(9)]
    Pin.objects.pin(articles[0], position=0, until=clock.now + HOUR, by=SYSTEM)
    before = server.get("/en/").text
    clock.move(HOUR)
    after = server.get("/en/")
    assert after.outcome == "stale"
    assert after.text != before


def test_comments_close(server, clock):
    article = make_article("en")
    article.comments_close_at = clock.now + HOUR
    article.save()
    make_comment(article)
    address = article.get_absolute_url()
    assert 'name="body"' in server.get(address).text
    clock.move(HOUR)
    assert 'name="body"' not in server.get(address).text


def test_the_date_changes_at_the_newsrooms_midnight(server, clock):
    """Casablanca is an hour ahead of UTC."""
    clock.now = datetime(2026, 11, 26, 22, 0, tzinfo=UTC)
    assert_changes_at(server, clock, "/en/", HOUR, "26 November 2026", "27 November 2026")


def test_a_ranking_is_a_minute_old_at_most(server, clock):
    articles = [make_article("en") for _ in range(5)]
    server.get("/en/most-read/")
    for article in articles:
        make_reads(article, 3)
    assert server.get("/en/most-read/").outcome == "hit"
    clock.move(timedelta(minutes=1))
    assert server.get("/en/most-read/").outcome == "stale"


def test_so_is_the_one_on_the_front_page_whichever_address_of_it_was_asked_for_first(server, clock):
    for _ in range(5):
        make_reads(make_article("en"), 3)
    server.get("/en/?order=newest")
    server.get("/en/", same_second=True)
    assert server.get("/en/").outcome == "hit"
    clock.move(timedelta(minutes=1))
    assert server.get("/en/").outcome == "stale"
