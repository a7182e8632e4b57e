"""What readers see of pins: articles at the places that editors chose, while they are public and the pin lasts."""

from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from html_page import Element, page_of
from makers import make_article, make_image, make_section

from articles.models import Article, Pin
from articles.models.pin import PLACES
from newsroom import due
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


def pin(article: Article, place: int, **over: Any) -> Pin:
    return Pin.objects.pin(
        article, **{"position": place - 1, "until": timezone.now() + timedelta(hours=24), "by": SYSTEM} | over
    )


def places(language: str = "en") -> list[str]:
    """Return the headlines of the lead, of the two beside the latest and of the rows below, as readers see them."""
    page = page_of(Client().get(f"/{language}/"))
    return [row.words for name in ("lead__headline", "second__headline") for row in page.all(class_=name)]


def latest(page: Element) -> list[str]:
    return [row.words for row in page.all(class_="latest__link")]


@pytest.fixture
def five() -> list[Article]:
    """Five articles without pictures, "Story 4" the newest."""
    return [make_article("en", headline=f"Story {number}") for number in range(5)]


def test_a_pinned_article_stands_at_its_place_and_the_newest_fill_the_rest(five):
    pin(five[0], 1)
    assert places() == ["Story 0", "Story 4", "Story 3"]
    pin(five[1], 3)
    assert places() == ["Story 0", "Story 4", "Story 1"]


def test_a_place_further_down_brings_a_row_of_three(five):
    pin(five[0], 5)
    page = page_of(Client().get("/en/"))
    assert places() == ["Story 4", "Story 3", "Story 2", "Story 1", "Story 0"]
    assert latest(page) == []
    for _ in range(6):
        make_article("en")
    assert len(places()) == 6
    assert places()[4] == "Story 0"


def test_all_twelve_places_can_be_pinned():
    rows = [make_article("en", headline=f"Story {number}") for number in range(PLACES + 3)]
    for place, article in enumerate(rows[:PLACES], start=1):
        pin(article, place)
    assert places() == [f"Story {number}" for number in range(PLACES)]
    assert latest(page_of(Client().get("/en/"))) == ["Story 14", "Story 13", "Story 12"]


def test_no_article_stands_on_the_page_twice():
    sections = [make_section() for _ in range(3)]
    rows = [make_article("en", headline=f"Story {number}", section=sections[number % 3]) for number in range(40)]
    for place, number in ((1, 3), (2, 30), (6, 39), (9, 17)):
        pin(rows[number], place)
    content = Client().get("/en/").content.decode()
    for article in rows:
        # Neither has a picture, so that every link is a headline.
        assert content.count(f'href="{article.get_absolute_url()}"') <= 1


def test_the_editions_are_independent(five):
    arabic = [make_article("ar", headline=f"خبر {number}") for number in range(4)]
    pin(arabic[0], 1)
    assert places("ar")[0] == "خبر 0"
    assert places("en") == ["Story 4", "Story 3", "Story 2"]


def test_a_pinned_lead_may_have_no_picture_and_the_seconds_keep_theirs(five):
    image = make_image()
    for number in range(3):
        make_article("en", headline=f"Pictured {number}", lead_image=image)
    make_article("en", headline="Newest and plain")
    assert places() == ["Pictured 2", "Pictured 1", "Pictured 0"]
    pin(five[0], 1)
    assert places() == ["Story 0", "Pictured 2", "Pictured 1"]
    lead = page_of(Client().get("/en/")).one("article", class_="lead")
    assert "lead--plain" in lead["class"]
    assert not lead.all("img")


def test_without_any_article_the_page_says_so():
    article = make_article("en")
    pin(article, 1)
    article.withdraw(by=SYSTEM, reason="")
    assert page_of(Client().get("/en/")).one("p", class_="empty").words == "There are no articles here yet."


def test_a_pin_ends_at_its_second_with_nothing_running(five):
    end = pin(five[0], 1).until
    with patch("django.utils.timezone.now") as clock:
        clock.return_value = end - SECOND
        assert places()[0] == "Story 0"
        for moment in (end, end + SECOND):
            clock.return_value = moment
            assert places() == ["Story 4", "Story 3", "Story 2"]
    assert Pin.objects.count() == 1


def test_a_pinned_article_that_is_scheduled_stands_there_from_its_second(five):
    hour = timezone.now() + HOUR
    article = make_article("en", headline="Scheduled", published=False)
    article.publish(by=SYSTEM, at=hour)
    pin(article, 2)
    with patch("django.utils.timezone.now") as clock:
        clock.return_value = hour - SECOND
        assert places() == ["Story 4", "Story 3", "Story 2"]
        for moment in (hour, hour + SECOND):
            clock.return_value = moment
            assert places() == ["Story 4", "Scheduled", "Story 3"]


def withdraw(article: Article) -> None:
    article.withdraw(by=SYSTEM, reason="")


def restore(article: Article) -> None:
    withdraw(article)
    article.restore(by=SYSTEM)


def expire(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(expires_at=timezone.now())


def embargo(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(embargoed_until=timezone.now() + HOUR)


@pytest.mark.parametrize("hide", [withdraw, restore, expire, embargo])
def test_what_readers_may_no_longer_see_is_skipped_and_its_place_filled(hide, five):
    pin(five[0], 1)
    pin(five[1], 2)
    hide(five[0])
    assert places() == ["Story 4", "Story 1", "Story 3"]


def test_two_pins_at_one_place_both_stand_there(five):
    """Of two editors in one moment on a database that lets both through, neither's choice is lost."""
    for number in (0, 1):
        Pin.objects.create(language="en", article=five[number], position=0, until=timezone.now() + HOUR)
    assert places() == ["Story 0", "Story 1", "Story 4"]


def queries() -> int:
    with CaptureQueriesContext(connection) as captured:
        assert Client().get("/en/").status_code == 200
    return len(captured)


def test_pins_cost_no_query_each():
    rows = [make_article("en", section=make_section(), lead_image=make_image()) for _ in range(20)]
    none = queries()
    pin(rows[0], 1)
    one = queries()
    for place in range(2, PLACES + 1):
        pin(rows[place], place)
    assert none == one == queries() <= 12


def test_due_work_deletes_pins_that_ended_and_no_other(five):
    ended, lasting = pin(five[0], 1), pin(five[1], 2)
    Pin.objects.filter(pk=ended.pk).update(until=timezone.now())
    assert due.run()["ended pins"] == 1
    assert list(Pin.objects.all()) == [lasting]
