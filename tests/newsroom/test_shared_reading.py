"""What the database said of changes, heard by all processes through a Redis: as fresh as if each had asked."""

import json
import time

import pytest
from kept import Closing, Server, at_once

from newsroom import shared_cache
from newsroom.models import Change
from newsroom.page_cache import sharing, watch
from newsroom.page_cache.sharing import READING, TURN, SharedWatch, heard, take, tell
from newsroom.page_cache.watch import Reading, Watch
from newsroom.replicas import choosing
from newsroom.replicas.watching import ReplicaWatch

pytestmark = pytest.mark.django_db

NOON = 1_800_000_000.0
MINUTE = 60


@pytest.fixture(autouse=True)
def a_minute(monkeypatch):
    """Let readings be believed for so long that a machine with much to do has no part in what is tested."""
    for module in (watch, sharing):
        monkeypatch.setattr(module, "BELIEVED", MINUTE)
    monkeypatch.setattr(sharing, "TURN_ENDS_AFTER", MINUTE * 1000)


@pytest.fixture
def asked(monkeypatch):
    """Give the numbers of the readings for which the database was asked."""
    questions, read = [], watch.read
    monkeypatch.setattr(watch, "read", lambda number: questions.append(number) or read(number))
    return questions


@pytest.fixture
def key_of(cache):
    return lambda name: f"{shared_cache.CACHE._prefix}{name}"


def process():
    return SharedWatch(start=at_once)


def news(reading):
    return reading.versions.get(Change.NEWS, 0)


def known(**over):
    """Return a reading that is told when nothing is scheduled for long."""
    told = {"number": 1, "versions": {"news": 7}, "changes_at": time.time() + 3600} | over
    return Reading(**told, believed_until=time.monotonic() + MINUTE)


def cache_clock(cache):
    seconds, microseconds = cache.time()
    return seconds * 1000 + microseconds // 1000


# One asks for all


def test_of_many_processes_one_asks(cache, asked):
    Change.objects.note(Change.NEWS)
    readings = [process().reading() for _ in range(5)]
    assert len(asked) == 1
    assert {news(reading) for reading in readings} == {news(watch.read(0))}
    assert len({reading.changes_at for reading in readings}) == 1


def test_each_counts_its_own_readings(cache, asked, key_of):
    one, other = process(), process()
    assert [one.reading().number, other.reading().number] == [1, 1]
    cache.delete(key_of(READING))
    other._last.believed_until = 0
    assert other.reading().number == 2


def test_without_a_cache_each_asks(asked):
    for _ in range(3):
        process().reading()
    assert len(asked) == 3


def test_when_it_is_no_longer_believed_one_asks_again(cache, asked, key_of):
    one, other = process(), process()
    before = [news(one.reading()), news(other.reading())]
    Change.objects.note(Change.NEWS)
    cache.delete(key_of(READING))
    for each in (one, other):
        each._last.believed_until = 0
    assert [news(one.reading()), news(other.reading())] == [version + 1 for version in before]
    assert len(asked) == 2


def test_who_comes_while_another_asks_waits_a_moment_and_then_asks_too(cache, monkeypatch, key_of):
    monkeypatch.setattr(sharing, "PAUSES", (0.0,) * 3)
    heard_meanwhile = []

    def ask(number):
        heard_meanwhile.append(take(2, lambda number: known(number=number, versions={"news": 8})))
        return known()

    assert take(1, ask).versions == {"news": 7}
    # What was asked out of turn nobody else hears.
    assert heard_meanwhile[0].versions == {"news": 8}
    assert take(3, pytest.fail).versions == {"news": 7}
    assert not cache.exists(key_of(TURN))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_in_a_race_all_hear_the_same(cache, monkeypatch, at_once):
    monkeypatch.setattr(sharing, "PAUSES", (0.0, *(0.01,) * 500))
    questions = []

    def ask(number):
        questions.append(number)
        return known(number=number, versions={"news": number})

    readings = at_once(*[lambda number=number: take(number, ask) for number in range(4)])
    assert len(questions) == 1
    assert [reading.versions for reading in readings] == [{"news": questions[0]}] * 4


# No longer than the one who asked


def test_nobody_believes_it_longer_than_who_has_asked(cache):
    began = time.monotonic()
    first = process().reading()
    assert began < first.believed_until
    assert all(process().reading().believed_until <= first.believed_until for _ in range(3))


def test_however_long_the_answer_took_it_ends_when_it_would_have_ended(cache):
    tell(known(), "me", cache_clock(cache) - 40_000)
    reading = take(2, pytest.fail)
    assert reading.believed_until <= time.monotonic() + 20


def test_an_answer_that_took_too_long_is_for_nobody(cache, key_of):
    tell(known(), "me", cache_clock(cache) - 60_001)
    assert not cache.exists(key_of(READING))


def test_it_is_believed_no_further_than_the_next_change_by_time(cache, key_of):
    tell(known(changes_at=time.time() + 20), "me", cache_clock(cache))
    assert 0 < cache.pttl(key_of(READING)) <= 20_000
    reading = take(2, pytest.fail)
    assert reading.believed_until <= time.monotonic() + 20


@pytest.mark.parametrize(
    ("told_at", "changes_at", "left", "believed"),
    [
        # Of the last millisecond a part may be over.
        (NOON - 0.5, NOON + 60, 400, 0.399),
        (NOON - 0.5, NOON + 0.1, 400, 0.1),
        # Our clock is behind: what changed between it and theirs is not in their next change.
        (NOON + 0.1, NOON + 60, 400, None),
        # Ours is ahead: for us it has changed.
        (NOON - 0.5, NOON, 400, None),
        (NOON - 0.5, NOON + 60, 60_001, None),
        (NOON - 0.5, NOON + 60, -1, None),
    ],
)
def test_clocks_that_differ_make_nothing_older(monkeypatch, told_at, changes_at, left, believed):
    monkeypatch.setattr(sharing.time, "time", lambda: NOON)
    words = json.dumps({"versions": {"news": 7}, "told_at": told_at, "changes_at": changes_at}).encode()
    reading = heard(2, words, left, began=1000.0)
    assert (reading and reading.believed_until - 1000) == (believed and pytest.approx(believed))


# What becomes of it when the cache fails


WHOLE = {"versions": {"news": 7}, "told_at": 0, "changes_at": 4e9}


@pytest.mark.parametrize(
    "words",
    [
        b"", b"\xff\xfe", b"null", b"7", b"[]", b"{}", b"[" * 100_000, b'{"versions": {"news": 7}',
        json.dumps(WHOLE | {"versions": 7}).encode(),
        json.dumps(WHOLE | {"versions": {"news": None}}).encode(),
        json.dumps(WHOLE | {"versions": {"news": float("inf")}}).encode(),
        json.dumps(WHOLE | {"changes_at": "soon"}).encode(),
        json.dumps(WHOLE | {"told_at": float("nan")}).encode(),
    ],
)  # fmt: skip
def test_garbage_is_no_reading(cache, asked, key_of, words):
    cache.set(key_of(READING), words, px=60_000)
    assert news(process().reading()) == news(watch.read(0))
    assert asked == [1, 0]


def test_what_would_be_a_reading_but_never_ends_is_none(cache, asked, key_of):
    cache.set(key_of(READING), json.dumps(WHOLE))
    assert news(process().reading()) != 7
    assert asked == [1]


def test_something_else_under_its_name_is_as_good_as_no_cache(cache, asked, key_of):
    cache.lpush(key_of(READING), "a list")
    assert process().reading()
    assert asked == [1]


def test_who_had_the_turn_and_died_holds_up_nobody(cache, asked, key_of):
    cache.set(key_of(TURN), "the dead", px=60_000)
    assert [process().reading().number for _ in range(2)] == [1, 1]
    assert len(asked) == 2
    assert not cache.exists(key_of(READING))
    assert 0 < cache.pttl(key_of(TURN)) <= sharing.TURN_ENDS_AFTER
    # Its turn ends by itself; here at once.
    cache.delete(key_of(TURN))
    for _ in range(2):
        process().reading()
    assert len(asked) == 3


def test_who_is_told_by_no_database_tells_nobody(cache, key_of):
    def ask(number):
        raise ConnectionError("the database has gone")

    with pytest.raises(ConnectionError):
        take(1, ask)
    assert not cache.exists(key_of(READING))


def test_emptied_in_the_middle_it_is_asked_once_more(cache, asked):
    def ask(number):
        cache.flushall()
        return known()

    take(1, ask)
    assert take(2, pytest.fail).versions == {"news": 7}
    cache.flushall()
    assert news(process().reading()) == news(watch.read(0))


def test_killed_in_the_middle_the_database_has_answered_and_answers(mortal_cache, asked):
    def ask(number):
        mortal_cache.kill()
        return known()

    assert take(1, ask).versions == {"news": 7}
    assert [process().reading().number for _ in range(2)] == [1, 1]
    assert len(asked) == 2
    mortal_cache.start()
    shared_cache.CACHE._knock()
    for _ in range(3):
        process().reading()
    assert len(asked) == 3


# Pages


def test_two_servers_show_a_change_as_soon_as_either_asks(cache, key_of):
    def application(environ, start_response):
        start_response("200 OK", [("Cache-Control", "public")])
        return Closing([b"page"])

    servers = [Server(application=application) for _ in range(2)]
    for server in servers:
        server.watch = server.cache.watch = process()

    def outcomes():
        cache.delete(key_of(READING))
        return [server.get("/ar/").outcome for server in servers]

    assert [outcomes(), outcomes()] == [["miss"] * 2, ["hit"] * 2]
    Change.objects.note(Change.NEWS)
    assert [outcomes(), outcomes()] == [["stale"] * 2, ["hit"] * 2]


class Chosen:
    """Replicas of which one is chosen."""

    def __init__(self, source):
        self.source, self.aliases = source, []

    def choose(self, *, anew):
        return self.source


@pytest.mark.parametrize(("source", "shared"), [("default", True), ("replica_1", False)])
def test_only_what_the_primary_said_is_heard_by_others(cache, monkeypatch, key_of, source, shared):
    monkeypatch.setattr(choosing, "REPLICAS", Chosen(source))
    monkeypatch.setattr(watch, "read", lambda number: known(number=number))
    ReplicaWatch(start=at_once).reading()
    assert cache.exists(key_of(READING)) == shared
    tell(known(versions={"news": 8}), "another", cache_clock(cache))
    assert news(ReplicaWatch(start=at_once).reading()) == (8 if shared else 7)
    assert news(Watch(start=at_once).reading()) == 7
