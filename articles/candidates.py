"""The articles that a search ranks: the newest that have its words, in SQL that a process compiles once.

Of a million articles very many have a common word. Its newest are read of the months that are sure to have enough of
them, so that what a search costs goes by the number that it ranks, and not by the size of the archive.
"""

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connections
from django.db.models import F, FloatField, Func, QuerySet

from articles import search_index, search_marks
from articles.asking import Term
from articles.models import Article
from articles.querysets import ArticleQuerySet
from newsroom.compiled import Asked, CompiledQuery
from newsroom.models import site

# Of a word that very many articles have, so many of the newest are ranked; of any other, all.
MOST = 2_000
# They are looked for in the months that so many of an edition came out in, then in as many as will do by what those
# have, if not more.
READ_AT_ONCE, MOST_MONTHS = 5_000, 60
# How long a process goes by the months it has counted, in seconds.
COUNTED_FOR = 600
# Of no more than these the heads are read by their keys.
FEW = 200
NARROWING = {
    "section": "in_section",
    "kind": "kind",
    "since": "first_published_at__gte",
    "until": "first_published_at__lt",
}

# Key and moment of an article, in seconds of POSIX: a search reads too many for objects of their own.
Dated = tuple[int, float]


@dataclass(frozen=True)
class Span:
    """What all the rows of a search have: to be public `now`, in an edition, and whatever narrows it."""

    language: str
    now: datetime
    section: int | None = None
    kind: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def end(self) -> datetime:
        return self.until or self.now

    @property
    def marks(self) -> list[Term]:
        """Return what the index of words knows of it."""
        of: dict[str, Callable[[Any], Term]] = {"section": search_marks.section, "kind": search_marks.kind}
        known = [mark(value) for name, mark in of.items() if (value := getattr(self, name))]
        return [search_marks.language(self.language), *known]


def rows(span: Span) -> ArticleQuerySet:
    """Return all articles of the span, whatever their words."""
    public = _public(span.now, span.language)
    values = {column: getattr(span, name) for name, column in NARROWING.items()}
    return public.filter(**{column: value for column, value in values.items() if value})


def _public(now: datetime | Asked, language: str | Asked) -> ArticleQuerySet:
    # No column by itself: PostgreSQL would walk through all of a section's, newest first, and not ask the index of
    # words, which knows the section too.
    public: ArticleQuerySet = Article.objects.public(now).in_language(language)
    return public.annotate(in_section=F("section") + 0)


class Seconds(Func):
    """A moment as a number, to the microsecond: whoever compares two thousand of them needs no objects."""

    output_field = FloatField()

    def as_postgresql(self, compiler: Any, connection: Any, **how: Any) -> Any:
        return self.as_sql(compiler, connection, template="EXTRACT(EPOCH FROM %(expressions)s)::double precision")

    def as_sqlite(self, compiler: Any, connection: Any, **how: Any) -> Any:
        sql, params = compiler.compile(self.source_expressions[0])
        # What stands behind the seconds is their fraction, where there is one.
        return f"(CAST(strftime('%%s', {sql}) AS REAL) + CAST('0' || substr({sql}, 20) AS REAL))", [*params, *params]


def newest(span: Span, terms: Sequence[Term]) -> list[Dated]:
    """Return the newest MOST that have all the words; where none has them, those with one that begins as they do."""
    return _newest("forms", span, terms) or _newest("words", span, terms)


def heads(span: Span, terms: Sequence[Term], dated: Sequence[Dated]) -> dict[int, str]:
    """Return `search_head` of those that have one of the words there, and of whichever others cost nothing.

    PostgreSQL stores them compressed: to read two thousand would cost more than all the rest of a search.
    """
    oldest = datetime.fromtimestamp(min(at for _key, at in dated), UTC)
    months, counted = search_marks.months_between(oldest, span.end), _months_of_enough(span.language, _while())
    # In more months, one word of several may be in the heads of any number of others.
    is_near = counted is None or months <= counted or (len(terms) == 1 and months <= MOST_MONTHS)
    if len(dated) <= FEW or not is_near or connections[Article.objects.db].vendor != "postgresql":
        return dict(_HEADS.columns(keys=[key for key, _at in dated]))
    asked = [Term(terms[0].word, frozenset(token for term in terms for token in term.tokens)), *span.marks]
    if counted is not None:
        asked.append(search_marks.last_months(span.end, months))
    return dict(_asked("search_text__head", "search_head", span, asked, since=oldest))


def texts(keys: list[int]) -> dict[int, str]:
    """Return all the words of these articles."""
    return dict(_TEXTS.columns(keys=keys))


def _newest(lookup: str, span: Span, terms: Sequence[Term]) -> list[Dated]:
    def found(most: int, *months: Term, until: datetime | None = None) -> list[Dated]:
        asked = [*terms, *span.marks, *months]
        return _asked(f"search_text__{lookup}", "at", span, asked, slice(0, most), until=until)

    end = span.end
    if span.since and (months := search_marks.months_between(span.since, end)) <= MOST_MONTHS:
        return found(MOST, search_marks.last_months(end, months))
    counted = _months_of_enough(span.language, _while())
    if counted is None:
        return found(MOST)
    months, rows = counted, found(MOST, search_marks.last_months(end, counted))
    if 0 < len(rows) < MOST:
        wider = 3 * (months + 1) * MOST // (2 * len(rows))
        if wider <= MOST_MONTHS:
            rows += found(MOST - len(rows), search_marks.last_months(end, wider, but=months + 1))
            months = wider
    if len(rows) < MOST:
        rows += found(MOST - len(rows), until=search_marks.beginning(end, months))
    # By key: a date that was changed behind search (with `update`) has the mark of another month, and may be met twice,
    # or not at all, until the article is saved.
    return list(dict(rows).items())


def _while() -> int:
    return site.this_second() // COUNTED_FOR


@functools.lru_cache(maxsize=8)
def _months_of_enough(language: str, while_it_is: int) -> int | None:
    """Return how many months before this one it takes to have READ_AT_ONCE articles; None: there are no more of them.

    It says where to look first, and changes nothing of what is found.
    """
    now = datetime.now(UTC)
    rows = Article.objects.public(now).in_language(language).newest_first()
    at = rows.values_list("first_published_at", flat=True)[READ_AT_ONCE : READ_AT_ONCE + 1].first()
    return min(search_marks.months_between(at, now), MOST_MONTHS) if at else None


def _asked(
    lookup: str,
    column: str,
    span: Span,
    asked: Sequence[Term],
    part: slice | None = None,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Any]:
    """Return key and `column` of what is in the span, has what is asked for, and came out between two moments."""
    values = {
        "section": span.section,
        "kind": span.kind,
        "since": max(filter(None, (since, span.since)), default=None),
        "until": min(filter(None, (until, span.until)), default=None),
    }
    known = {name: value for name, value in values.items() if value}
    query = _query(lookup, column, tuple(known))
    written = search_index.written(asked, beginnings=lookup.endswith("words"))
    return query.columns(part, asked=written, language=span.language, now=span.now, **known)


@functools.cache
def _query(lookup: str, column: str, narrowing: tuple[str, ...]) -> CompiledQuery:
    def build() -> QuerySet[Any, Any]:
        known = {NARROWING[name]: Asked(name) for name in narrowing}
        rows = _public(Asked("now"), Asked("language")).filter(**known, **{lookup: Asked("asked")})
        if column == "at":
            rows = rows.newest_first().annotate(at=Seconds(F("first_published_at")))
        return rows.values_list("pk", column)

    return CompiledQuery(build, needs_own_plan=True)


def _by_key(column: str) -> CompiledQuery:
    return CompiledQuery(
        lambda: Article.objects.filter(pk__among=Asked("keys")).values_list("pk", column), among="keys"
    )


_HEADS, _TEXTS = _by_key("search_head"), _by_key("search_text")
