"""What a search finds, the best first: the same order on every database, since it is reckoned here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import Exists

from articles import search_marks
from articles.asking import EXACT, PERHAPS, STEM, Term
from articles.querysets import ArticleQuerySet

# Of a word that very many articles have, so many of the newest are ranked; of any other, all.
MOST = 2_000
# They are looked for in this month and so many before it, then in as many as will do by what those have, if not more.
RECENT_MONTHS, MOST_MONTHS = 2, 60
# Further than this nobody is told a number.
MOST_COUNTED = 1_000
# So many of the best are looked at again, for the words that only their text has.
LOOKED_AT_AGAIN = 200
# What a word is worth: in the headline, in kicker, standfirst, topics or bylines, in the text.
HEADLINE = {EXACT: 12.0, STEM: 8.0, PERHAPS: 4.0, 0: 0.0}
BESIDE = {EXACT: 5.0, STEM: 3.5, PERHAPS: 2.0, 0: 0.0}
TEXT = {EXACT: 1.5, STEM: 1.0, PERHAPS: 0.6, 0: 0.5}
# Where the words asked for stand one after the other in a headline.
IN_A_ROW = 1.5
# Between the lines of a head (articles.search_words).
LINE = "\n"
# What is this old counts half, but for what it never falls under.
HALF_LIFE = timedelta(days=365)
LASTING = 0.25


class Candidate(NamedTuple):
    """An article that has all the words."""

    pk: int
    published_at: datetime
    head: str

    def worth(self, terms: Sequence[Term], now: datetime, text: str = "") -> float:
        """Return how much it is about the words; `text` are all its tokens, where they are known."""
        headline, _line, beside = self.head.partition(LINE)
        headline, beside, text = f" {headline} ", f" {beside} ", text and f" {text} "
        head = headline + beside
        worth = 0.0
        for term in terms:
            # Of a common word most know it from their text alone.
            likeness = term.likeness_in(head)
            if likeness == EXACT and f" {term.word} " in headline:
                worth += HEADLINE[EXACT]
            elif likeness:
                worth += _worth(term, headline, beside, text)
            else:
                worth += TEXT[term.likeness_in(text) if text else STEM]
        if len(terms) > 1 and f" {' '.join(term.word for term in terms)} " in headline:
            worth *= IN_A_ROW
        age = max(now - self.published_at, timedelta(0))
        return worth * (LASTING + (1 - LASTING) * 0.5 ** (age / HALF_LIFE))

    def is_known(self, terms: Sequence[Term]) -> bool:
        """Say whether all the words stand in its head."""
        line = f" {self.head.replace(LINE, ' ')} "
        return all(term.likeness_in(line) for term in terms)


@dataclass(frozen=True)
class Span:
    """What all the rows of a search have: marks (search_marks), and to have come out between two moments."""

    marks: Sequence[Term]
    since: datetime | None
    until: datetime


@dataclass(frozen=True)
class Found:
    """The keys of what was found, in the order that was asked for."""

    keys: list[int]

    @property
    def count(self) -> int:
        return min(len(self.keys), MOST_COUNTED)

    @property
    def is_more(self) -> bool:
        return len(self.keys) > MOST_COUNTED


def find(rows: ArticleQuerySet, terms: Sequence[Term], span: Span, *, now: datetime, newest: bool = False) -> Found:
    """Return which of `rows` have all the words: the newest first, or those that are most about them.

    Where none has them, those with a word that begins as one of them.
    """
    if not terms:
        return Found([])
    asked = [*terms, *span.marks]
    candidates = _newest(rows, asked, span) or _candidates(rows.filter(search_text__words=asked))
    if not newest:
        candidates = _ranked(candidates, terms, now, {})
        best = candidates[:LOOKED_AT_AGAIN]
        texts = _texts(rows, [candidate.pk for candidate in best if not candidate.is_known(terms)])
        candidates[:LOOKED_AT_AGAIN] = _ranked(best, terms, now, texts)
    return Found([candidate.pk for candidate in candidates])


def known(asked: Sequence[tuple[ArticleQuerySet, Sequence[Term]]]) -> list[bool]:
    """Say for each of `asked` whether some of those rows have all those words. One query for all of them."""
    answers = {f"known_{n}": Exists(rows.filter(search_text__some=terms)) for n, (rows, terms) in enumerate(asked)}
    one: Any = asked[0][0].model.objects.order_by("pk").annotate(**answers).values_list(*answers)
    return list(one.first() or [False] * len(asked))


def _worth(term: Term, headline: str, beside: str, text: str) -> float:
    of_text = TEXT[term.likeness_in(text) if text else STEM]
    return max(HEADLINE[term.likeness_in(headline)], BESIDE[term.likeness_in(beside)], of_text)


def _newest(rows: ArticleQuerySet, asked: Sequence[Term], span: Span) -> list[Candidate]:
    """Return the newest MOST that have what is asked for; those of a common word without looking at the others."""
    months = search_marks.months_between(span.since, span.until) if span.since else MOST_MONTHS + 1
    if months <= MOST_MONTHS:
        return _recent(rows, asked, span.until, months)
    months, found = RECENT_MONTHS, _recent(rows, asked, span.until, RECENT_MONTHS)
    if 0 < len(found) < MOST:
        wider = 3 * (months + 1) * MOST // (2 * len(found))
        if wider <= MOST_MONTHS:
            found += _recent(rows, asked, span.until, wider, but=months + 1, most=MOST - len(found))
            months = wider
    if len(found) < MOST:
        before = rows.filter(first_published_at__lt=search_marks.beginning(span.until, months))
        found += _candidates(before.filter(search_text__forms=asked), MOST - len(found))
    # By key: a date that was changed behind search (with `update`) has the mark of another month, and may be met twice,
    # or not at all, until the article is saved.
    return list({candidate.pk: candidate for candidate in found}.values())


def _recent(
    rows: ArticleQuerySet, asked: Sequence[Term], until: datetime, months: int, *, but: int = 0, most: int | None = None
) -> list[Candidate]:
    """Return the newest of the month of `until` and of the `months` before it, `but` the last so many."""
    return _candidates(rows.filter(search_text__forms=[*asked, search_marks.last_months(until, months, but)]), most)


def _candidates(rows: ArticleQuerySet, most: int | None = None) -> list[Candidate]:
    columns = rows.newest_first().values_list("pk", "first_published_at", "search_head")
    return [Candidate(*row) for row in columns[: most or MOST]]


def _texts(rows: ArticleQuerySet, keys: list[int]) -> dict[int, str]:
    """Return the words of the articles whose heads do not say what is to be known."""
    return dict(rows.filter(pk__in=keys).values_list("pk", "search_text")) if keys else {}


def _ranked(
    candidates: Iterable[Candidate], terms: Sequence[Term], now: datetime, texts: Mapping[int, str]
) -> list[Candidate]:
    def rank(candidate: Candidate) -> tuple[float, datetime, int]:
        worth = candidate.worth(terms, now, texts.get(candidate.pk, ""))
        return worth, candidate.published_at, candidate.pk

    return sorted(candidates, key=rank, reverse=True)
