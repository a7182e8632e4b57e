"""Strict readers of environment variables.

A misspelt value stops the start with a message that names the variable: a newsroom
must never run in another way than its operator wrote.
"""

import ipaddress
import os
import re
from collections.abc import Sequence
from email.utils import getaddresses
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from newsroom.typed_number import typed_number

TRUE_WORDS = ("1", "true", "yes", "on")
FALSE_WORDS = ("0", "false", "no", "off")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def required_text(name: str, because: str) -> str:
    value = text(name)
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: {because}")
    return value


def boolean(name: str, default: bool) -> bool:
    value = text(name).lower()
    if not value:
        return default
    if value not in TRUE_WORDS + FALSE_WORDS:
        raise ImproperlyConfigured(f"{name} is {value!r}: write one of {', '.join(TRUE_WORDS + FALSE_WORDS)}")
    return value in TRUE_WORDS


def integer(name: str, default: int, *, lowest: int, highest: int) -> int:
    value = text(name)
    if not value:
        return default
    number = typed_number(value)
    if number is None or not lowest <= number <= highest:
        raise ImproperlyConfigured(f"{name} is {value!r}: write a whole number from {lowest} to {highest}")
    return number


def choice(name: str, choices: Sequence[str]) -> str:
    """Return the variable's value, or the first of `choices` where it is unset."""
    value = text(name, choices[0])
    if value not in choices:
        raise ImproperlyConfigured(f"{name} is {value!r}: write one of {', '.join(choices)}")
    return value


def words(name: str) -> list[str]:
    """Return the parts of a comma-separated list."""
    return [part.strip() for part in text(name).split(",") if part.strip()]


def required_words(name: str, because: str) -> list[str]:
    found = words(name)
    if not found:
        raise ImproperlyConfigured(f"{name} is not set: {because}")
    return found


def web_address(name: str, value: str, *, secure: bool) -> str:
    """Return `value` as scheme://host[:port], without a trailing slash."""
    parts = split_url(name, value)
    schemes = ("https",) if secure else ("http", "https")
    beside = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in schemes or not parts.hostname or beside:
        raise ImproperlyConfigured(f"{name} is {value!r}: write {schemes[-1]}://host or {schemes[-1]}://host:port")
    return f"{parts.scheme}://{parts.netloc}"


def networks(name: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    """Return the comma-separated addresses and networks (192.0.2.7, 10.0.0.0/8) of variable `name`."""
    try:
        return [ipaddress.ip_network(word) for word in words(name)]
    except ValueError as error:
        raise ImproperlyConfigured(
            f"{name} is not understood ({error}): write addresses or networks such as 127.0.0.1, 10.0.0.0/8"
        ) from error


def mail(name: str) -> dict[str, Any]:
    """Return host, port, user, password, starttls and tls of the mail server that the URL in `name` means.

    smtp://user:password@host:587 (encrypted by STARTTLS), smtps://… (TLS from the start), or
    smtp+plain://host:25 for a server on this machine. {} where it is unset: there is no mail.
    """
    value = text(name)
    if not value:
        return {}
    parts = split_url(name, value)
    ports = {"smtp": 587, "smtps": 465, "smtp+plain": 25}
    if parts.scheme not in ports or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured(
            f"{name} is not understood: write smtp://user:password@host:587, smtps://… or smtp+plain://host:25"
        )
    return {
        "host": parts.hostname,
        "port": parts.port or ports[parts.scheme],
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "starttls": parts.scheme == "smtp",
        "tls": parts.scheme == "smtps",
    }


def mail_address(name: str, *, required: bool) -> str:
    """Return the sender in variable `name`, name@example.org or Name <name@example.org>."""
    value = required_text(name, "MAIL_URL is, and a mail needs a sender") if required else text(name)
    # One address alone, and nothing that would begin a header of its own.
    found = [address.partition("@") for _name, address in getaddresses([value])]
    whole = len(found) == 1 and all(found[0]) and value.isprintable()
    if value and not whole:
        raise ImproperlyConfigured(f"{name} is {value!r}: write name@example.org or Name <name@example.org>")
    return value


def database(name: str, *, default_file: Path) -> dict[str, Any]:
    """Return Django's description of the database that the URL in variable `name` means.

    postgresql://user:password@host:port/database?sslmode=require, or sqlite:///file.
    Unset means SQLite in `default_file`.
    """
    value = text(name)
    if not value:
        return sqlite(default_file)
    parts = split_url(name, value)
    if parts.scheme == "sqlite" and not parts.netloc and len(parts.path) > 1:
        return sqlite(Path(unquote(parts.path[1:])))
    if is_postgresql(parts):
        return postgresql(name, parts)
    raise ImproperlyConfigured(
        f"{name} is not understood: write postgresql://user:password@host:port/database or sqlite:///file"
    )


def replicas(name: str) -> dict[str, dict[str, Any]]:
    """Return Django's descriptions, by alias, of the databases in the comma-separated URLs of variable `name`."""
    found = {}
    for number, value in enumerate(words(name), start=1):
        parts = split_url(name, value)
        if not is_postgresql(parts):
            raise ImproperlyConfigured(
                f"{name} is not understood: write postgresql://user:password@host:port/database, parted by commas"
            )
        replica = found[f"replica_{number}"] = postgresql(name, parts)
        # Where it is away, the primary is asked soon.
        replica["OPTIONS"]["pool"] = {"timeout": 1}
        # A test database is the primary's.
        replica["TEST"] = {"MIRROR": "default"}
    return found


def is_postgresql(parts: Any) -> bool:
    return parts.scheme in ("postgres", "postgresql") and len(parts.path) > 1


def postgresql(name: str, parts: Any) -> dict[str, Any]:
    """Return a PostgreSQL database with a few connections that are kept; `server_side_cursors=no` is for PgBouncer."""
    options = dict(parse_qsl(parts.query))
    cursors = options.pop("server_side_cursors", "yes")
    if cursors not in TRUE_WORDS + FALSE_WORDS:
        raise ImproperlyConfigured(f"{name} says server_side_cursors={cursors!r}: write yes or no")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path[1:]),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "CONN_HEALTH_CHECKS": True,
        "DISABLE_SERVER_SIDE_CURSORS": cursors in FALSE_WORDS,
        "OPTIONS": {
            # One for each of a worker's two threads, and for what asks beside them what has changed; more where a
            # program has more threads. While the database is away, nobody waits for it longer than these seconds: they
            # get a 503.
            "pool": {"min_size": 3, "max_size": 6, "timeout": 5},
            # A statement run for the fifth time is planned once more and then kept by the connection:
            # planning was half of the database's time. Behind PgBouncer this needs its 1.22 or newer.
            "server_side_binding": True,
            "prepare_threshold": 5,
            **options,
        },
    }


def cache(name: str) -> str:
    """Return the URL of the Redis or Valkey in variable `name`, "" where it is unset.

    redis://:password@host:port/number (with a user before the colon where the server has users), rediss://… (TLS), or
    unix:///path/of/the/socket?db=number.
    """
    value = text(name)
    if not value:
        return ""
    parts = split_url(name, value)
    numbered = re.fullmatch(r"(/[0-9]*)?", parts.path) and not parts.query
    on_network = parts.scheme in ("redis", "rediss") and parts.hostname and numbered
    named = parts.path.strip("/") and re.fullmatch(r"(db=[0-9]+)?", parts.query)
    in_file = parts.scheme == "unix" and not parts.hostname and named
    if parts.fragment or not (on_network or in_file):
        raise ImproperlyConfigured(
            f"{name} is not understood: write redis://:password@host:port/0, rediss://… or unix:///path?db=0, the "
            "signs of the password percent-encoded"
        )
    if not find_spec("redis"):
        raise ImproperlyConfigured(f"{name} is set, and redis is not installed: install requirements/production.txt")
    return value


def sqlite(file: Path) -> dict[str, Any]:
    """Return a SQLite database that many readers and a few writers can share without errors."""
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": file,
        "OPTIONS": {
            # A writer takes its lock at BEGIN, where the busy timeout applies; taken later it fails at once.
            "transaction_mode": "IMMEDIATE",
            "timeout": 10,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
        },
    }


def split_url(name: str, value: str) -> Any:
    """Return the parts of the URL in variable `name`."""
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 (reading it is what checks it)
    except ValueError:
        # Neither the value nor the reason is repeated: a password that was not percent-encoded is in both.
        raise ImproperlyConfigured(
            f"{name} is not a URL: look at its host and port, and percent-encode the signs in its password"
        ) from None
    return parts
