from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.http import FileResponse, HttpResponse
from django.test import Client
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
@pytest.mark.parametrize("path", ["/ar/", "/en/latest/", "/en/nothing/", "/healthz"])
def test_readers_get_the_same_page(path):
    page, usual = received(in_one_piece(WSGIHandler()), path), Client().get(path)
    assert (page.status, page.body) == (usual.status_code, usual.content)
    assert page.headers == dict(usual.headers)
