from collections import Counter

import pytest
from rehearsal.report import Ledger, Phase, Seen, longest_gap, lost, table, troubled, twice


@pytest.mark.parametrize(
    ("moments", "gap"),
    [
        ([], 10.0),
        ([5.0], 5.0),
        ([1.0, 2.0, 9.0], 7.0),
        # Neither sorted nor all of this time.
        ([8.0, -3.0, 2.0, 11.0], 6.0),
        ([6.0, 7.0], 6.0),
        ([1.0, 2.0], 8.0),
    ],
)
def test_the_longest_gap_counts_the_time_before_the_first_answer_and_after_the_last(moments, gap):
    assert longest_gap(moments, 0.0, 10.0) == gap


def test_what_was_acknowledged_and_is_not_there_is_lost():
    ledger = Ledger()
    for mark in ("one", "two", "three"):
        ledger.send(mark)
    ledger.acknowledge("one")
    ledger.acknowledge("two")
    # Sent again, it is still the one that was acknowledged.
    ledger.send("two")
    assert lost(ledger.acknowledged(), Counter(["one", "three"])) == ["two"]
    assert lost(ledger.acknowledged(), Counter(["one", "two"])) == []


def test_what_is_stored_twice_is_told_whether_or_not_it_was_acknowledged():
    assert twice(Counter(["one", "two", "two"])) == ["two"]
    assert twice(Counter(["one", "two"])) == []


def test_the_table_says_of_each_what_they_asked_and_what_was_wrong():
    phase = Phase("the replica dies", began=100.0, ended=110.0)
    seen = [
        Seen("readers", 99.0, 99.5),
        Seen("readers", 100.0, 101.0),
        Seen("readers", 101.0, 105.0, "503"),
        Seen("readers", 105.0, 107.5),
        Seen("readers", 108.0, 108.1, "503"),
        Seen("readers", 108.2, 108.3, "no answer"),
        Seen("editors", 100.0, 104.0),
    ]
    head, readers, editors = table(phase, ("readers", "editors"), seen).splitlines()
    assert head.split() == ["requests", "errors", "longest", "gap", "slowest"]
    assert readers.split() == "readers 5 3 6.5 s 4.0 s 2 × 503, 1 × no answer".split()
    assert editors.split() == "editors 1 0 6.0 s 4.0 s".split()


def test_who_has_no_answer_or_a_wrong_one_of_late_is_in_trouble():
    seen = [
        Seen("readers", 9.0, 10.0),
        Seen("readers", 11.0, 12.0, "503"),
        Seen("readers", 15.0, 16.0),
        Seen("editors", 8.0, 9.0),
        Seen("commenters", 17.0, 18.0, "no answer"),
    ]
    people = ("readers", "editors", "commenters")
    assert troubled(people, seen, since=10.0, calm_from=14.0) == ["editors", "commenters"]
    assert troubled(people, seen, since=9.0, calm_from=19.0) == []
