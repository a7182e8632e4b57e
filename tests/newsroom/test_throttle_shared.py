"""Counting in a Redis, where there is one: as in the database, and there again when it has gone."""

import os
import subprocess
import sys

import pytest

from newsroom import shared_cache, throttle
from newsroom.models import Tally
from newsroom.throttle import Count, Window

pytestmark = pytest.mark.django_db

SHORT, LONG, DAY = Window("a", 15), Window("b", 600), Window("mail", 24 * 3600, exact=True)


def counts(*windows):
    return {key: count.count for key, count in throttle.count(windows).items()}


def stored():
    return dict(Tally.objects.values_list("key", "count"))


@pytest.fixture
def key_of(cache):
    """Give the name that a window has there: `key_of(SHORT)`."""
    return lambda window: f"{shared_cache.CACHE._prefix}{window.key}"


def test_each_key_is_counted_in_its_own_window_and_nothing_is_stored(cache, key_of):
    assert throttle.count([SHORT, LONG]) == {"a": Count(1, 15), "b": Count(1, 600)}
    cache.delete(key_of(SHORT))
    assert counts(SHORT, LONG) == {"a": 1, "b": 2}
    assert stored() == {}


def test_a_window_begins_with_the_first_thing_in_it_and_ends_by_itself(cache, key_of):
    throttle.count([SHORT])
    cache.pexpire(key_of(SHORT), 3_500)
    assert throttle.count([SHORT]) == {"a": Count(2, 4)}
    throttle.take_back([SHORT])
    throttle.take_back([SHORT])
    # Nothing is left in it, and it still ends when it would have ended.
    assert throttle.count([SHORT]) == {"a": Count(1, 4)}
    assert 0 < cache.pttl(key_of(SHORT)) <= 3_500


def test_it_is_one_question(cache):
    throttle.count([SHORT])
    before = cache.info("commandstats")["cmdstat_evalsha"]["calls"]
    throttle.count([SHORT, LONG, SHORT, Window("", 60)])
    assert cache.info("commandstats")["cmdstat_evalsha"]["calls"] == before + 1
    assert counts(SHORT, LONG) == {"a": 3, "b": 2}


def test_nothing_to_count_asks_nothing(cache, mortal_cache):
    mortal_cache.kill()
    assert throttle.count([]) == throttle.count([Window("", 60)]) == {}
    assert not shared_cache.CACHE._is_away


def test_what_was_not_done_is_taken_back(cache):
    counts(SHORT, LONG)
    throttle.take_back([SHORT, LONG, SHORT])
    throttle.take_back([SHORT, Window("never counted", 60)])
    assert counts(SHORT, LONG, Window("never counted", 60)) == {"a": 1, "b": 1, "never counted": 1}


def test_what_must_not_happen_twice_outlives_a_cache_that_is_emptied(cache):
    assert counts(DAY, SHORT) == {"mail": 1, "a": 1}
    cache.flushall()
    assert counts(DAY, SHORT) == {"mail": 2, "a": 1}
    throttle.take_back([DAY, SHORT])
    assert stored() == {"mail": 1}
    assert throttle.counted(SHORT) == 0


def test_it_dies_and_the_database_counts_and_it_comes_back(mortal_cache):
    assert counts(SHORT) == {"a": 1}
    mortal_cache.kill()
    assert [counts(SHORT), counts(SHORT)] == [{"a": 1}, {"a": 2}]
    throttle.take_back([SHORT])
    assert (throttle.counted(SHORT), stored()) == (None, {"a": 1})
    mortal_cache.start()
    shared_cache.CACHE._knock()
    assert counts(SHORT) == {"a": 1}
    assert throttle.counted(SHORT) == 1


def test_two_processes_count_together(cache, cache_server, settings):
    program = (
        "import django; django.setup(); from newsroom import throttle; "
        "print(throttle.count([throttle.Window('a', 15)])['a'].count)"
    )
    told = {
        "DJANGO_SETTINGS_MODULE": "newsroom.settings",
        "CACHE_URL": cache_server.url,
        "SECRET_KEY": settings.SECRET_KEY,
        "PUBLIC_URL": settings.PUBLIC_URL,
    }
    counts(SHORT)
    command = [sys.executable, "-c", program]
    said = subprocess.run(command, env=os.environ | told, cwd=settings.BASE_DIR, check=True, capture_output=True)
    assert said.stdout.split() == [b"2"]
    assert counts(SHORT) == {"a": 3}
