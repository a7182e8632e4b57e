"""Marks that search stores beside the words of an article: its edition, the month it came out, its section, its kind.

They are asked for as words are, so that the index itself gives the few that are wanted of very many that have a word:
the newest, or those of a section.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from articles.asking import Term

# Of the private area of Unicode, as the signs of newsroom.stemming: nobody types them.
MARKS = MONTH, SECTION, KIND, LANGUAGE = "\ue008\ue009\ue00a\ue00b"


def of(article: Any) -> list[str]:
    """Return the marks of an article."""
    marks = [f"{LANGUAGE}{article.language}", f"{SECTION}{article.section_id}", f"{KIND}{article.kind}"]
    at = article.first_published_at
    return [*marks, _month(*_number(at))] if at else marks


def language(code: str) -> Term:
    return Term(f"{LANGUAGE}{code}")


def section(key: int) -> Term:
    return Term(f"{SECTION}{key}")


def kind(name: str) -> Term:
    return Term(f"{KIND}{name}")


def last_months(until: datetime, count: int, but: int = 0) -> Term:
    """Return what the articles of the month of `until` and of the `count` before it have, `but` the last so many."""
    this, *before = list(_months_before(until, count))[but:]
    return Term(this, frozenset(before))


def beginning(until: datetime, count: int) -> datetime:
    """Return when the earliest of those months began: what came out before has none of these marks."""
    year, month = _number(until)
    years, months = divmod(year * 12 + month - 1 - count, 12)
    return datetime(years, months + 1, 1, tzinfo=UTC)


def months_between(since: datetime, until: datetime) -> int:
    (year, month), (last_year, last_month) = _number(since), _number(until)
    return max(0, (last_year - year) * 12 + last_month - month)


def _months_before(until: datetime, count: int) -> Iterator[str]:
    year, month = _number(until)
    for back in range(count + 1):
        years, months = divmod(year * 12 + month - 1 - back, 12)
        yield _month(years, months + 1)


def _number(at: datetime) -> tuple[int, int]:
    """Return year and month where the sun is at Greenwich: a mark is of no time zone that a newsroom might change."""
    at = at.astimezone(UTC)
    return at.year, at.month


def _month(year: int, month: int) -> str:
    return f"{MONTH}{year:04}{month:02}"
