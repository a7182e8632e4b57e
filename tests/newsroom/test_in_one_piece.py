import importlib
import sys
import threading
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import FileResponse, HttpResponse
from django.test import RequestFactory
from kept import connections_kept, received

from newsroom.in_one_piece import in_one_piece


def answer(response):
    """Return what a server gets of an application that gives `response`."""
    with connections_kept():
        return in_one_piece(lambda environ, start_response: response)({}, print)


def test_a_page_comes_whole_and_is_closed_before_it_is_sent():
    response = HttpResponse("<p>نص</p>")
    assert answer(response) == ["<p>نص</p>".encode()]
    assert response.closed


def test_a_page_that_cannot_be_given_is_closed_all_the_same(monkeypatch):
    response = HttpResponse("نص")
    monkeypatch.setattr(HttpResponse, "content", property(lambda self: 1 / 0))
    with pytest.raises(ZeroDivisionError):
        answer(response)
    assert response.closed


def test_a_file_is_not_read_into_memory():
    with Path(__file__).open("rb") as file:
        response = FileResponse(file)
        assert answer(response) is response
        assert not response.closed
        assert b"".join(response) == Path(__file__).read_bytes()


def test_what_is_whole_already_stays_as_it_is():
    pages = [b"from memory"]
    assert answer(pages) is pages


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("path", ["/ar/", "/en/latest/", "/en/nothing/", "/healthz", "/admin/"])
def test_readers_get_the_same_page(path, method):
    page = received(in_one_piece(WSGIHandler()), path, method)
    usual = received(WSGIHandler(), path, method)
    varying = {"Set-Cookie", "Content-Security-Policy"}
    assert page.status == usual.status
    assert page.headers.keys() == usual.headers.keys()
    assert {n: page.headers[n] for n in page.headers.keys() - varying} == {
        n: usual.headers[n] for n in usual.headers.keys() - varying
    }
    assert len(page.body) == len(usual.body)


@pytest.mark.django_db
@pytest.mark.parametrize("megabytes", [0, 8])
def test_what_the_server_runs_gives_pages_so(monkeypatch, settings, megabytes):
    settings.PAGE_CACHE_MB = megabytes
    # What it does a second after its start, it does to this process.
    monkeypatch.setattr(threading, "Timer", lambda *what: threading.Thread())
    monkeypatch.delitem(sys.modules, "newsroom.wsgi", raising=False)
    application = importlib.import_module("newsroom.wsgi").application
    monkeypatch.delitem(sys.modules, "newsroom.wsgi")
    environ = RequestFactory().get("/healthz").environ
    with connections_kept():
        assert isinstance(application(environ, lambda status, headers, exc_info=None: None), list)
