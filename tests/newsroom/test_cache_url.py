import pytest
from django.core.exceptions import ImproperlyConfigured

from newsroom import environment

SECRET = "hunter2"


def refusal():
    with pytest.raises(ImproperlyConfigured) as error:
        environment.cache("CACHE_URL")
    return str(error.value)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "redis://127.0.0.1",
        "redis://cache.example:6379/0",
        "redis://:hunter2@[2001:db8::1]:6379/15",
        "rediss://news:hunter2%40@cache.example/3",
        "unix:///run/redis/redis.sock",
        "unix://:hunter2@/run/redis/redis.sock?db=2",
    ],
)
def test_a_shared_cache_by_url(monkeypatch, value):
    monkeypatch.setenv("CACHE_URL", value)
    assert environment.cache("CACHE_URL") == value


@pytest.mark.parametrize(
    "value",
    [
        f"reddis://:{SECRET}@cache.example/0",
        f"http://:{SECRET}@cache.example/0",
        f"redis://:{SECRET}@",
        f"redis://:{SECRET}@cache.example/news",
        f"redis://:{SECRET}@cache.example/0/1",
        f"redis://:{SECRET}@cache.example/0?socket_timeout=60",
        f"redis://:{SECRET}#x@cache.example/0",
        f"redis://:{SECRET}@cache.example/0#x",
        f"redis://:{SECRET}@cache.example:63790000/0",
        f"unix://{SECRET}/redis.sock",
        "unix://",
        f"unix:///redis.sock?password={SECRET}",
        "127.0.0.1:6379",
        SECRET,
    ],
)
def test_one_that_is_not_understood_stops_the_start_and_keeps_its_password(monkeypatch, value):
    monkeypatch.setenv("CACHE_URL", value)
    message = refusal()
    assert "CACHE_URL" in message
    assert SECRET not in message


def test_one_without_its_package_stops_the_start(monkeypatch):
    monkeypatch.setenv("CACHE_URL", "redis://cache.example/0")
    monkeypatch.setattr(environment, "find_spec", lambda name: None)
    assert refusal() == "CACHE_URL is set, and redis is not installed: install requirements/production.txt"
