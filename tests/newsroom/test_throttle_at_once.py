"""Limits on a database that many threads share: nobody is counted twice, nobody gets lost."""

import pytest

from newsroom import throttle
from newsroom.models import Tally
from newsroom.throttle import Window

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

MINUTE, HOUR = Window("minute", 60), Window("hour", 3600)
NOON = 1_800_000_000.0


def test_of_many_at_once_each_has_a_count_of_its_own(at_once, counted_in):
    """They share two keys and ask for them in different orders: nobody waits for ever."""

    def knock(*windows):
        return [throttle.count(windows, now=NOON) for _time in range(10)]

    answers = at_once(*[lambda: knock(MINUTE, HOUR), lambda: knock(HOUR, MINUTE)] * 4)
    for key in ("minute", "hour"):
        assert sorted(answer[key].count for thread in answers for answer in thread) == list(range(1, 81))


def test_a_key_is_a_value_and_no_part_of_the_statement(at_once):
    key = "'; DROP TABLE newsroom_tally; -- %s"
    at_once(*[lambda: throttle.count([Window(key, 60)], now=NOON)] * 3)
    assert at_once(lambda: list(Tally.objects.values_list("key", "count"))) == [[(key, 3)]]
