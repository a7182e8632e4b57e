"""STORAGE_URL as its reader understands it. What a bucket then does is in tests/services."""

import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import content_security, storage_url

SECRET = "hunter2"
BUCKET = f"s3://KEY:{SECRET}@s3.example:9000/pictures"


@pytest.fixture(autouse=True)
def installed(monkeypatch):
    """Read as where django-storages is installed; it is named here and not imported."""
    monkeypatch.setattr(storage_url, "find_spec", lambda name: sys.__spec__)


@pytest.fixture
def understood(monkeypatch, tmp_path):
    """Return what is understood of a value: the two storages' options."""

    def understand(value):
        monkeypatch.setenv("VARIABLE", value)
        found = storage_url.storages("VARIABLE", folder=tmp_path, address="/media/")
        return found["default"]["OPTIONS"], found["originals"]["OPTIONS"]

    return understand


@pytest.fixture
def refused(understood):
    """Return the message that a value is refused with, which names the variable and keeps the secret."""

    def refuse(value):
        with pytest.raises(ImproperlyConfigured) as error:
            understood(value)
        assert str(error.value).startswith("VARIABLE ")
        assert SECRET not in str(error.value)
        return str(error.value)

    return refuse


@pytest.mark.parametrize("value", ["", "  "])
def test_unset_means_two_folders(understood, tmp_path, value):
    pictures, originals = understood(value)
    assert (pictures["location"], pictures["base_url"]) == (tmp_path / "media", "/media/")
    assert (originals["location"], originals["base_url"]) == (tmp_path / "originals", None)


def test_a_bucket_of_our_own_holds_both_and_strangers_reach_neither(understood):
    pictures, originals = understood(BUCKET)
    for options in (pictures, originals):
        assert (options["endpoint_url"], options["bucket_name"]) == ("https://s3.example:9000", "pictures")
        assert (options["access_key"], options["secret_key"]) == ("KEY", SECRET)
        assert options["region_name"] == "us-east-1"
    assert (pictures["location"], pictures["base_url"]) == ("", "/media/")
    assert (originals["location"], originals["base_url"]) == ("originals", None)


def test_the_signs_of_key_and_secret_are_encoded(understood):
    options, _originals = understood("s3://K%2FY:p%40ss%2Fw%3Ard@s3.example/pictures")
    assert (options["access_key"], options["secret_key"]) == ("K/Y", "p@ss/w:rd")


def test_without_key_and_secret_they_come_from_elsewhere(understood):
    options, _originals = understood("s3://s3.eu-west-3.amazonaws.com/pictures?region=eu-west-3")
    assert (options["access_key"], options["secret_key"]) == (None, None)
    assert options["region_name"] == "eu-west-3"


def test_what_stands_after_the_question_mark(understood):
    pictures, originals = understood(f"{BUCKET}?region=eu-west-3&prefix=news/desk/&tls=no&originals=closed")
    assert pictures["endpoint_url"] == originals["endpoint_url"] == "http://s3.example:9000"
    assert (pictures["bucket_name"], pictures["location"]) == ("pictures", "news/desk")
    assert (originals["bucket_name"], originals["location"]) == ("closed", "news/desk/originals")


@pytest.mark.parametrize("address", ["https://cdn.example/news", "https%3A%2F%2Fcdn.example%2Fnews%2F"])
def test_readers_can_be_led_to_the_bucket_itself(understood, address):
    pictures, originals = understood(f"{BUCKET}?public={address}&originals=closed")
    assert pictures["base_url"] == "https://cdn.example/news/"
    assert (originals["bucket_name"], originals["base_url"]) == ("closed", None)


@pytest.mark.parametrize("originals", ["", "&originals=pictures"])
def test_what_was_uploaded_is_never_in_a_bucket_that_strangers_read(refused, originals):
    assert "originals=" in refused(f"{BUCKET}?public=https://cdn.example{originals}")


@pytest.mark.parametrize(
    "value",
    [
        f"s4://KEY:{SECRET}@s3.example/pictures",
        f"https://KEY:{SECRET}@s3.example/pictures",
        f"s3://KEY:{SECRET}@s3.example",
        f"s3://KEY:{SECRET}@s3.example/",
        f"s3://KEY:{SECRET}@s3.example/Pictures",
        f"s3://KEY:{SECRET}@s3.example/pictures/news",
        f"s3://KEY:{SECRET}@s3.example/p",
        f"s3://KEY:{SECRET}@s3.example:90a0/pictures",
        f"s3://KEY:{SECRET}@s3.example:900000/pictures",
        f"s3://KEY:{SECRET}@s3_example/pictures",
        f"s3://KEY:{SECRET}@/pictures",
        f"s3://KEY:{SECRET}/x@s3.example/pictures",
        f"s3://KEY:{SECRET}#x@s3.example/pictures",
        f"s3://{SECRET}@s3.example/pictures",
        f"s3://:{SECRET}@s3.example/pictures",
        f"s3://KEY:{SECRET}@s3.example/pictures#x",
        "pictures",
    ],
)
def test_a_bucket_that_is_not_understood_is_refused(refused, value):
    assert "s3://KEY:SECRET@host:port/bucket" in refused(value) or "not a URL" in refused(value)


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("regoin=eu-west-3", "'regoin'"),
        ("region=", "region="),
        ("region", "region="),
        ("tls=never", "tls='never'"),
        ("prefix=../x", "prefix="),
        ("prefix=/", "prefix="),
        ("originals=No", "originals="),
        ("public=http://cdn.example&originals=closed", "public="),
        ("public=cdn.example&originals=closed", "public="),
        ("public=https://cdn.example;script-src%20*&originals=closed", "public="),
        ("public=https://user@cdn.example&originals=closed", "public="),
        ("public=https://cdn.example?x&originals=closed", "public="),
        ("&", "''"),
    ],
)
def test_a_typo_after_the_question_mark_is_named(refused, words, named):
    assert named in refused(f"{BUCKET}?{words}")


@pytest.mark.parametrize("absent", ["storages", "boto3"])
def test_what_has_to_be_installed_is_said_at_the_start(refused, monkeypatch, absent):
    monkeypatch.setattr(storage_url, "find_spec", lambda name: None if name == absent else sys.__spec__)
    assert "requirements/production.txt" in refused(BUCKET)


@pytest.mark.parametrize(
    ("address", "sources"),
    [
        ("/media/", "'self'"),
        ("https://cdn.example/", "'self' https://cdn.example"),
        ("https://cdn.example:8443/news/", "'self' https://cdn.example:8443"),
    ],
)
def test_pages_let_the_browser_go_where_the_pictures_are(address, sources):
    assert content_security.picture_sources(address) == sources
