"""The server in front, as deploy/nginx.conf has it: what it keeps for a second, for whom, and what it never keeps."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from deploy.front import front

from newsroom.page_cache.keys import PARAMETERS, TRACKING

PAGE = "/en/latest/"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with front(tmp_path_factory.mktemp("front")) as there:
        yield there


@pytest.fixture(autouse=True)
def nothing_kept(site):
    """Let each test begin with pages that nobody has asked for: an address of its own."""
    site.application.asked.clear()
    site.application.news = "first"


def times_asked(site, path, *requests, **headers):
    for address in requests:
        assert site.get(address, **headers)[0] == 200
    return sum(count for asked, count in site.application.asked.items() if asked.startswith(path))


def test_what_many_ask_for_within_a_second_is_made_once(site):
    assert times_asked(site, "/en/many/", *["/en/many/"] * 20) <= 2


def test_what_has_changed_is_there_a_second_later_and_the_old_is_given_to_nobody_then(site):
    assert "first" in site.get(PAGE)[1]
    site.application.news = "second"
    changed = time.monotonic()
    while "second" not in site.get(PAGE)[1]:
        # One second, which nginx counts in whole ones, and what a busy machine takes.
        assert time.monotonic() - changed < 5
    assert "second" in site.get(PAGE)[1]


def test_a_page_that_is_the_same_a_second_later_says_when_it_is_sent_and_not_when_it_was_made(site):
    path = "/en/the-same/"
    began = time.time()
    while sum(site.application.asked.values()) < 3:
        before = time.time()
        _status, _text, headers = site.get(path)
        (said,) = headers.get_all("Server-Timing")
        assert before - 0.01 <= float(said.removeprefix("sent;desc=")) <= time.time() + 0.01
        assert before - began < 20


def test_who_comes_while_another_asks_is_given_nothing_old(site):
    """The first after the second is over waits for the application, and so does whoever comes meanwhile."""
    path = "/en/asked-for/"
    assert "first" in site.get(path)[1]
    site.application.news, site.application.arrived = "second", threading.Semaphore(0)
    site.application.gate.clear()

    ends = time.monotonic() + 20

    def read_until_it_has_changed():
        while "second" not in site.get(path)[1]:
            assert time.monotonic() < ends

    with ThreadPoolExecutor(2) as readers:
        try:
            one = readers.submit(read_until_it_has_changed)
            assert site.application.arrived.acquire(timeout=20)
            another = readers.submit(site.get, path)
            assert site.application.arrived.acquire(timeout=20)
        finally:
            site.application.gate.set()
        assert "second" in another.result(timeout=20)[1]
        one.result(timeout=20)


@pytest.mark.parametrize("name", TRACKING)
def test_clicks_from_elsewhere_get_the_page_that_all_get(site, name):
    path = f"/en/clicked-{name}/"
    assert times_asked(site, path, path, f"{path}?{name}=1", f"{path}?{name}=2&utm_source=x") <= 2


@pytest.mark.parametrize("name", PARAMETERS)
def test_what_our_links_ask_for_is_kept_under_its_own_name(site, name):
    path = f"/en/listed-{name}/"
    value = {"order": "newest", "language": "en"}.get(name, "2")
    asked = f"{path}?{name}={value}"
    assert times_asked(site, path, asked, asked, asked) <= 2
    assert site.get(asked)[1] == f"{asked} first"
    assert site.get(path)[1] == f"{path} first"


@pytest.mark.parametrize("query", ["q=words", "page=two", "page=1&page=2", "order=oldest", "page=1&x=2"])
def test_what_none_of_our_links_ask_for_is_not_kept(site, query):
    path = f"/ar/asked-{hash(query)}/"
    assert times_asked(site, path, *[f"{path}?{query}"] * 3) == 3


def test_staff_get_their_own(site):
    path = "/en/staff/"
    site.get(path)
    assert times_asked(site, path, path, path, Cookie="a=1; sessionid=theirs") == 3
    assert times_asked(site, path, path, Authorization="Basic eDp5") == 4


@pytest.mark.parametrize("path", ["/admin/", "/preview/token/", "/en/comments/received/", "/moderate/x/", "/", "/c/1/"])
def test_what_is_for_one_reader_or_for_staff_is_never_kept(site, path):
    assert times_asked(site, path, path, path, path) >= 3


def test_an_address_is_kept_as_the_application_was_asked_for_it(site):
    """Else one could have the answer to //en/x/, which is 404, given to all who ask for /en/x/."""
    assert site.get("/en//twice/")[1] == "/en//twice/ first"
    assert site.get("/en/twice/")[1] == "/en/twice/ first"
    assert site.get("/en/a/%2e%2e/twice/")[1] == "/en/a/%2e%2e/twice/ first"


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("gzip, deflate, br, zstd", "gzip"),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", "gzip"),
        ("*", "gzip"),
        ("br", None),
        ("gzip;q=0", None),
        ("identity", None),
    ],
)
def test_the_application_is_asked_for_one_of_its_two_forms(site, said, asked):
    path = f"/en/form-{hash(said)}/"
    site.get(path, Accept_Encoding=said)
    assert site.application.told[path].get("Accept-Encoding") == asked


def test_the_reader_is_named_and_what_readers_claim_of_themselves_is_not_believed(site):
    site.get("/ar/who/", X_Forwarded_For="192.0.2.1", X_Forwarded_Host="evil.example", Forwarded="host=evil.example")
    told = site.application.told["/ar/who/"]
    assert told["X-Forwarded-For"] == "192.0.2.1, 127.0.0.1"
    assert (told["Host"], told["X-Forwarded-Proto"]) == ("news.example", "https")
    assert not {"X-Forwarded-Host", "Forwarded"} & told.keys()


def test_a_picture_comes_from_the_disk_and_with_the_headers_of_our_view(site):
    path = f"/media/renditions/ab/{'ab' * 16}/whole-640.avif"
    assert site.get(path)[1] == f"{path} first"
    file = site.folder / "data" / path.lstrip("/")
    file.parent.mkdir(parents=True)
    file.write_text("a picture")
    status, body, headers = site.get(path)
    assert (status, body, headers["Content-Type"]) == (200, "a picture", "image/avif")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in headers["Cache-Control"]


def test_what_was_uploaded_is_given_by_no_address(site):
    original = site.folder / "data" / "originals" / "secret.jpg"
    original.parent.mkdir(parents=True)
    original.write_text("secret")
    for path in ("/originals/secret.jpg", "/media/originals/secret.jpg", "/static/../originals/secret.jpg"):
        assert "secret" not in site.get(path)[1].replace("secret.jpg", "")


def test_a_comment_is_taken_and_too_much_of_it_is_not(site):
    assert site.get("/en/comments/1/", method="POST", body="body=words")[0] == 200
    assert site.get("/en/comments/1/", method="POST", body="x" * 1_100_000)[0] == 413


def test_while_the_site_is_at_work_readers_are_told_when_to_come_back(site):
    switch = site.folder / "maintenance"
    switch.touch()
    status, body, headers = site.get("/ar/")
    switch.unlink()
    assert (status, headers["Retry-After"]) == (503, "300")
    assert "نعود بعد قليل" in body
    assert site.get("/ar/")[0] == 200


def test_who_sends_a_form_to_a_server_that_breaks_is_told_when_to_come_back(site):
    status, body, headers = site.get("/ar/comments/1/", "POST", b"body=" + site.application.BREAKS)
    assert (status, headers["Retry-After"]) == (503, "300")
    assert "نعود بعد قليل" in body


def test_a_form_that_is_sent_while_the_site_is_at_work_is_told_so_too(site):
    switch = site.folder / "maintenance"
    switch.touch()
    status, body, _headers = site.get("/ar/comments/1/", "POST", b"body=words")
    switch.unlink()
    assert (status, "نعود بعد قليل" in body) == (503, True)


def test_the_page_of_maintenance_has_no_address_of_its_own(site):
    assert site.get("/maintenance.html")[0] == 404
