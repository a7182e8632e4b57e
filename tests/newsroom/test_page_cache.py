"""What a reader gets from the page cache, and who gets nothing from it."""

import time

import pytest
from django.test import Client
from kept import Closing, Server
from makers import make_article

from newsroom.models import Change, Site

pytestmark = pytest.mark.django_db

OWN = ("Cache-Status", "ETag", "Vary", "Server-Timing")


@pytest.fixture
def server():
    return Server()


def test_the_second_reader_gets_the_first_ones_page_without_django(server):
    article = make_article(headline="خبر")
    first, second = (server.get(article.get_absolute_url()) for _ in range(2))
    assert (first.outcome, second.outcome) == ("miss", "hit")
    assert first.body == second.body
    assert "خبر" in second.text
    assert server.rendered == 1


def test_a_kept_page_is_the_page_that_django_gives(server):
    address = make_article().get_absolute_url()
    kept, rendered = server.get(address), Client().get(address)
    assert kept.body == rendered.content
    told = {name: value for name, value in kept.headers.items() if name not in OWN}
    assert told == dict(rendered.headers)
    assert kept.headers["Vary"] == "Accept-Encoding"


def test_a_kept_page_says_when_it_was_sent(server):
    first = server.get("/ar/")
    for headers in ({}, {"if_none_match": first.headers["ETag"]}):
        before = time.time()
        again = server.get("/ar/", **headers)
        sent = float(again.headers["Server-Timing"].removeprefix("sent;desc="))
        assert before - 0.001 <= sent <= time.time() + 0.001


def test_after_a_change_the_page_is_made_anew_once(server):
    article = make_article(headline="قبل")
    server.get("/ar/")
    type(article).objects.filter(pk=article.pk).update(headline="بعد")
    Change.objects.note(Change.NEWS)
    changed, after = server.get("/ar/"), server.get("/ar/")
    assert (changed.outcome, after.outcome) == ("stale", "hit")
    assert "بعد" in after.text
    assert "قبل" not in after.text


def test_what_a_process_remembers_of_the_settings_is_not_kept_with_a_page(server, monkeypatch):
    """A page made for somebody else has just read them; then they change, all in one second."""
    monkeypatch.setattr("newsroom.models.site.this_second", lambda: 1)
    Site.objects.update_or_create(pk=1, defaults={"tagline_en": "Before"})
    assert "Before" in Client().get("/en/").content.decode()
    Site.objects.update(tagline_en="After")
    Change.objects.note(Change.NEWS)
    assert "After" in server.get("/en/").text


def test_within_the_second_the_database_is_not_asked(server, django_assert_num_queries):
    server.get("/ar/")
    with django_assert_num_queries(0):
        assert server.get("/ar/", same_second=True).outcome == "hit"


def test_who_takes_gzip_gets_gzip_and_everybody_else_plain_text(server):
    packed = server.get("/en/", accept_encoding="br, gzip;q=0.5")
    plain = server.get("/en/", accept_encoding="gzip;q=0, *;q=0")
    assert (packed.headers["Content-Encoding"], plain.headers.get("Content-Encoding")) == ("gzip", None)
    assert packed.text == plain.text
    assert packed.headers["ETag"] != plain.headers["ETag"]
    for answer in (packed, plain):
        assert answer.headers["Content-Length"] == str(len(answer.body))


@pytest.mark.parametrize("asked", ["{}", "W/{}", '"other", {}', "*"])
def test_who_has_the_page_already_is_told_so(server, asked):
    first = server.get("/ar/")
    again = server.get("/ar/", if_none_match=asked.format(first.headers["ETag"]))
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert again.headers["Cache-Control"] == first.headers["Cache-Control"]
    assert "Content-Length" not in again.headers


def test_who_has_another_page_gets_this_one(server):
    packed = server.get("/ar/", accept_encoding="gzip")
    plain = server.get("/ar/", if_none_match=packed.headers["ETag"])
    assert plain.status == 200


def test_head_tells_of_the_page_and_fills_the_cache_for_those_who_want_it(server):
    head, full = server.get("/ar/", method="HEAD"), server.get("/ar/")
    assert (head.status, head.body, full.outcome) == (200, b"", "hit")
    assert head.headers["Content-Length"] == str(len(full.body))


def test_staff_are_given_their_page_by_django_and_leave_nothing_for_readers(server, client, editor):
    client.force_login(editor)
    cookie = f"sessionid={client.cookies['sessionid'].value}"
    assert server.get("/ar/", cookie=cookie).outcome == ""
    assert server.get("/ar/").outcome == "miss"
    assert server.get("/ar/", cookie=cookie).outcome == ""


def test_a_page_knows_nothing_of_who_asked_for_it_first():
    seen = []

    def application(environ, start_response):
        seen.append(environ)
        start_response("200 OK", [("Cache-Control", "public")])
        return Closing([b"page"])

    told = {"cookie": "interface_language=en", "accept_language": "en", "referer": "https://a.example", "range": "x"}
    Server(application=application).get("/ar/", user_agent="somebody", x_forwarded_for="192.0.2.1", **told)
    assert {name for name in seen[0] if name.startswith(("HTTP_", "REMOTE_", "CONTENT_"))} == {"HTTP_HOST"}


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        ("404 Not Found", [("Cache-Control", "public")]),
        ("200 OK", [("Cache-Control", "private")]),
        ("200 OK", []),
        ("200 OK", [("Cache-Control", "public"), ("Set-Cookie", "a=b")]),
        ("200 OK", [("Cache-Control", "public"), ("Vary", "Cookie")]),
        ("200 OK", [("Cache-Control", "public"), ("Content-Encoding", "br")]),
    ],
)
def test_what_does_not_say_that_it_is_everybodys_is_not_kept(status, headers):
    def application(environ, start_response):
        start_response(status, headers)
        return Closing([b"answer"])

    server = Server(application=application)
    answers = [server.get("/ar/") for _ in range(2)]
    assert server.rendered == 2
    assert {(answer.status, answer.body) for answer in answers} == {(int(status[:3]), b"answer")}


def test_what_fails_fails_and_the_next_reader_gets_the_page():
    failing = [True]

    def application(environ, start_response):
        if failing.pop():
            failing.append(False)
            raise RuntimeError("broken")
        start_response("200 OK", [("Cache-Control", "public")])
        return Closing([b"page"])

    server = Server(application=application)
    with pytest.raises(RuntimeError, match="broken"):
        server.get("/ar/")
    assert server.get("/ar/").body == b"page"
