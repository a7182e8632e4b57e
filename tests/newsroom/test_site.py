"""The newsroom's settings, as pages see them."""

import pytest
from django.test import RequestFactory

from newsroom.models import Site, site

pytestmark = pytest.mark.django_db


def seen() -> str:
    return Site.of(RequestFactory().get("/ar/")).name_ar


@pytest.fixture
def clock(monkeypatch):
    class Clock:
        second = 1

    monkeypatch.setattr(site, "this_second", lambda: Clock.second)
    site.as_of.cache_clear()
    yield Clock
    site.as_of.cache_clear()


def test_pages_of_one_second_ask_once(clock, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert seen() == seen()


def test_what_another_process_has_saved_is_seen_in_the_next_second(clock):
    Site.objects.create(pk=1, name_ar="قبل")
    assert seen() == "قبل"
    Site.objects.filter(pk=1).update(name_ar="بعد")
    clock.second += 1
    assert seen() == "بعد"


def test_what_this_process_has_saved_is_seen_at_once(clock):
    row = Site.objects.create(pk=1, name_ar="قبل")
    assert seen() == "قبل"
    row.name_ar = "بعد"
    row.save()
    assert seen() == "بعد"
