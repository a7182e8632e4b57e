"""Counting what happens too often: windows that begin with the first thing counted."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from newsroom import throttle
from newsroom.models import Tally
from newsroom.throttle import Count, Window

pytestmark = pytest.mark.django_db

SHORT, LONG = Window("a", 15), Window("b", 600)


def counts(now, *windows):
    return {key: count.count for key, count in throttle.count(windows, now=now).items()}


def test_each_key_is_counted_in_its_own_window():
    assert counts(1000, SHORT, LONG) == {"a": 1, "b": 1}
    assert counts(1014.9, SHORT, LONG) == {"a": 2, "b": 2}
    assert counts(1015, SHORT, LONG) == {"a": 1, "b": 3}
    assert counts(1600, SHORT, LONG) == {"a": 1, "b": 1}


@pytest.mark.parametrize("first", [1000, 1000.2, 1007.5, 1014.9, 1014.999])
def test_there_is_no_seam_at_which_a_window_is_shorter(first):
    counts(first, SHORT)
    assert counts(first + 14.99, SHORT) == {"a": 2}
    assert counts(first + 16, SHORT) == {"a": 1}


def test_it_says_when_the_window_ends():
    throttle.count([SHORT], now=1000)
    assert throttle.count([SHORT], now=1003.5) == {"a": Count(2, 12)}
    assert throttle.count([SHORT], now=1014.9) == {"a": Count(3, 1)}


def test_it_is_one_statement_whatever_is_counted():
    with CaptureQueriesContext(connection) as queries:
        throttle.count([SHORT, LONG, Window("c", 60), SHORT, Window("", 60)])
    assert len(queries) == 1
    assert set(Tally.objects.values_list("key", "count")) == {("a", 1), ("b", 1), ("c", 1)}


def test_nothing_to_count_asks_nothing():
    with CaptureQueriesContext(connection) as queries:
        assert throttle.count([]) == throttle.count([Window("", 60)]) == {}
    assert len(queries) == 0


def test_counts_whose_window_is_over_are_forgotten():
    throttle.count([SHORT, LONG], now=1000)
    assert throttle.forget_ended(now=1100) == 1
    assert Tally.objects.get().key == "b"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_many_at_once_are_all_counted(at_once):
    one, other = Window("a", 600), Window("b", 600)

    def count_ten_times(*windows):
        return [throttle.count(windows) for _time in range(10)]

    at_once(*(lambda: count_ten_times(one, other), lambda: count_ten_times(other, one)) * 2)
    assert at_once(lambda: dict(Tally.objects.values_list("key", "count"))) == [{"a": 40, "b": 40}]
