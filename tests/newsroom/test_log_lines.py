"""What reaches the log says nothing of anybody and opens nothing."""

import logging
import sys

import pytest
from django.core import signing
from django.test import Client

from newsroom.log_lines import LineAboutNobody


def line(message, *arguments, **over):
    record = logging.LogRecord("test", logging.WARNING, "file.py", 1, message, arguments, over.get("exc_info"))
    return LineAboutNobody("{levelname} {message}", style="{").format(record)


@pytest.mark.parametrize(
    ("words", "logged"),
    [
        ("mail to leila@example.org refused", "mail to … refused"),
        ("{'leila.b+x@mail.example.org': (550, b'no')}", "{'…': (550, b'no')}"),
        ("من ليلى@مثال.إختبار", "من …"),
        ("from 192.0.2.7 and 2001:db8::7", "from … and …"),
        ("Key (address)=(2001:db8:0:1::7) exists", "Key (address)=(…) exists"),
    ],
)
def test_an_address_is_left_out(words, logged):
    assert line("%s", words) == f"WARNING {logged}"


@pytest.mark.parametrize(
    "words",
    [
        "Not Found: /ar/2026/11/قانون-التراجع/",
        "2026-11-25 16:39:48,123 took 0:00:12",
        "Django 5.2.19, Python 3.11.7, file.py:12:3",
        "outbox: message 7 (comments.reply) failed, attempt 2: OSError in socket.py:853",
        "@media at http://news.example/a:b",
    ],
)
def test_other_words_stay(words):
    assert line("%s", words) == f"WARNING {words}"


def test_the_token_of_a_preview_is_left_out():
    path = f"/preview/{signing.Signer(salt='x', sep='.').sign('fDFn3dnT1hK8rXzA3yQm4Q')}/"
    assert line("%s: %s", "Forbidden", path) == "WARNING Forbidden: /preview/…/"


def test_a_token_in_a_path_is_left_out():
    path = f"/en/comments/verify/{signing.dumps({'comment': 7}, salt='x')}/"
    assert line("%s: %s", "Gone", path) == "WARNING Gone: /en/comments/verify/…/"


def test_a_traceback_is_cleaned_too():
    try:
        raise ValueError("Failing row contains (7, leila@example.org, 192.0.2.7)")
    except ValueError:
        logged = line("broken", exc_info=sys.exc_info())
    assert "Failing row contains (7, …, …)" in logged


@pytest.mark.django_db
def test_the_site_logs_by_it(settings):
    """A dead link is answered with 410, and Django logs the path of every such answer."""
    handler = next(handler for handler in logging.getLogger("django").handlers if handler.name == "console")
    lines = []

    class Kept(logging.Handler):
        def emit(self, record):
            lines.append(handler.format(record))

    kept = Kept()
    logging.getLogger("django").addHandler(kept)
    try:
        token = signing.dumps({"comment": 7}, salt="another purpose")
        Client().get(f"/en/comments/verify/{token}/")
    finally:
        logging.getLogger("django").removeHandler(kept)
    assert len(lines) == 1
    assert lines[0].endswith("Gone: /en/comments/verify/…/")
