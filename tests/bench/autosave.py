"""How long it takes to keep an article's form of 5,000 words while somebody types, and to show it again.

    .venv/bin/python tests/bench/autosave.py [sqlite|postgresql]

Sends the whole form as the page does, fifty times with a cold first one left out, through
every layer of the server but the network, and prints milliseconds and queries.
"""

import os
import statistics
import sys
import time
from collections.abc import Callable

from big_newsroom import in_each_database
from django.http import HttpResponse

WORDS = 5_000
TIMES = 50
LIMIT_MS = 100
FIRST, AGAIN = "kept for the first time", "kept again"
LIMITED = (FIRST, AGAIN)


def measure() -> None:
    from admin_forms import change, fields_of
    from django.test import Client
    from html_page import page_of
    from makers import make_article, make_user

    editor = make_user("editor", role="editor", languages=["ar"])
    client = Client(SERVER_NAME="localhost")
    client.force_login(editor)
    paragraph = "<p>" + "كلمات المقال الطويل كما يكتبها المحرر " * 16 + "</p>"
    body = paragraph * (WORDS // len(paragraph.split()))
    article = make_article(published=False, body=body)
    form = fields_of(page_of(client.get(change(article))).one("form", id="article_form"))
    acts = {
        FIRST: lambda: client.post(f"/admin/articles/article/{article.pk}/keep/", form),
        AGAIN: lambda: client.post(f"/admin/articles/article/{article.pk}/keep/", form),
        "sign of life": lambda: client.post(f"/admin/articles/article/{article.pk}/keep/", {"here": "1"}),
        "form with the kept text": lambda: client.get(change(article)),
    }
    slow = [name for name, act in acts.items() if show(name, act, form) > LIMIT_MS and name in LIMITED]
    if slow:
        sys.exit(f"over {LIMIT_MS} ms: {', '.join(slow)}")


def show(name: str, act: Callable[[], HttpResponse], form: dict[str, list[str]]) -> float:
    """Print what an act takes, with another headline each time, and return the median in milliseconds."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    once = name == FIRST
    assert once or act().status_code == 200
    taken, own = [], time.process_time()
    for number in range(1 if once else TIMES):
        form["headline"] = [f"عنوان {number}"]
        begin = time.perf_counter()
        assert act().status_code == 200
        taken.append((time.perf_counter() - begin) * 1000)
    # What of it this process has computed: the rest is the database, and whoever else uses the machine.
    computed = (time.process_time() - own) * 1000 / len(taken)
    with CaptureQueriesContext(connection) as asked:
        act()
    median, p95 = statistics.median(taken), sorted(taken)[int(len(taken) * 0.95) - 1]
    print(
        f"{connection.vendor:10} {name:24} median {median:6.1f} ms  p95 {p95:6.1f} ms  computing {computed:5.1f} ms  "
        f"{len(asked):2} queries",
        flush=True,
    )
    return median


def main() -> None:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    measure()


if __name__ == "__main__":
    in_each_database(__file__, main)
