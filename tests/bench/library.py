"""How long the library and its dialog take at 100,000 pictures, and in how many queries.

    .venv/bin/python tests/bench/library.py [sqlite|postgresql] [rows]

Fills a database of each kind, asks for each page twenty times with a cold first one left out,
and prints the milliseconds in the server, the number of queries and, over a limit, the slowest.
"""

import os
import sys
import time

from big_newsroom import analyse, in_each_database
from desk import show

ROWS = 100_000
LIST = "/admin/articles/image/"
LIST_MS, LIST_QUERIES = 300, 8
FILTERS = [
    "",
    "?p=100",
    "?q=المرفأ",
    "?q=ships+rain",
    "?q=picture-77777",
    "?q=not-there-at-all",
    "?lacks=ar",
    "?lacks=en",
    "?lacks=licence",
    "?used=no",
    "?used=yes",
    "?year={year}",
    "?year={year}&month=3&lacks=en&used=no",
    "?q=ships&used=no&lacks=en",
    "choose/",
    "choose/?q=ships",
    "choose/?page=200",
]
NAMES = "المرفأ السفن البحر المدينة الوزير مطر مدرسة ملعب سوق harbour ships city minister rain school market".split()


def fill(rows: int) -> None:
    """Store `rows` pictures of ten years: a third unused, every fiftieth without words in English."""
    from datetime import timedelta

    from django.utils import timezone
    from makers import make_article, make_user

    from articles.models import Image, ImageText
    from articles.models.image_use import ImageUse
    from newsroom import stemming

    make_user("chief", role="chief editor", languages=["ar", "en"])
    article, now = make_article(), timezone.now()
    files = {"colour": "#336699", "files": {"4x3": {"webp": [480, 640], "jpg": [640]}}}
    for start in range(0, rows, 5000):
        batch = []
        for n in range(start, min(rows, start + 5000)):
            title = f"{NAMES[n % len(NAMES)]} {NAMES[n // 7 % len(NAMES)]} picture-{n}"
            found = {"search_text": stemming.indexed(title), "lacks_ar": False, "lacks_en": n % 50 == 0}
            shape = {"format": "JPEG", "width": 1600, "height": 1200, "renditions": files, "is_finished": True}
            batch.append(Image(original=f"{n}", title=title, content_hash=f"{n:064x}", **shape, **found))
        Image.objects.bulk_create(batch)
        for n, image in enumerate(batch, start):
            image.created_at = now - timedelta(minutes=50 * (rows - n))
        Image.objects.bulk_update(batch, ["created_at"], batch_size=500)
        texts = [(image, code) for image in batch for code in ("ar", "en") if code == "ar" or not image.lacks_en]
        ImageText.objects.bulk_create(
            ImageText(image=image, language=code, alt="x", credit="y") for image, code in texts
        )
        ImageUse.objects.bulk_create(ImageUse(image=image, article=article) for image in batch if image.pk % 3)
    analyse()


def measure() -> None:
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.utils import timezone

    from newsroom.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="chief"))
    for query in FILTERS:
        path = LIST + query.format(year=timezone.now().year - 2)
        show(client, path, LIST_MS, LIST_QUERIES, CaptureQueriesContext)


def main() -> None:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    rows = next((int(word) for word in sys.argv[1:] if word.isdigit()), ROWS)
    begin = time.perf_counter()
    fill(rows)
    print(f"{rows} pictures written in {time.perf_counter() - begin:.0f} s", flush=True)
    measure()


if __name__ == "__main__":
    in_each_database(__file__, main)
