"""The people of the newsroom, and a place for their files."""

import functools
import gc
import itertools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cache_server
import hypothesis
import pytest
from at_once import AtOnce
from buckets import new_bucket
from cache_server import CacheServer
from django.contrib.auth.models import Group
from django.core.files.storage import storages
from django.db.backends.base.operations import BaseDatabaseOperations
from django.test import Client
from django.test import client as test_client
from flushing import flush
from makers import make_user

from articles import most_read, swaps
from articles.models import Image
from comments.moderation import lists, names
from newsroom import passers_by, shared_cache, storage_url
from newsroom.models import User, site
from newsroom.moment import OnceAMoment

NEXT_DUE = swaps.next_due
# Whatever is tried is tried to its end: a machine that is busy is no failure.
hypothesis.settings.register_profile("newsroom", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("newsroom")
# Of all tests together: none finds what another has kept of its second.
SECONDS = itertools.count()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", action="store_true", help="run what asks the database, and nothing else")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what a second database can tell nothing new about, where that is asked for, and what cannot run."""
    left_out = [
        item
        for item in items
        if (config.getoption("--database") and not asks_the_database(item))
        or ("cache_server" in fixtures_of(item) and not cache_server.is_installed())
    ]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]


def pytest_collection_finish() -> None:
    """Let the collector pass over what stays until the end, the tests themselves among it, and come less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


def fixtures_of(item: pytest.Item) -> list[str]:
    return getattr(item, "fixturenames", [])


def asks_the_database(item: pytest.Item) -> bool:
    return item.get_closest_marker("django_db") is not None or "db" in fixtures_of(item)


@pytest.fixture
def storage_variable() -> str:
    """Where the pictures are: on this disk, or, in `make test-services`, in a bucket of the test's own."""
    server = os.environ.get("S3_SERVER")
    return new_bucket(server) if server else ""


@pytest.fixture(autouse=True)
def places(settings: Any, tmp_path: Path, storage_variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test's pictures apart, and static files under their own names."""
    settings.DATA_DIR = tmp_path
    monkeypatch.setenv("STORAGE_URL", storage_variable)
    settings.STORAGES = {
        **storage_url.storages("STORAGE_URL", folder=tmp_path, address="/media/"),
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    # The field took its storage when it was defined.
    monkeypatch.setattr(Image._meta.get_field("original"), "storage", storages["originals"])
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True, scope="session")
def the_log_can_be_emptied() -> Iterator[None]:
    """Let the tests alone empty the log, after those that have stored what they did."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield


@pytest.fixture(autouse=True, scope="session")
def pages_are_what_is_sent() -> Iterator[None]:
    """Let the client keep no copy of what each template was given: nobody asks, and it was a twelfth of the time."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(test_client, "store_rendered_templates", lambda *args, **kwargs: None)
        yield


@pytest.fixture(autouse=True)
def nothing_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no test find what a process has kept of the tables of the one before it; every page is a second later."""
    monkeypatch.setattr(site, "this_second", SECONDS.__next__)
    monkeypatch.setattr(most_read, "this_minute", SECONDS.__next__)
    # Asked once a second and not once a page: see the fixture `swaps_happen`.
    monkeypatch.setattr(swaps, "next_due", functools.cache(lambda second: None))
    for known in OnceAMoment.every:
        known.forget()
    lists.compiled.cache_clear()
    names.of_staff.cache_clear()
    passers_by._salt.cache_clear()


@pytest.fixture
def swaps_happen(nothing_remembered: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let changes of live articles become live at their hour, as on a site; each page is a second later."""
    monkeypatch.setattr(swaps, "next_due", NEXT_DUE)
    NEXT_DUE.cache_clear()


@pytest.fixture
def writer(db: None) -> User:
    """Writes in Arabic; may not publish."""
    return make_user("writer", role="writer", languages=["ar"])


@pytest.fixture
def editor(db: None) -> User:
    """Edits the Arabic edition only."""
    return make_user("editor", role="editor", languages=["ar"])


@pytest.fixture
def english_editor(db: None) -> User:
    """Edits the English edition only."""
    return make_user("english_editor", role="editor", languages=["en"], interface_language="en")


@pytest.fixture
def chief(db: None) -> User:
    """Leads both editions."""
    return make_user("chief", role="chief editor", languages=["ar", "en"])


@pytest.fixture
def moderator(db: None) -> User:
    return make_user("moderator", role="moderator", languages=["ar", "en"])


@pytest.fixture
def reader() -> Client:
    """A browser without cookies that refuses to be sent anywhere by itself."""
    return Client()


def logged_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def as_user() -> Any:
    """Give the browser of a member of staff: `as_user(editor).get(…)`."""
    return logged_in


@pytest.fixture
def roles(db: None) -> list[str]:
    return list(Group.objects.values_list("name", flat=True))


@pytest.fixture
def photographer(db: None) -> User:
    return make_user("photographer", role="photo editor", languages=["ar", "en"])


@pytest.fixture
def translator(db: None) -> User:
    return make_user("translator", role="translator", languages=["ar", "en"])


@pytest.fixture
def superuser(db: None) -> User:
    return make_user("superuser", languages=["ar", "en"], is_superuser=True)


@pytest.fixture
def at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AtOnce:
    """Give the function that lets several act in one moment: `at_once(approve, reject)`."""
    return AtOnce(tmp_path, monkeypatch)


@pytest.fixture
def post_office(settings: Any, mailoutbox: list[Any]) -> list[Any]:
    """A mail server is set up; the list of what has been mailed."""
    settings.MAIL_CONFIGURED = True
    settings.DEFAULT_FROM_EMAIL = "Newsroom <desk@news.example>"
    return mailoutbox


@pytest.fixture(scope="session", name="cache_server")
def cache_server_of_all() -> Iterator[CacheServer]:
    """One Redis for all tests that leave it as it was; tests/suite.py says where there is none."""
    with cache_server.running() as server:
        yield server


@pytest.fixture
def cache(cache_server: CacheServer, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Count, and share readings, in a Redis that is empty; what speaks with it past the newsroom."""
    shared = shared_cache.SharedCache(cache_server.url)
    shared._client.flushall()
    monkeypatch.setattr(shared_cache, "CACHE", shared)
    return shared._client


@pytest.fixture
def mortal_cache(cache: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[CacheServer]:
    """As `cache`, in a Redis of the test's own, which may die or hang."""
    with cache_server.running() as server:
        monkeypatch.setattr(shared_cache, "CACHE", shared_cache.SharedCache(server.url))
        yield server


@pytest.fixture(params=["database", *["shared cache"] * cache_server.is_installed()])
def counted_in(request: pytest.FixtureRequest) -> str:
    """Let a test hold wherever it is counted how often is too often."""
    if request.param == "shared cache":
        request.getfixturevalue("cache")
    return request.param
