"""How many comments a second can be taken, every limit and check on: `python tests/bench/posting.py [seconds]`.

PostgreSQL of its own, granian with two workers as `serve` starts it, and a generator in a process
of its own that posts valid comments at full speed over kept connections, through a proxy that is
trusted, from many addresses. What it prints includes what the generator and the database use.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import postgres  # noqa: E402 (found by the line above)
from browser.server import wait_until_alive  # noqa: E402

WORKERS = 2
CONNECTIONS = 16
ARTICLES = 40
STORED_BEFORE = 20_000
TERMS = 2_000
GOAL = 300
WORDS = (
    "في من على إلى عن مع هذا هذه الذي التي كان كانت بعد قبل كل بين حول ضد رأي خبر مدينة وزارة تعليم طريق ماء".split()
)


def text(number: int) -> str:
    return f"{' '.join(random.choices(WORDS, k=50))} رقم {number}"


def address(number: int) -> str:
    return f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"


# What is there before


def fill() -> tuple[list[tuple[int, str]], list[int]]:
    """Make articles, comments, word lists and blocks; return the articles (key, language) and comments to answer."""
    from django.db import connection
    from django.utils import timezone
    from makers import make_article

    from comments.choices import State
    from comments.models import Block, Comment, Term
    from newsroom.pseudonyms import mail_pseudonym

    articles = [make_article() for _number in range(ARTICLES)]
    now = timezone.now()
    Comment.objects.bulk_create(
        Comment(
            article=articles[number % ARTICLES], edition="ar", language="ar", name=f"قارئ {number}", body=text(number),
            email=f"earlier{number}@example.org", email_key=mail_pseudonym(f"earlier{number}@example.org"),
            state=State.APPROVED if number % 3 else State.SPAM, submitted_at=now,
            first_approved_at=now if number % 3 else None, network=f"network {number % 500}", fingerprint=f"{number}",
        )
        for number in range(STORED_BEFORE)
    )  # fmt: skip
    Term.objects.bulk_create(Term(text=f"مفردة{number}", with_prefixes=number % 10 == 0) for number in range(TERMS))
    Block.objects.bulk_create(Block(subject="email", key=f"nobody {number}", effect="hold") for number in range(200))
    with connection.cursor() as cursor:
        # As the server's own housekeeping does within a minute.
        cursor.execute("ANALYZE")
    parents = Comment.objects.filter(state=State.APPROVED, article=articles[0]).values_list("pk", flat=True)
    return [(article.pk, article.language) for article in articles], list(parents[:200])


def request(number: int, articles: list[tuple[int, str]], parents: list[int], port: int) -> bytes:
    """Return one valid comment, as a browser behind the proxy would send it."""
    from articles.models import Article
    from comments import tokens

    is_reply = number % 4 == 0
    key, language = articles[0] if is_reply else random.choice(articles)
    fields = {
        "token": tokens.issue(Article(pk=key, language=language)),
        "name": f"قارئ {number}",
        "email": f"reader{number}@example.org",
        "website": f"https://site{number}.example/" if number % 10 == 0 else "",
        "body": text(number),
        "parent": random.choice(parents) if is_reply else "",
    }
    body = urlencode(fields).encode()
    head = (
        f"POST /{language}/comments/{key}/ HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        f"Sec-Fetch-Site: same-origin\r\nUser-Agent: Mozilla/5.0 (bench)\r\n"
        f"X-Forwarded-For: {address(random.randrange(1 << 24))}\r\n\r\n"
    )
    return head.encode() + body


# The generator


async def post_all(port: int, requests: list[bytes], seconds: float) -> tuple[Counter[int], list[float]]:
    statuses: Counter[int] = Counter()
    times: list[float] = []
    end = time.monotonic() + seconds

    async def connection() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while requests and time.monotonic() < end:
            begin = time.monotonic()
            writer.write(requests.pop())
            head = await reader.readuntil(b"\r\n\r\n")
            lines = head.lower().split(b"\r\n")
            length = next((int(line[15:]) for line in lines if line.startswith(b"content-length:")), 0)
            if length:
                await reader.readexactly(length)
            statuses[int(head[9:12])] += 1
            times.append(time.monotonic() - begin)
        writer.close()

    await asyncio.gather(*(connection() for _number in range(CONNECTIONS)))
    return statuses, times


def generate(port: int, seconds: float, plan: dict[str, list]) -> None:
    """Post for so many seconds, as the generator's process, and print what was answered."""
    articles = [tuple(article) for article in plan["articles"]]
    requests = [request(number, articles, plan["parents"], port) for number in range(int(seconds * 1000))]
    used_before, begin = time.process_time(), time.monotonic()
    statuses, times = asyncio.run(post_all(port, requests, seconds))
    took = time.monotonic() - begin
    times.sort()
    print(json.dumps({
        "statuses": statuses, "seconds": took, "cpu": time.process_time() - used_before,
        "median": times[len(times) // 2], "p99": times[len(times) * 99 // 100],
    }))  # fmt: skip


# The whole


def queries_of_a_post(articles: list[tuple[int, str]]) -> int:
    """Return how many statements one comment takes, the word lists being read."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from articles.models import Article
    from comments import tokens

    key, language = articles[0]
    for number in range(2):
        fields = {"name": "قارئ", "email": f"count{number}@example.org", "body": text(-number)}
        fields["token"] = tokens.issue(Article(pk=key, language=language))
        with CaptureQueriesContext(connection) as queries:
            answer = Client().post(
                f"/{language}/comments/{key}/", fields, headers={"Sec-Fetch-Site": "same-origin"}, HTTP_HOST="127.0.0.1"
            )
        assert answer.status_code == 303, answer.status_code
    return len([query for query in queries if query["sql"] not in ("BEGIN", "COMMIT")])


def serve(port: int, log: Path) -> subprocess.Popen[bytes]:
    from newsroom import server

    command = server.command("127.0.0.1", port, WORKERS)
    with log.open("w") as output:
        return subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output, start_new_session=True)


def measure(seconds: float) -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from comments.models import Comment

    articles, parents = fill()
    queries = queries_of_a_post(articles)
    port = postgres.free_port()
    database = database_process()
    log = Path(os.environ["DATA_DIR"]) / "log"
    server = serve(port, log)
    try:
        wait_until_alive(server, f"http://127.0.0.1:{port}", log)
        plan = json.dumps({"articles": articles, "parents": parents})
        for title, duration in (("warm-up", 3.0), ("measured", seconds)):
            before = Comment.objects.count()
            used = {"server": -cpu_of(server.pid), "database": -cpu_of(database)}
            command = [sys.executable, __file__, "generate", str(port), str(duration)]
            outcome = subprocess.run(command, input=plan, stdout=subprocess.PIPE, text=True, check=True)
            used["server"] += cpu_of(server.pid)
            used["database"] += cpu_of(database)
            report(title, json.loads(outcome.stdout), Comment.objects.count() - before, queries, used)
    finally:
        server.terminate()
        server.wait(timeout=20)


def processes(parent: int) -> list[int]:
    """Return a process and all that it has started (Linux)."""
    found = [parent]
    for process in found:
        for children in Path(f"/proc/{process}/task").glob("*/children"):
            found += [int(child) for child in children.read_text().split()]
    return found


def cpu_of(parent: int) -> float:
    """Return the seconds of CPU that a process and what it has started have used so far."""
    ticks = 0
    for process in processes(parent):
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
        # utime, stime, and both of the children that have ended (proc(5)).
        ticks += sum(int(field) for field in fields[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def database_process() -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    return int(Path(f"/proc/{backend}/stat").read_text().rpartition(")")[2].split()[1])


def report(title: str, result: dict, rows: int, queries: int, used: dict[str, float]) -> None:
    answered = {int(status): number for status, number in result["statuses"].items()}
    stored = answered.get(303, 0)
    used["generator"] = result["cpu"]
    each = {name: f"{1000 * seconds / stored:.1f} ms" for name, seconds in used.items()}
    print(f"{title}: {stored / result['seconds']:.0f} comments/s (goal: {GOAL}) for {result['seconds']:.1f} s")
    print(f"  answers {answered}, rows stored {rows}, statements a comment {queries}")
    print(f"  an answer takes {1000 * result['median']:.0f} ms (median), {1000 * result['p99']:.0f} ms (p99)")
    # What other programs leave of the machine changes the rate, and not this.
    print(f"  CPU of a comment: {each}; two cores for this alone: {2 * stored / sum(used.values()):.0f}/s", flush=True)


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "newsroom.settings")
    if sys.argv[1:2] == ["generate"]:
        import django

        django.setup()
        generate(int(sys.argv[2]), float(sys.argv[3]), json.load(sys.stdin))
        return
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 20.0
    with tempfile.TemporaryDirectory(prefix="newsroom-bench-") as folder, postgres.server() as url:
        if url is None:
            sys.exit("no PostgreSQL was found")
        os.environ |= {
            "DATABASE_URL": url, "DATA_DIR": folder, "SECRET_KEY": "only-for-the-benchmark", "NEWSROOM_MODE": "demo",
            "PYTHONWARNINGS": "ignore", "TRUSTED_PROXIES": "127.0.0.1", "WORKERS": str(WORKERS),
        }  # fmt: skip
        measure(seconds)


if __name__ == "__main__":
    main()
