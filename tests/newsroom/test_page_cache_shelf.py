"""How much is kept, what goes first, and who renders."""

import random
import threading
import tracemalloc
from concurrent.futures import ThreadPoolExecutor

import pytest
from kept import Closing, Server

from newsroom.page_cache.entry import Entry
from newsroom.page_cache.shelf import LARGEST_PART, Shelf

HEADERS = [("Content-Type", "text/html"), ("Cache-Control", "public"), ("Content-Security-Policy", "x" * 400)]


def entry(key, size=20_000, tags=1):
    # Bytes that cannot be compressed: what is kept is as large as what is given.
    headers = [(name, "".join(value)) for name, value in HEADERS]
    versions = [(f"discussion:{number}", 1000 + number) for number in range(tags)]
    return Entry(key, random.randbytes(size), headers, versions, 9e9)


def test_it_never_holds_more_than_it_may_and_drops_what_was_asked_for_least_lately():
    shelf = Shelf(300_000)
    for number in range(20):
        shelf.put(entry(f"/{number}/"))
        shelf.get("/0/")
        assert shelf.weight <= shelf.size
    assert shelf.get("/0/")
    assert shelf.get("/19/")
    assert shelf.get("/1/") is None


def test_a_page_that_would_push_out_many_is_not_kept():
    shelf = Shelf(300_000)
    shelf.put(entry("/small/"))
    shelf.put(entry("/large/", 300_000 // LARGEST_PART))
    assert shelf.get("/large/") is None
    assert shelf.get("/small/")


def test_a_page_takes_the_place_of_its_earlier_self():
    shelf = Shelf(300_000)
    for size in (20_000, 30_000, 10_000):
        shelf.put(entry("/", size))
    assert len(shelf) == 1
    assert shelf.weight == shelf.get("/").weight


def test_the_plain_bytes_are_kept_when_they_are_asked_for_and_counted():
    shelf, page = Shelf(800_000), entry("/")
    shelf.put(page)
    before = shelf.weight
    assert shelf.plain(page) == shelf.plain(page) == page.plain.body == page.unpacked()
    assert shelf.weight == before + 20_000


def test_the_plain_bytes_of_a_page_that_has_gone_are_not_counted():
    shelf = Shelf(300_000)
    assert len(shelf.plain(entry("/"))) == 20_000
    assert shelf.weight == 0


def test_it_says_honestly_what_it_holds():
    shelf = Shelf(8 * 1024 * 1024)
    tracemalloc.start()
    for number in range(400):
        page = entry(f"/ar/2026/11/{number}/" + "x" * 200, 10_000, tags=256 if number % 3 else 1)
        shelf.put(page)
        if number % 2:
            shelf.plain(page)
    held, _most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert held <= shelf.weight


@pytest.mark.django_db
def test_of_many_who_want_the_same_page_one_has_it_made():
    readers, arrived = 8, threading.Semaphore(0)

    def application(environ, start_response):
        for _ in range(readers):
            assert arrived.acquire(timeout=30)
        start_response("200 OK", [("Cache-Control", "public")])
        return Closing([b"page"])

    server = Server(application=application)
    server.stop_the_clock()

    def read(number):
        arrived.release()
        return server.get("/ar/", same_second=True)

    with ThreadPoolExecutor(readers) as threads:
        answers = list(threads.map(read, range(readers)))
    assert {answer.body for answer in answers} == {b"page"}
    assert sorted(answer.outcome for answer in answers) == ["hit"] * 7 + ["miss"]
    assert server.rendered == 1


def test_those_who_waited_in_vain_do_not_wait_for_each_other():
    shelf, arrived, together = Shelf(1000), threading.Semaphore(0), threading.Barrier(3)

    def render():
        arrived.release()
        with shelf.turn("/"):
            # Whoever had it to himself would wait here for the others, and in vain.
            together.wait(timeout=5)

    with ThreadPoolExecutor(3) as threads:
        with shelf.turn("/"):
            answers = [threads.submit(render) for _ in range(3)]
            assert all(arrived.acquire(timeout=30) for _ in answers)
            assert not any(answer.done() for answer in answers)
        for answer in answers:
            answer.result(timeout=60)
