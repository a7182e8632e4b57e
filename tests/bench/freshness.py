"""How long after a commit readers still get what is gone, or not yet what is there: `python tests/bench/freshness.py`.

    python tests/bench/freshness.py [seconds, 60] [readers, 4]

Publishers, approvers and guests at work on PostgreSQL while readers fetch the pages that show it at full speed: from
one server of two workers, then from two servers that share nothing but the database, then, where there is one, from
two that share a Redis as well, which is killed after a third of the time and is back after another. What counts is
received pages: one that shows what was hidden more than a second before it came is a failure, so is one with another's
words.
"""

import http.client
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import cache_server  # noqa: E402 (found by the line above)
import postgres  # noqa: E402
from page_cache import newsroom  # noqa: E402
from postgres import free_port  # noqa: E402

ALLOWED = 1.0
WORD = re.compile(rb"mark[0-9]+mark")
# What guests write is nobody else's to read; their words have longer numbers than those of the newsroom.
GUESTS = 2
LONG = len("mark1000mark")
# Never set: people stop to think.
PAUSE = threading.Event()


class Thing:
    """An article or a comment that comes and goes, known by a word that is nowhere else."""

    def __init__(self, number: int, pages: list[str], show: Callable[[], None], hide: Callable[[], None]) -> None:
        self.word = f"mark{number}mark"
        self.pages = pages
        self.verbs = {True: show, False: hide}
        # When a change began and was committed, and whether it is there since.
        self.changes: list[tuple[float, float, bool]] = []

    def change(self, shown: bool) -> None:
        from django.db import transaction

        began = time.monotonic()
        with transaction.atomic():
            # The first of what follows the commit: nothing else lies between.
            transaction.on_commit(lambda: self.changes.append((began, time.monotonic(), shown)))
            self.verbs[shown]()

    def live(self, end: float) -> None:
        from django.db import connection

        shown = True
        while time.monotonic() < end:
            shown = not shown
            self.change(shown)
            # Back to the pool, which is smaller than the newsroom.
            connection.close()
            PAUSE.wait(random.uniform(0.1, 2.5))


# What is there


def article_thing(number: int) -> Thing:
    from makers import make_article

    from articles.models import Article
    from newsroom.actors import SYSTEM

    article = make_article("en", headline=f"mark{number}mark")

    def row() -> Any:
        return Article.objects.get(pk=article.pk)

    def show() -> None:
        row().restore(by=SYSTEM)
        row().publish(by=SYSTEM)

    pages = [article.get_absolute_url(), "/en/", "/en/latest/", "/en/feed.xml"]
    return Thing(number, pages, show, lambda: row().withdraw(by=SYSTEM, reason="gone"))


def comment_thing(number: int, article: Any) -> Thing:
    from makers import make_comment

    from comments.models import Comment
    from newsroom.actors import SYSTEM

    comment = make_comment(article, body=f"mark{number}mark", edition="en", language="en")

    def decide(to: str) -> None:
        row = Comment.objects.get(pk=comment.pk)
        Comment.objects.decide({row.pk: row.version}, to=to, by=SYSTEM)

    address = article.get_absolute_url()
    pages = [address, "/en/comments.xml", f"{address}comments.xml"]
    return Thing(number, pages, lambda: decide("approved"), lambda: decide("rejected"))


# Readers, in a process of their own


def read(ports: list[int], pages: list[str], end: float) -> list[tuple[str, float, float, int, list[str]]]:
    """Return of each page when it was asked for and received, its status, and which words were in it."""
    connections = [http.client.HTTPConnection("127.0.0.1", port, timeout=30) for port in ports]
    seen = []
    while time.monotonic() < end:
        page, connection = random.choice(pages), random.choice(connections)
        asked = time.monotonic()
        connection.request("GET", page)
        answer = connection.getresponse()
        body = answer.read()
        # The page of a withdrawn article names it, and says that it is gone.
        words = sorted({word.decode() for word in WORD.findall(body)}) if answer.status == 200 else []
        seen.append((page, asked, time.monotonic(), answer.status, words))
    return seen


# Guests, whose words only they may read


def write_comments(port: int, article: Any, numbers: range, end: float) -> list[str]:
    """Send comments that wait for a moderator, read them back with one's own cookie; return whose words were wrong."""
    wrong = []
    for number in numbers:
        if time.monotonic() > end:
            break
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        connection.request("GET", f"/en/comments/token/?article={article.pk}")
        token = json.loads(connection.getresponse().read())["token"]
        # In words that no other comment has, or it is taken for the same, sent twice.
        text = f"{' '.join(''.join(random.choices('abcdefgh', k=6)) for _ in range(20))} mark{number}mark"
        sent = {"token": token, "name": f"Guest {number}", "email": f"guest{number}@example.org", "body": text}
        body = urlencode(sent)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        connection.request("POST", f"/en/comments/{article.pk}/", body, headers | {"X-Forwarded-For": client(number)})
        answer = connection.getresponse()
        answer.read()
        cookie = "; ".join(value.split(";")[0] for value in answer.headers.get_all("Set-Cookie", []))
        connection.request("GET", answer.headers["Location"], headers={"Cookie": cookie})
        words = {word.decode() for word in WORD.findall(connection.getresponse().read())}
        if words != {f"mark{number}mark"}:
            wrong.append(f"{number} read {words}")
        PAUSE.wait(0.2)
    return wrong


def client(number: int) -> str:
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


# What came of it


def report(title: str, things: list[Thing], seen: list[Any], strangers: list[str]) -> bool:
    """Print what readers got, and return whether all of it was in time and theirs."""
    by_page: dict[str, list[Any]] = {}
    for observation in seen:
        by_page.setdefault(observation[0], []).append(observation)
    gone, come, late = 0.0, 0.0, 0
    for thing in things:
        ends = [*(began for began, _committed, _shown in thing.changes[1:]), float("inf")]
        for (_began, committed, shown), end in zip(thing.changes, ends, strict=False):
            for page in thing.pages:
                for _page, asked, received, _status, words in by_page.get(page, []):
                    # Asked for after the commit, and here before the next change could have begun.
                    if asked < committed or received > end or (thing.word in words) == shown:
                        continue
                    gone, come = (
                        (gone, max(come, received - committed)) if shown else (max(gone, received - committed), come)
                    )
                    late += received - committed > ALLOWED
    others = sum(any(len(word) == LONG for word in words) for *_rest, words in seen)
    errors = sum(status >= 500 for _page, _asked, _received, status, _words in seen)
    changes = sum(len(thing.changes) for thing in things)
    print(f"{title}: {len(seen)} pages, {changes} changes, {errors} errors")
    print(f"  gone, and still received after {gone:.2f} s at most; there, and still missing after {come:.2f} s at most")
    print(f"  pages later than {ALLOWED:.0f} s: {late}; pages with words of guests that wait: {others}")
    print(f"  guests who read what is not theirs: {strangers or 'none'}", flush=True)
    return bool(seen) and not (late or others or strangers or errors)


def race(title: str, ports: list[int], seconds: float, readers: int, *, first: int) -> bool:
    from makers import make_article

    calm = make_article("en", headline=title)
    things = [article_thing(first + number) for number in range(4)]
    things += [comment_thing(first + 10 + number, calm) for number in range(4)]
    pages = sorted({page for thing in things for page in thing.pages})
    end = time.monotonic() + seconds
    strangers: list[str] = []

    def write(number: int) -> None:
        start = 10 * GUESTS * first + 1000 * number
        own = range(start, start + 1000)
        strangers.extend(write_comments(ports[number % len(ports)], calm, own, end))

    threads = [threading.Thread(target=thing.live, args=[end]) for thing in things]
    threads += [threading.Thread(target=write, args=[number]) for number in range(GUESTS)]
    plan = json.dumps({"ports": ports, "pages": pages, "end": end})
    command = [sys.executable, __file__, "read", plan]
    processes = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(readers)]
    for thread in threads:
        thread.start()
    seen = [tuple(row) for process in processes for row in json.loads(process.communicate()[0])]
    for thread in threads:
        thread.join()
    return report(title, things, seen, strangers)


def main(seconds: float, readers: int) -> None:
    with (
        postgres.server() as url,
        tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder,
        ExitStack() as stack,
    ):
        if url is None:
            sys.exit("no PostgreSQL was found")
        os.environ |= {
            "DATABASE_URL": url, "DATA_DIR": folder, "SECRET_KEY": "only-for-the-benchmark", "NEWSROOM_MODE": "demo",
            "DJANGO_SETTINGS_MODULE": "newsroom.settings", "TRUSTED_PROXIES": "127.0.0.1", "CACHE_URL": "",
        }  # fmt: skip
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        log = Path(folder) / "log"
        ports = [stack.enter_context(server(log, workers=2)), stack.enter_context(server(log))]
        kept = [
            race("one server, two workers", ports[:1], seconds, readers, first=100),
            race("two servers, one database", ports, seconds, readers, first=200),
        ]
        if cache_server.is_installed():
            cache = stack.enter_context(cache_server.running())
            os.environ["CACHE_URL"] = cache.url
            ports = [stack.enter_context(server(log)), stack.enter_context(server(log))]
            for share, act in ((1 / 3, cache.kill), (2 / 3, cache.start)):
                threading.Timer(seconds * share, act).start()
            kept.append(race("two servers, one database, one Redis", ports, seconds, readers, first=300))
        if not all(kept):
            sys.exit("somebody got an error, what was gone, too late what was there, or another's words")


@contextmanager
def server(log: Path, workers: int = 1) -> Iterator[int]:
    """Give the port of one."""
    port = free_port()
    with newsroom(port, log.with_suffix(f".{port}"), workers=workers):
        yield port


if __name__ == "__main__":
    if sys.argv[1:2] == ["read"]:
        print(json.dumps(read(**json.loads(sys.argv[2]))))
    else:
        main(float(sys.argv[1]) if sys.argv[1:] else 60, int(sys.argv[2]) if sys.argv[2:] else 4)
