"""Readers' pages come from a copy of the database that has everything; whoever writes reads what was written."""

import threading

import pytest
from beside import copied
from django.conf import settings as site_settings
from django.db import OperationalError, connections
from django.test import Client, RequestFactory
from django.utils import timezone
from kept import Server, at_once
from makers import make_article, make_user

from articles.models import Article
from newsroom.models import Change
from newsroom.replicas import choosing, watching
from newsroom.replicas.choosing import Replicas
from newsroom.replicas.middleware import is_for_everybody
from newsroom.replicas.watching import ReplicaWatch

in_transactions_of_its_own = pytest.mark.django_db(transaction=True, serialized_rollback=True)


class Clock:
    def __init__(self, monkeypatch):
        self.now = 100.0
        monkeypatch.setattr(choosing.time, "monotonic", lambda: self.now)


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


def a_primary():
    return choosing.Written("0/0", timezone.now())


class Lags:
    """How far behind each replica is; what is no number is raised."""

    def __init__(self, **behind):
        self.behind = behind
        self.asked = []

    def __call__(self, alias, primary):
        self.asked.append(alias)
        if isinstance(self.behind[alias], Exception):
            raise self.behind[alias]
        return self.behind[alias]


def test_a_replica_that_has_everything_is_read_from_and_asked_once_a_second(clock):
    lags = Lags(one=0.0)
    replicas = Replicas(["one"], lags, a_primary)
    assert [replicas.choose() for _ in range(5)] == ["one"] * 5
    assert lags.asked == ["one"]
    clock.now += choosing.MEASURED_EVERY
    assert replicas.choose() == "one"
    assert lags.asked == ["one", "one"]


def test_one_that_lags_behind_is_not_read_from(clock):
    lags = Lags(one=0.5, two=0.05)
    assert Replicas(["one", "two"], lags, a_primary).choose() == "two"
    lags.behind["two"] = 3600
    clock.now += 1
    assert Replicas(["one", "two"], lags, a_primary).choose() == "default"


def test_a_lost_one_is_left_alone_for_some_seconds_and_then_comes_back(clock):
    lags = Lags(one=OperationalError("gone"))
    replicas = Replicas(["one"], lags, a_primary)
    for _ in range(4):
        assert replicas.choose() == "default"
        clock.now += 1
    assert lags.asked == ["one"]
    lags.behind["one"] = 0.0
    clock.now += choosing.SKIPPED_FOR
    assert replicas.choose() == "one"


def test_what_a_reading_is_taken_from_is_measured_for_it_whoever_has_asked_before(clock):
    lags = Lags(one=0.0)
    replicas = Replicas(["one"], lags, a_primary)
    assert replicas.choose() == "one"
    lags.behind["one"] = 0.8
    clock.now += 0.8
    assert replicas.choose(anew=True) == "default"
    # The others hear of it.
    assert replicas.choose() == "default"


def test_a_lost_primary_is_asked_once_in_some_seconds_and_blamed_on_no_replica(clock, caplog):
    lags, asked = Lags(one=0.0, two=0.0), []

    def gone():
        asked.append("primary")
        raise OperationalError("gone")

    replicas = Replicas(["one", "two"], lags, gone)
    for _ in range(4):
        assert replicas.choose(anew=True) == "default"
        clock.now += 1
    assert (asked, lags.asked, caplog.messages) == (["primary"], [], [])
    replicas._ask_the_primary = a_primary
    clock.now += choosing.SKIPPED_FOR
    assert replicas.choose() in ("one", "two")


def test_each_is_measured_by_what_the_primary_had_just_then(clock):
    """To find out that one is lost takes time, in which the next falls behind."""
    measured_by, positions = {}, iter(["0/1", "0/2"])

    def behind(alias, primary):
        measured_by[primary.position] = alias
        if len(measured_by) == 1:
            clock.now += 1
            raise OperationalError("gone")
        return 0.0

    replicas = Replicas(["one", "two"], behind, lambda: choosing.Written(next(positions), timezone.now()))
    assert replicas.choose() == measured_by["0/2"] != measured_by["0/1"]


def test_while_one_asks_nobody_waits(clock):
    asked, answered = threading.Event(), threading.Event()

    def slow(alias, primary):
        asked.set()
        assert answered.wait(20)
        return 0.0

    replicas, chosen = Replicas(["one"], slow, a_primary), []
    first = threading.Thread(target=lambda: chosen.append(replicas.choose()))
    first.start()
    assert asked.wait(20)
    assert replicas.choose() == "default"
    answered.set()
    first.join()
    assert chosen == ["one"]
    assert replicas.choose() == "one"


@pytest.mark.parametrize(
    ("method", "path", "headers", "expected"),
    [
        ("GET", "/ar/", {}, True),
        ("HEAD", "/en/search/?q=words", {}, True),
        ("GET", "/sitemap.xml", {}, True),
        ("POST", "/ar/comments/1/", {}, False),
        ("GET", "/ar/comments/received/", {}, False),
        ("GET", "/admin/", {}, False),
        ("GET", "/preview/token/", {}, False),
        ("GET", "/ar/", {"cookie": f"{site_settings.SESSION_COOKIE_NAME}=x"}, False),
        ("GET", "/ar/", {"authorization": "Basic eDp5"}, False),
    ],
)
def test_who_reads_from_a_replica(method, path, headers, expected):
    assert is_for_everybody(RequestFactory().generic(method, path, headers=headers)) is expected


@pytest.fixture
def replica(settings, tmp_path, monkeypatch):
    """A copy of the database as it is now; what happens afterwards does not reach it."""
    make_article(headline="In both")
    with copied(tmp_path / "replica.sqlite3", "replica"):
        settings.DATABASE_ROUTERS = ["newsroom.replicas.router.Router"]
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, "newsroom.replicas.middleware.ReplicaMiddleware"]
        monkeypatch.setattr(choosing, "REPLICAS", Replicas(["replica"], lambda alias, primary: 0.0, a_primary))
        Article.objects.update(headline="In the primary")
        yield "replica"


def headline(client, path="/ar/latest/"):
    text = client.get(path).content.decode()
    return [words for words in ("In both", "In the primary") if words in text]


@in_transactions_of_its_own
def test_readers_read_from_the_replica_and_staff_from_the_primary(replica, as_user):
    assert headline(Client()) == ["In both"]
    assert headline(as_user(make_user("editor", languages=["ar"]))) == ["In the primary"]


@in_transactions_of_its_own
def test_who_has_written_reads_what_was_written(replica):
    with choosing.reading_from(replica):
        assert Article.objects.get().headline == "In both"
        make_article(headline="Another")
        assert Article.objects.count() == 2
    with choosing.reading_from(replica):
        assert Article.objects.count() == 1


@in_transactions_of_its_own
def test_a_replica_that_is_lost_on_the_way_costs_nobody_a_page(replica):
    def gone(execute, sql, params, many, context):
        raise OperationalError("server closed the connection unexpectedly")

    with connections[replica].execute_wrapper(gone):
        assert headline(Client()) == ["In the primary"]
    # It is left alone for some seconds, though it is there again.
    assert headline(Client()) == ["In the primary"]


@in_transactions_of_its_own
def test_a_page_is_kept_as_the_replica_knew_it_and_made_anew_when_the_replica_has_more(replica):
    server = Server()
    server.cache.watch = server.watch = ReplicaWatch(start=at_once)
    Change.objects.note(Change.NEWS)
    first, second = server.get("/ar/latest/"), server.get("/ar/latest/")
    assert ("In both" in first.text, second.outcome) == (True, "hit")
    # The change arrives.
    with choosing.reading_from(replica):
        Article.objects.using(replica).update(headline="In the primary")
        Change.objects.using(replica).create(tag=Change.NEWS)
    third = server.get("/ar/latest/")
    assert ("In the primary" in third.text, third.outcome) == (True, "stale")


@in_transactions_of_its_own
def test_after_a_replica_is_lost_nothing_that_it_did_not_have_is_kept(replica, monkeypatch):
    server = Server()
    server.cache.watch = server.watch = ReplicaWatch(start=at_once)
    Change.objects.note(Change.NEWS)
    assert "In both" in server.get("/ar/latest/").text
    choosing.REPLICAS.lost(replica)
    now = server.get("/ar/latest/")
    assert ("In the primary" in now.text, now.outcome) == (True, "stale")


def test_a_reading_that_is_not_known_is_answered_from_the_primary():
    assert watching.source_of("reading of long ago") == "default"
