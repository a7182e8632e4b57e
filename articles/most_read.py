"""What readers of an edition read most, in the last 24 hours and in the last seven days: see `ReadCount`.

A ranking sums all that was read in its hours: tens of milliseconds where thousands of articles are read in each. A
process makes each once a minute and keeps the keys; whether readers may see an article is asked for every page.
"""

import time
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import OuterRef, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from newsroom.page_cache import collecting

if TYPE_CHECKING:
    from articles.models import Article
    from articles.querysets import ArticleQuerySet

DAY, WEEK = timedelta(hours=24), timedelta(days=7)
# So many stand on the front page and beside an article; where fewer have been read there is no ranking yet.
RANKED = 5
# And so many in each list of the page that has both.
LISTED = 10
# Language and period -> the minute of the ranking, and its keys.
kept: dict[tuple[str, timedelta], tuple[int, list[int]]] = {}


class MostReadQuerySet(models.QuerySet[Any]):
    def read_since(self, moment: datetime) -> Self:
        """Return those that were read since, most read first, with `reads`; of two read as often, the newer first."""
        return (
            self.filter(read_counts__hour__gt=moment)
            .annotate(reads=Sum("read_counts__count"))
            .order_by("-reads", "-first_published_at", "-pk")
        )

    def with_reads_since(self, moment: datetime) -> Self:
        """Annotate each with `reads`; 0 where nobody has read it."""
        from articles.models import ReadCount  # noqa: PLC0415 (the models import this module)

        counts = ReadCount.objects.filter(article=OuterRef("pk"), hour__gt=moment).order_by().values("article")
        return self.annotate(reads=Coalesce(Subquery(counts.annotate(sum=Sum("count")).values("sum")), Value(0)))


def ranked_keys(public: "ArticleQuerySet", language: str, period: timedelta, now: datetime) -> list[int]:
    """Return the keys of what was read most in an edition. A query, once a minute."""
    keys = _known(language, period)
    if keys is None:
        keys = list(public.read_since(now - period).values_list("pk", flat=True)[:LISTED])
        kept[language, period] = this_minute(), keys
    return keys


def among(public: "ArticleQuerySet", language: str, now: datetime) -> "ArticleQuerySet":
    """Return the most read of the day: for a page that reads all it needs in one query."""
    keys = _known(language, DAY)
    return public.read_since(now - DAY)[:LISTED] if keys is None else public.filter(pk__in=keys)


def ranking_of(articles: Iterable["Article"], language: str) -> list["Article"]:
    """Return the ranking of the day, out of articles with `reads`, newest first, that hold all who are `among` it."""
    rows = {row.pk: row for row in articles}
    keys = _known(language, DAY)
    if keys is None:
        read = [row for row in rows.values() if row.reads]  # type: ignore[attr-defined]
        keys = [row.pk for row in sorted(read, key=lambda row: -row.reads)[:LISTED]]  # type: ignore[attr-defined]
        kept[language, DAY] = this_minute(), keys
    return shown([rows[key] for key in keys if key in rows])


def shown(ranking: list["Article"]) -> list["Article"]:
    """Return what of a ranking is shown beside other things: nothing where too few have been read to be ranked."""
    return ranking[:RANKED] if len(ranking) >= RANKED else []


def this_minute() -> int:
    """Return the minute of the wall clock, so that all processes begin anew together."""
    return int(time.time() // 60)


def until_next_minute() -> None:
    """Say that the page at hand has a ranking: in the next minute it will have another.

    No row that a page could be checked by says who has read what.
    """
    collecting.until((time.time() // 60 + 1) * 60)


def _known(language: str, period: timedelta) -> list[int] | None:
    minute, keys = kept.get((language, period), (None, None))
    until_next_minute()
    return keys if minute == this_minute() else None
