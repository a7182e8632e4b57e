"""The archive from its first article to its last, in one transaction."""

import tomllib
from collections.abc import Callable

from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from newsroom.demo import newsdesk
from newsroom.demo.archive.articles import Articles
from newsroom.demo.archive.bare import without_indexes
from newsroom.demo.archive.copying import Copies
from newsroom.demo.archive.discussions import Discussions
from newsroom.models import Change

# So many are written, all with other words; PostgreSQL copies them until there are as many as were asked for.
WRITTEN = 100_000
# Articles whose rows are kept in memory before they are written.
AT_ONCE = 2_000

Progress = Callable[[int, int], None]


def fill(count: int, progress: Progress) -> int:
    """Store `count` articles and return how many comments they have; `progress` is told the articles written so far."""
    people = tomllib.loads((newsdesk.HERE / "people.toml").read_text(encoding="utf-8"))
    now = timezone.now()
    comments = 0
    with transaction.atomic():
        newsdesk.load_sections(people)
        written = min(count, WRITTEN) if connection.vendor == "postgresql" and count % WRITTEN == 0 else count
        articles, discussions = Articles(written, now, of=count), Discussions(now)
        tables = [*articles.tables.values(), *discussions.tables.values()]
        models = [table.model for table in tables]
        with without_indexes(models):
            for number, article in enumerate(articles.write(), start=1):
                comments += discussions.write(article)
                if number % AT_ONCE == 0 or number == written:
                    for table in tables:
                        table.flush()
                    progress(number, count)
            copies = Copies(tables, articles.apart * written)
            for number in range(1, count // written):
                copies.make(number)
                progress(written * (number + 1), count)
            comments *= count // written
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), models):
                cursor.execute(statement)
        Change.objects.note(Change.NEWS)
    _let_planner_know()
    return comments


def _let_planner_know() -> None:
    # Inside a transaction PostgreSQL cleans no table.
    cleans = connection.vendor == "postgresql" and not connection.in_atomic_block
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if cleans else "ANALYZE")
