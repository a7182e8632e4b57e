"""How long it takes to keep an article's form of 5,000 words while somebody types, and to show it again.

    .venv/bin/python tests/bench/autosave.py [sqlite|postgresql]

Sends the whole form as the page does, fifty times with a cold first one left out, through
every layer of the server but the network, and prints milliseconds and queries.
"""

import os
import statistics
import time

from big_newsroom import in_each_database

WORDS = 5_000
TIMES = 50
LIMIT_MS = 100


def measure() -> None:
    from admin_forms import change, fields_of
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
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
        "kept for the first time": lambda: client.post(f"/admin/articles/article/{article.pk}/keep/", form),
        "kept again": lambda: client.post(f"/admin/articles/article/{article.pk}/keep/", form),
        "sign of life": lambda: client.post(f"/admin/articles/article/{article.pk}/keep/", {"here": "1"}),
        "form with the kept text": lambda: client.get(change(article)),
    }
    for name, act in acts.items():
        once = name.endswith("first time")
        assert once or act().status_code == 200
        taken, own = [], time.process_time()
        for _number in range(1 if once else TIMES):
            form["headline"] = [f"عنوان {_number}"]
            begin = time.perf_counter()
            assert act().status_code == 200
            taken.append((time.perf_counter() - begin) * 1000)
        # What of it this process has computed: the rest is the database, and whoever else uses the machine.
        computed = (time.process_time() - own) * 1000 / len(taken)
        with CaptureQueriesContext(connection) as asked:
            act()
        taken.sort()
        p95 = taken[int(len(taken) * 0.95) - 1]
        over = (
            "  OVER THE LIMIT" if "kept" in name and "form" not in name and statistics.median(taken) > LIMIT_MS else ""
        )
        print(
            f"{connection.vendor:10} {name:24} median {statistics.median(taken):6.1f} ms  p95 {p95:6.1f} ms  "
            f"computing {computed:5.1f} ms  "
            f"{len(asked):2} queries{over}",
            flush=True,
        )


def main() -> None:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    measure()


if __name__ == "__main__":
    in_each_database(__file__, main)
