"""How long a search takes at 100,000 articles, and in how many queries.

    .venv/bin/python tests/bench/search.py [sqlite|postgresql] [rows]

Fills a database of each kind as the bench of the desk does, asks for each search twenty times with a cold first one
left out, and prints the milliseconds in the server, the number of queries and, over a limit, the slowest.
"""

import os
import sys
import time

from big_newsroom import in_each_database
from desk import ROWS, fill, show

MOST_MS, MOST_QUERIES = 200, 11
SEARCHES = [
    "",
    "q=الميناء",
    "q=السفن",
    "q=سفينة",
    "q=الناس+البحر+السفن",
    "q=rare-in-headline",
    "q=rare-in-text",
    "q=harbour&section={section}",
    "q=السفن&sort=newest&page=90",
    "q=السفن&period=week&kind=news",
    "q=السفن&kind=opinion",
    "q=الميياء",
    "q=not-there-at-all",
    "q=زمهرير",
]


def main() -> None:
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from articles.models import Article, Section

    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    rows = next((int(word) for word in sys.argv[1:] if word.isdigit()), ROWS)
    begin = time.perf_counter()
    fill(rows)
    print(f"{rows} articles written in {time.perf_counter() - begin:.0f} s", flush=True)
    begin = time.perf_counter()
    Article.objects.filter(pk__in=Article.objects.order_by("pk").values("pk")[:2000]).index_again()
    print(f"2,000 of them indexed again in {time.perf_counter() - begin:.1f} s", flush=True)
    client = Client(SERVER_NAME="localhost")
    section = Section.objects.all()[3].pk
    for search in SEARCHES:
        language = "en" if "harbour" in search else "ar"
        path = f"/{language}/search/?{search.format(section=section)}"
        show(client, path, MOST_MS, MOST_QUERIES, CaptureQueriesContext)


if __name__ == "__main__":
    in_each_database(__file__, main)
