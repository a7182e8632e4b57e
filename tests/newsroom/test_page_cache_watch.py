"""What a process knows of changes, also while the database is away."""

from concurrent.futures import Future
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError
from kept import Closing, Server, at_once

from newsroom.models import Change, Site
from newsroom.page_cache import watch
from newsroom.page_cache.watch import Reading, Watch, next_midnight, read

pytestmark = pytest.mark.django_db


class Database:
    """One that can be taken away: it refuses, or says nothing at all."""

    def __init__(self, monkeypatch):
        self.way = "there"
        self.asked = 0
        self.unanswered = []
        monkeypatch.setattr(watch, "read", self.read)

    def start(self, work):
        self.asked += 1
        if self.way == "silent":
            self.unanswered.append((work, Future()))
            return self.unanswered[-1][1]
        return at_once(work)

    def read(self, number):
        if self.way != "there":
            raise OperationalError("the database has gone")
        return read(number)

    def come_back(self):
        self.way = "there"
        for work, future in self.unanswered:
            work()
            future.set_result(None)


@pytest.fixture
def database(monkeypatch):
    monkeypatch.setattr(watch, "PATIENCE", 0.01)
    monkeypatch.setattr(watch, "PAUSE", 0)
    return Database(monkeypatch)


@pytest.fixture
def server(database):
    def application(environ, start_response):
        start_response("200 OK", [("Cache-Control", "public")])
        return Closing([b"page"])

    server = Server(application=application)
    server.cache.watch = server.watch = Watch(start=database.start)
    return server


@pytest.mark.parametrize("way", ["refusing", "silent"])
def test_while_the_database_is_away_readers_get_what_is_kept(server, database, way):
    server.get("/ar/")
    database.way = way
    assert [server.get("/ar/").outcome for _ in range(3)] == ["hit"] * 3


def test_only_the_first_waits_for_a_database_that_says_nothing(server, database, monkeypatch):
    server.get("/ar/")
    database.way, waited = "silent", []
    monkeypatch.setattr(watch, "wait", lambda futures, timeout: waited.append(timeout) or Nothing)
    for _ in range(3):
        server.get("/ar/")
    assert (database.asked, waited) == (2, [watch.PATIENCE])


class Nothing:
    done = ()


def test_a_question_that_is_never_answered_is_asked_again_and_its_answer_comes_too_late(server, database, monkeypatch):
    server.get("/ar/")
    database.way = "silent"
    server.get("/ar/")
    monkeypatch.setattr(watch, "GIVEN_UP", 0)
    database.way = "there"
    server.get("/ar/")
    known = server.watch.reading()
    server.let_a_second_pass()
    monkeypatch.setattr(watch, "read", lambda number: Reading(1, {}, 0, 0))
    database.come_back()
    assert server.watch._last is known


@pytest.mark.parametrize("way", ["refusing", "silent"])
def test_when_it_is_back_what_has_changed_meanwhile_is_seen(server, database, way):
    server.get("/ar/")
    database.way = way
    server.get("/ar/")
    Change.objects.note(Change.NEWS)
    database.come_back()
    assert server.get("/ar/").outcome == "stale"
    assert server.get("/ar/").outcome == "hit"


def test_before_it_has_ever_answered_django_is_asked_for_every_page(server, database):
    database.way = "refusing"
    assert [server.get("/ar/").outcome for _ in range(2)] == ["", ""]
    assert server.rendered == 2


def test_what_time_ends_is_ended_also_while_the_database_is_away(server, database, monkeypatch):
    server.get("/ar/")
    database.way = "refusing"
    later = datetime.now(UTC) + timedelta(days=1)
    monkeypatch.setattr("time.time", later.timestamp)
    assert server.get("/ar/").outcome == "stale"


def test_nothing_is_believed_beyond_the_next_moment_that_changes_pages(monkeypatch):
    monkeypatch.setattr(watch, "SCHEDULES", [lambda now: now + timedelta(seconds=0.2)])
    began = watch.time.monotonic()
    reading = read(1)
    assert reading.believed_until - began == pytest.approx(0.2, abs=0.05)


def test_the_day_of_the_newsroom_ends_at_its_own_midnight():
    Site.objects.update_or_create(pk=1, defaults={"time_zone": "Asia/Riyadh"})
    evening = datetime(2026, 11, 26, 20, 30, tzinfo=UTC)
    assert next_midnight(evening) == datetime(2026, 11, 26, 21, 0, tzinfo=UTC)
    assert next_midnight(evening + timedelta(hours=1)) == datetime(2026, 11, 27, 21, 0, tzinfo=UTC)
