"""How lists of articles are set: a section opens with its newest, the latest stand by day, the archive by year."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils import timezone

from articles.models import Article

SECONDS = 3


@dataclass(frozen=True)
class Day:
    date: date
    articles: list[Article]


@dataclass(frozen=True)
class Month:
    """A month of the archive, or a year: the way to the newest month it has."""

    date: date
    url: str


def opened(articles: list[Article]) -> dict[str, Any]:
    """Return the newest as the opening, three beside each other where more follow them, and the rest in rows."""
    beneath = articles[1:]
    seconds = beneath[:SECONDS] if len(beneath) > SECONDS else []
    return {"opening": next(iter(articles), None), "seconds": seconds, "rows": beneath[len(seconds) :]}


def by_day(articles: list[Article]) -> list[Day]:
    """Return the articles by the day on which readers got them, in the newsroom's time."""

    def day(article: Article) -> date:
        return timezone.localtime(article.public_since).date()

    return [Day(when, list(rows)) for when, rows in groupby(articles, day)]


def by_year(months: list[Month], shown: date) -> dict[str, Any]:
    """Return the years, and the months of the one shown: forty years of months would be a wall."""
    years = [next(rows) for _year, rows in groupby(months, lambda month: month.date.year)]
    return {"month": shown, "years": years, "months": [row for row in months if row.date.year == shown.year]}
