"""How long the list of articles, the dashboard and an article's form take at 100,000 articles, and in how many queries.

    .venv/bin/python tests/bench/desk.py [sqlite|postgresql] [rows]

Fills a database of each kind, asks for each page twenty times with a cold first one left out,
and prints the milliseconds in the server, the number of queries and, over a limit, the slowest. The queries are those
of a request that is not the first of its second: in that one a process reads two rows which all its pages share (the
site's settings, the next scheduled change).
"""

import os
import statistics
import sys
import time

from big_newsroom import analyse, in_each_database

ROWS = 100_000
TIMES = 20
LIST = "/admin/articles/article/"
LIST_MS, LIST_QUERIES = 300, 8
FORM_QUERIES = 25
DESK_QUERIES = 12
FILTERS = [
    "",
    *(f"state={name}" for name in ("draft", "in_review", "ready", "scheduled", "published", "expired", "withdrawn")),
    "state=changed",
    "state=swap",
    "state=stuck",
    "language__exact=ar",
    "language__exact=en&state=in_review",
    *(f"mine={name}" for name in ("written", "waiting", "returned")),
    *(f"freshness={name}" for name in ("none", "in_progress", "current", "outdated")),
    "section__id__exact={section}",
    "author=Author 7",
    "with=breaking",
    "with=no-picture",
    "with=no-alt",
    "comments=waiting",
    "q=الميناء",
    "q=rare-in-headline",
    "q=not-there-at-all",
    "p=200",
    "p=2000",
    "o=7",
    "section__id__exact={section}&state=published&language__exact=ar&freshness=none",
]


def fill(rows: int) -> None:
    """Store `rows` articles as twenty years leave them: nearly all published, most stories in both editions."""
    from django.db import transaction
    from django.utils import timezone
    from makers import make_author, make_image, make_section, make_user

    from articles.models import Story

    now = timezone.now()
    people = [make_user(f"writer{n}", role="writer", languages=["ar", "en"]) for n in range(30)]
    people.append(make_user("chief", role="chief editor", languages=["ar", "en"]))
    sections = [make_section() for _ in range(8)]
    image = make_image()
    authors = [make_author(name_en=f"Author {n}") for n in range(300)]
    with transaction.atomic():
        Story.objects.bulk_create((Story() for _ in range(rows * 6 // 10)), batch_size=2000)
        stories = list(Story.objects.order_by("pk").values_list("pk", flat=True))
        for start in range(0, rows, 5000):
            numbers = range(start, min(rows, start + 5000))
            write(numbers, now, stories, sections, image, people, authors)
        tie()
    comment(now)
    analyse()


def write(numbers, now, stories, sections, image, people, authors) -> None:  # type: ignore[no-untyped-def]
    from articles import fields
    from articles.models import Article, ArticleRevision, Byline

    def revision(n: int, row: Article, number: int) -> ArticleRevision:
        content = {name: getattr(row, name) for name in fields.TEXTS}
        content |= {"section": row.section_id, "lead_image": row.lead_image_id, "topics": []}
        content["authors"] = [authors[n % len(authors)].pk]
        return ArticleRevision(article=row, number=number, content=content, author=people[n % len(people)])

    made = Article.objects.bulk_create((article(n, now, stories, sections, image) for n in numbers), batch_size=500)
    pairs = list(zip(numbers, made, strict=True))
    ArticleRevision.objects.bulk_create((revision(n, row, 1) for n, row in pairs), batch_size=500)
    ArticleRevision.objects.bulk_create((revision(n, row, 2) for n, row in pairs if n % 250 == 7), batch_size=500)
    Byline.objects.bulk_create(
        Byline(
            article=row,
            author=authors[n % len(authors)],
            language=row.language,
            first_published_at=row.first_published_at,
        )
        for n, row in pairs
    )


def tie() -> None:
    """Let each article know its revisions and the Arabic one it was translated from, as the verbs would have."""
    from django.db.models import F, OuterRef, Subquery

    from articles.models import Article, ArticleRevision

    own = ArticleRevision.objects.filter(article=OuterRef("pk"))
    newest, first = (Subquery(own.order_by(order).values("pk")[:1]) for order in ("-number", "number"))
    Article.objects.update(working_revision=newest, live_revision=first, changed_at=F("created_at"))
    Article.objects.exclude(status="published").update(live_revision=None)
    source = Article.objects.filter(story=OuterRef("story"), language="ar")
    english = Article.objects.filter(language="en")
    english.update(
        translated_from=Subquery(source.values("pk")[:1]),
        translated_from_revision=Subquery(source.values("live_revision")[:1]),
    )
    Article.objects.all().note_alone()


def article(n: int, now, stories: list[int], sections: list, image):  # type: ignore[no-untyped-def]
    from datetime import timedelta

    from articles import search_words
    from articles.models import Article

    # Two editions of each story, one after the other, but for every third which has one.
    language = "en" if n % 5 in (1, 3) else "ar"
    status = {3: "draft", 5: "in_review", 6: "ready", 8: "withdrawn"}.get(n % 500, "published")
    published_at = now - timedelta(minutes=30 * n + 1)
    if n % 1000 == 9:
        published_at = now + timedelta(minutes=n % 5000)
    headline = f"أخبار الميناء رقم {n}" if language == "ar" else f"News of the harbour, number {n}"
    headline += " rare-in-headline" if n % 20_000 == 11 else ""
    words = "كلام طويل عن السفن والبحر والناس الذين يعملون هناك. " * 25
    words += " rare-in-text" if n % 20_000 == 12 else ""
    body = f"<p>{words}</p>"
    public = status == "published"
    row = Article(
        story_id=stories[n * 6 // 10],
        language=language,
        headline=headline,
        kicker="البحر",
        standfirst="مقدمة قصيرة عن الميناء. " * 4,
        body=body,
        body_html=body,
        section=sections[n % 8],
        lead_image=None if n % 40 == 4 else image,
        status=status,
        slug=f"word-{n}",
        year=published_at.year if public else None,
        month=published_at.month if public else None,
        published_at=published_at if public else None,
        first_published_at=published_at if public else None,
        expires_at=now - timedelta(minutes=n % 60) if n % 1000 == 20 and public else None,
        breaking_until=now + timedelta(hours=1) if n < 3 else now - timedelta(days=n) if n % 500 == 1 else None,
        pending_at=now + timedelta(hours=2) if n % 5000 == 30 and public else None,
    )
    row.search_head, row.search_text = search_words.columns(row, [], words)
    return row


def comment(now) -> None:  # type: ignore[no-untyped-def]
    from big_newsroom import waiting

    from articles.models import Article
    from comments.models import Comment

    places = list(Article.objects.filter(status="published").order_by("-first_published_at")[:400])
    Comment.objects.bulk_create((waiting(places, number) for number in range(3000)), batch_size=500)


def measure() -> None:
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from articles.models import Article, Section
    from newsroom.models import User

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="chief"))
    section = Section.objects.all()[3].pk
    newest = Article.objects.filter(status="published", language="ar").order_by("-changed_at").first()
    for query in FILTERS:
        show(client, f"{LIST}?{query.format(section=section)}", LIST_MS, LIST_QUERIES, CaptureQueriesContext)
    show(client, f"{LIST}{newest.pk}/change/", 1000, FORM_QUERIES, CaptureQueriesContext)
    show(client, f"{LIST}add/?language=ar", 1000, FORM_QUERIES, CaptureQueriesContext)
    show(client, "/admin/", LIST_MS, DESK_QUERIES, CaptureQueriesContext)


def show(client, path: str, most_ms: int, most_queries: int, capture) -> None:  # type: ignore[no-untyped-def]
    from django.db import connection

    answer = client.get(path)
    if answer.status_code != 200:
        print(f"{connection.vendor:10} {path[:70]:70} {answer.status_code} {answer.get('Location', '')}", flush=True)
        return
    taken, own = [], time.process_time()
    for _number in range(TIMES):
        begin = time.perf_counter()
        client.get(path)
        taken.append((time.perf_counter() - begin) * 1000)
    computed = (time.process_time() - own) * 1000 / TIMES
    asked = min((queries(client, path, capture) for _number in range(5)), key=len)
    taken.sort()
    median, p95 = statistics.median(taken), taken[int(len(taken) * 0.95) - 1]
    over = "  OVER" if median > most_ms or len(asked) > most_queries else ""
    what = path.removeprefix(LIST)
    times = f"median {median:6.1f} ms  p95 {p95:6.1f} ms  computing {computed:6.1f} ms"
    print(f"{connection.vendor:10} {what:64} {times}  {len(asked):2} queries{over}", flush=True)
    if over:
        for query in sorted(asked, key=lambda one: -float(one["time"]))[:2]:
            print("   ", query["time"], query["sql"][:200])


def queries(client, path: str, capture) -> list[dict[str, str]]:  # type: ignore[no-untyped-def]
    """Return what one request asks of the database, without the words that begin and end a transaction."""
    from django.db import connection

    with capture(connection) as asked:
        client.get(path)
    return [query for query in asked.captured_queries if query["sql"] not in ("BEGIN", "COMMIT")]


def main() -> None:
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", flush=True)
    rows = next((int(word) for word in sys.argv[1:] if word.isdigit()), ROWS)
    begin = time.perf_counter()
    fill(rows)
    print(f"{rows} articles written in {time.perf_counter() - begin:.0f} s", flush=True)
    measure()


if __name__ == "__main__":
    in_each_database(__file__, main)
