"""The Redis of CACHE_URL goes and comes back; whoever asks it does not wait for long and gets no error."""

import logging
import threading
import time

import pytest

from newsroom import shared_cache
from newsroom.page_cache.sharing import take
from newsroom.page_cache.watch import Reading
from newsroom.shared_cache import PAUSE, SharedCache

ECHO = "return ARGV[1]"
ADD = "return redis.call('INCR', KEYS[1])"


def ask():
    return shared_cache.CACHE.run(ECHO, [], "here")


def knock():
    """Let whoever asks next find out whether it is back; return the answer of the one after."""
    shared_cache.CACHE._tried_at -= PAUSE
    ask()
    for thread in threading.enumerate():
        if thread.name == "shared-cache":
            thread.join()
    return ask()


@pytest.fixture
def lines(caplog):
    """Give what the log has said of it: `lines()`."""
    caplog.set_level(logging.INFO, logger="newsroom.shared_cache")
    return lambda: [(record.levelname, record.getMessage().split(":")[0]) for record in caplog.records]


GONE = ("ERROR", "the shared cache does not answer, the database is asked")
BACK = ("WARNING", "the shared cache answers again")


def test_without_an_address_nobody_answers():
    assert SharedCache("").run(ECHO, [], "here") is None


def test_it_answers(cache, lines):
    assert ask() == b"here"
    assert lines() == []


def test_keys_are_those_of_this_site(cache, settings, cache_server):
    assert shared_cache.CACHE.run(ADD, ["visits"]) == 1
    settings.PUBLIC_URL = "https://staging.example"
    assert SharedCache(cache_server.url).run(ADD, ["visits"]) == 1
    assert [key[:9] for key in cache.scan_iter()] == [b"newsroom:"] * 2


def test_killed_it_is_missed_once_and_found_again(mortal_cache, lines):
    assert ask() == b"here"
    mortal_cache.kill()
    assert [ask() for _ in range(3)] == [None] * 3
    assert knock() is None
    assert lines() == [GONE]
    mortal_cache.start()
    assert knock() == b"here"
    assert lines() == [GONE, BACK]


def test_started_anew_between_two_questions_it_is_not_missed(mortal_cache, lines):
    assert ask() == b"here"
    mortal_cache.kill()
    mortal_cache.start()
    assert ask() == b"here"
    assert lines() == []


def test_hanging_it_is_waited_for_once(mortal_cache, lines):
    assert ask() == b"here"
    mortal_cache.stop()
    began = time.monotonic()
    assert [ask() for _ in range(10)] == [None] * 10
    assert time.monotonic() - began < 1
    began = time.monotonic()
    shared_cache.CACHE._tried_at -= PAUSE
    assert ask() is None
    assert time.monotonic() - began < shared_cache.PATIENCE / 2
    mortal_cache.go_on()
    assert knock() == b"here"
    assert lines() == [GONE, BACK]


def test_hanging_while_the_database_is_asked_it_keeps_no_answer_back(mortal_cache):
    def ask(number):
        mortal_cache.stop()
        return Reading(number, {"news": 7}, time.time() + 60, time.monotonic() + 60)

    began = time.monotonic()
    assert take(1, ask).versions == {"news": 7}
    assert take(2, ask).versions == {"news": 7}
    assert time.monotonic() - began < 1


def test_within_a_second_it_is_not_tried_again(mortal_cache):
    mortal_cache.kill()
    ask()
    mortal_cache.start()
    tried_at = shared_cache.CACHE._tried_at = time.monotonic() + 60
    assert ask() is None
    assert shared_cache.CACHE._tried_at == tried_at


def test_full_it_is_as_good_as_away(cache, lines):
    cache.config_set("maxmemory", 1)
    try:
        assert shared_cache.CACHE.run(ADD, ["visits"]) is None
        assert knock() is None
    finally:
        cache.config_set("maxmemory", 0)
    assert knock() == b"here"
    assert lines() == [GONE, BACK]


def test_what_is_no_number_is_not_counted_on(cache):
    shared_cache.CACHE.run(ADD, ["visits"])
    [key] = cache.keys()
    cache.set(key, "garbage")
    assert shared_cache.CACHE.run(ADD, ["visits"]) is None


def test_no_script_it_has_forgotten_is_missed(cache):
    assert ask() == b"here"
    cache.script_flush()
    assert ask() == b"here"


def test_nobody_there_at_all(lines):
    nobody = SharedCache("redis://:secret@127.0.0.1:1/0")
    assert [nobody.run(ECHO, [], "here") for _ in range(2)] == [None, None]
    assert lines() == [GONE]
