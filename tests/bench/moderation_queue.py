"""How long the moderation queue takes at 500,000 comments of which 5,000 wait, and which index it reads.

    .venv/bin/python tests/bench/moderation_queue.py [sqlite|postgresql] [rows]

Fills a database of each kind, asks for each page of the queue thirty times with a cold first
one left out, and prints the milliseconds in the server, the number of queries and the plan.
"""

import os
import statistics
import sys
import time

from big_newsroom import fill, in_each_database

ROWS = 500_000
PENDING = 5_000
TIMES = 30
LIMIT_MS = 100
# What is asked for -> the index that its list must be read by.
PAGES = {
    "": "comments_waiting",
    "tab=reported": "comments_reported",
    "tab=spam": "comments_spam",
    "tab=approved": "comments_approved",
    "tab=rejected": "comments_rejected",
    "reason=links": "comments_waiting",
    "new=1": "comments_waiting",
    "tab=approved&q=something": "comments_approved",
}


def measure() -> None:
    from django.db import connection
    from django.http import QueryDict
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from makers import make_user

    from comments.admin.queue.selection import Selection

    moderator = make_user("moderator", role="moderator", languages=["ar", "en"])
    client = Client(SERVER_NAME="localhost")
    client.force_login(moderator)
    for query, index in PAGES.items():
        path = f"/admin/comments/queue/?{query}"
        assert client.get(path).status_code == 200
        taken, own = [], time.process_time()
        for _number in range(TIMES):
            begin = time.perf_counter()
            client.get(path)
            taken.append((time.perf_counter() - begin) * 1000)
        # What of it this process has computed: the rest is the database, and whoever else uses the machine.
        computed = (time.process_time() - own) * 1000 / TIMES
        with CaptureQueriesContext(connection) as asked:
            client.get(path)
        plan = Selection.of(QueryDict(query), moderator).rows()[:31].explain()
        taken.sort()
        p95 = taken[int(len(taken) * 0.95) - 1]
        times = f"median {statistics.median(taken):6.1f} ms  p95 {p95:6.1f} ms  computing {computed:5.1f} ms"
        by = f"by {index}" if index in plan else "NOT BY ITS INDEX:"
        print(f"{connection.vendor:10} {query or 'pending':26} {times}  {len(asked):2} queries  {by}", flush=True)
        if index not in plan:
            print(plan)
        if statistics.median(taken) > LIMIT_MS:
            print(f"  over the limit of {LIMIT_MS} ms")
            for query_ in sorted(asked.captured_queries, key=lambda one: -float(one["time"]))[:3]:
                print("   ", query_["time"], query_["sql"][:300])


def main() -> None:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    rows = next((int(word) for word in sys.argv[1:] if word.isdigit()), ROWS)
    fill(rows, PENDING)
    measure()


if __name__ == "__main__":
    in_each_database(__file__, main)
