"""Pages made anew, page cache off, two workers on PostgreSQL: `python tests/bench/pages.py [seconds]`.

The designed pages of an archive, each kind over a thousand addresses where there are so many, by wrk (from Debian)
with 16 connections on the same machine. DATABASE_URL may name a PostgreSQL that holds an archive of any size
(`manage.py archive`), DATA_DIR its files; without one, a server of its own gets the demo and 2,000 articles with
fifty comments each, as most were measured with that we are compared with.
"""

import http.client
import itertools
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import postgres  # noqa: E402 (found by the line above)
from page_cache import manage, newsroom, rate  # noqa: E402
from postgres import free_port  # noqa: E402

ADDRESSES, ARTICLES, COMMENTS, WORKERS, ROUNDS = 1000, 2000, 50, 2, 3
# How often an address of few is asked for by itself, for its p95.
ASKED = 200
# Pages a second that each kind has to reach.
GOALS = {
    "article, 50 comments": 200,
    "front page": 170,
    "section list": 250,
    "feed of 50 full texts": 260,
    "search": 50,
    # So many that hardly one is asked for twice in a second.
    "feed of an author": 260,
}
# Each connection of wrk asks for the next address, from a beginning of its own.
SCRIPT = """
local paths = {{}}
for path in io.lines("{file}") do paths[#paths + 1] = path end
local number = math.random(#paths)
request = function()
    number = number % #paths + 1
    return wrk.format("GET", paths[number])
end
"""


def articles() -> Iterator[str]:
    from articles.models import Article
    from comments.models import Discussion

    discussed = Discussion.objects.filter(approved_count__gte=COMMENTS * 0.8).order_by("-approved_count")
    # Their keys first: of a subquery a planner cannot tell how few they are.
    keys = list(discussed.values_list("article", flat=True)[: ADDRESSES * 2])
    public = Article.objects.public().filter(pk__in=keys)
    yield from (article.get_absolute_url() for article in public[:ADDRESSES])


def front_pages() -> Iterator[str]:
    yield from itertools.islice(itertools.cycle(("/ar/", "/en/")), ASKED)


def lists() -> Iterator[str]:
    """Page by page of every section in turn, so that none is asked for its first pages alone."""
    from articles.models import Section

    firsts = [section.url_in(language) for section in Section.objects.all() for language in ("ar", "en")]
    for number in range(1, ADDRESSES // len(firsts) + 2):
        yield from (f"{first}?page={number}" for first in firsts)


def feeds() -> Iterator[str]:
    """Those of the editions, sections and topics, with fifty articles each, in whatever archive."""
    from articles.models import Section, Topic

    yield from ("/ar/feed.xml", "/en/feed.xml")
    for model in (Section, Topic):
        yield from (f"{subject.url_in(code)}feed.xml" for subject in model.objects.all() for code in ("ar", "en"))


def feeds_of_authors() -> Iterator[str]:
    """Those with fifty articles: in a small archive no author has as many."""
    from django.db.models import Count

    from articles.feed_rows import ITEMS
    from articles.models import Article, Author

    written = Article.objects.public().order_by("bylines", "language").values_list("bylines", "language")
    authors = Author.objects.in_bulk()
    for key, language, _number in written.annotate(number=Count("pk")).filter(number__gte=ITEMS):
        yield f"{authors[key].url_in(language)}feed.xml"


def searches() -> Iterator[str]:
    """The word that comes nearest to standing in half of the articles."""
    from articles.models import Article

    newest = Article.objects.public().filter(language="ar").order_by("-pk")
    texts = list(newest.values_list("body_html", flat=True)[:500])
    words = {word for text in texts[:20] for word in text.split() if word.isalpha() and len(word) > 4}
    word = min(words, key=lambda word: (abs(sum(word in text for text in texts) - len(texts) / 2), word))
    print(f"search for {word}: in {sum(word in text for text in texts)} of {len(texts)}", flush=True)
    yield from itertools.repeat(f"/ar/search/?q={quote(word)}", ASKED)


KINDS: dict[str, Callable[[], Iterator[str]]] = dict(
    zip(GOALS, (articles, front_pages, lists, feeds, searches, feeds_of_authors), strict=True)
)


def answered(paths: Iterator[str], port: int) -> tuple[list[str], list[float]]:
    """Return the addresses there are, and the ms each took by itself: a list has no page beyond its last."""
    connection, found, times = http.client.HTTPConnection("127.0.0.1", port), [], []
    for path in itertools.islice(paths, ADDRESSES):
        began = time.perf_counter()
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        if answer.status == http.client.OK:
            times.append(1000 * (time.perf_counter() - began))
            found.append(path)
    return found, times


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else times[0]


def script(paths: list[str], folder: Path) -> tuple[str, str]:
    """Return the options that let wrk ask for one of the addresses after the other."""
    (folder / "paths").write_text("\n".join(dict.fromkeys(paths)))
    (folder / "wrk.lua").write_text(SCRIPT.format(file=folder / "paths"))
    return "-s", str(folder / "wrk.lua")


def measure(kind: str, port: int, server: int, folder: Path, seconds: float) -> None:
    paths, times = answered(KINDS[kind](), port)
    if not paths:
        print(f"{kind:22}{0:>10}", flush=True)
        return
    address, options = f"http://127.0.0.1:{port}", script(paths, folder)
    rounds = [rate(address, "gzip", seconds, server, *options) for _ in range(ROUNDS)]
    by_clock, by_cpu = (statistics.median(each[side] for each in rounds) for side in (0, 1))
    print(
        f"{kind:22}{len(set(paths)):>10}{by_clock:>9.0f}{GOALS[kind]:>7}{by_cpu:>17.0f}{p95(times):>10.1f}",
        flush=True,
    )


def fill_with_discussed_articles() -> None:
    from newsroom.demo.archive import discussions, filling

    discussions.COUNTS = (COMMENTS,)
    filling.fill(ARTICLES, lambda done, total: None)


def main(seconds: float) -> None:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="newsroom-bench-")))
        os.environ |= {"PAGE_CACHE_MB": "0", "DJANGO_SETTINGS_MODULE": "newsroom.settings"}
        os.environ.setdefault("SECRET_KEY", "only-for-the-benchmarks")
        os.environ.setdefault("DATA_DIR", str(folder / "data"))
        Path(os.environ["DATA_DIR"]).mkdir(exist_ok=True)
        own = not os.environ.get("DATABASE_URL")
        if own:
            url = stack.enter_context(postgres.server())
            if url is None or not shutil.which("wrk"):
                raise SystemExit("PostgreSQL and wrk are needed.")
            os.environ["DATABASE_URL"] = url
            manage("migrate")
            manage("demo")
        manage("collectstatic", "--noinput")
        import django

        django.setup()
        from articles.models import Article

        if own:
            fill_with_discussed_articles()

        print(f"{Article.objects.count()} articles, {WORKERS} workers, load {os.getloadavg()[0]:.1f}")
        print(f"{ROUNDS} rounds of {seconds:.0f} s, medians")
        print(f"{'':22}{'addresses':>10}{'a second':>9}{'goal':>7}{'a second of CPU':>17}{'p95, ms':>10}")
        port = free_port()
        server = stack.enter_context(newsroom(port, folder / "newsroom.log", WORKERS))
        for kind in KINDS:
            measure(kind, port, server, folder, seconds)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 10)
