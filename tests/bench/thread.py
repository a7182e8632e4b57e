"""How long the page of an article takes that 5,000 comments stand under.

    .venv/bin/python tests/bench/thread.py

Writes the article and a realistic tree of replies into a new SQLite database in a temporary
folder (into that of DATABASE_URL where one is set: an empty one, please), asks for the first
page, the second, the newest and a reply's form through the whole of Django, and prints queries
and milliseconds; those of the processor tell more on a machine that others use, too. Ends with 1
where the first page's median is over its limit.
"""

import os
import random
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
COMMENTS = 5000
TIMES = 40
LIMIT_MS = 100
# Of a hundred comments so many open a thread; the others answer one of the last few, as people do.
ROOTS_IN_100 = 40
WORDS = {
    "ar": "المدينة الماء الشبكة الميناء قال السكان إن الأسعار ارتفعت هذا العام ولم يسمع أحد جواباً".split(),
    "en": "the city water network harbour residents said that prices rose this year and nobody has heard".split(),
}


def start() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
    os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def text(rng: random.Random, language: str) -> str:
    sentences = (" ".join(rng.choices(WORDS[language], k=rng.randint(4, 30))) for _ in range(rng.randint(1, 3)))
    return "\n\n".join(sentences) + (" https://example.org/page?id=1" if rng.random() < 0.05 else "")


def write_thread(count: int) -> Any:
    """Return an article with `count` approved comments, every fifth in the other language, some removed."""
    from django.utils import timezone
    from makers import make_article, make_author, make_image, make_section, make_topic

    from comments import decision_log
    from comments.models import Comment

    rng = random.Random(3)
    section, topic = make_section(), make_topic()
    authors = [make_author(portrait=make_image())]
    article = make_article(section=section, topics=[topic], authors=authors, lead_image=make_image())
    for _number in range(12):
        make_article(section=section, topics=[topic])
    start = timezone.now() - timedelta(minutes=50)
    rows: list[Comment] = []
    for pk in range(1, count + 1):
        parent = None if not rows or rng.randrange(100) < ROOTS_IN_100 else rng.choice(rows[-60:])
        language = "en" if rng.random() < 0.2 else "ar"
        removed = rng.random() < 0.02
        at = start + timedelta(milliseconds=500 * pk)
        rows.append(
            Comment(
                pk=pk, article=article, parent=parent, depth=min(parent.depth + 1, 10) if parent else 0,
                name=f"قارئ {pk % 900}", email=f"reader{pk % 900}@example.org", email_key=f"{pk % 900:032x}",
                website="https://example.org/" if pk % 4 == 0 else "", body=text(rng, language), language=language,
                edition=article.language, state="rejected" if removed else "approved", submitted_at=at,
                first_approved_at=at,
            )
        )  # fmt: skip
    Comment.objects.bulk_create(rows, batch_size=500)
    decision_log.count([article.pk])
    return article


def measure(path: str) -> tuple[int, float, float, float, int]:
    """Return queries, median and p95 in milliseconds, the processor's median, and the bytes of a page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    # As it is served: what the server sets for its process is set here.
    import_module("newsroom.wsgi").getting_ready.join()
    client = Client(SERVER_NAME="127.0.0.1")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(path)
    assert answer.status_code == 200, path
    # Counted here: the next request empties the log.
    count = len(queries)
    times, busy = [], []
    for _time in range(TIMES):
        begin, begin_busy = time.perf_counter(), time.process_time()
        client.get(path)
        times.append((time.perf_counter() - begin) * 1000)
        busy.append((time.process_time() - begin_busy) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    return count, statistics.median(times), p95, statistics.median(busy), len(answer.content)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder:
        os.environ |= {"DATA_DIR": folder, "SECRET_KEY": "only-for-the-benchmark"}
        start()
        path = write_thread(COMMENTS).get_absolute_url()
        first = 0.0
        pages = {
            "first page": "",
            "second page": "?comments=2",
            "newest first": "?order=newest",
            "one language": "?language=en",
            "a reply": f"?reply={COMMENTS - 1}",
        }
        print(f"{f'{COMMENTS} comments':16}{'queries':>8}{'median':>11}{'p95':>11}{'processor':>11}{'size':>9}")
        for name, query in pages.items():
            queries, median, p95, busy, size = measure(path + query)
            first = first or median
            print(f"{name:16}{queries:8}{median:8.1f} ms{p95:8.1f} ms{busy:8.1f} ms{size / 1024:6.0f} KB")
        if first > LIMIT_MS:
            sys.exit(f"the first page takes more than {LIMIT_MS} ms")


if __name__ == "__main__":
    main()
