"""What a search finds, the best first: the same order on every database, since it is reckoned here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property

from articles.asking import EXACT, PERHAPS, STEM, Term
from articles.querysets import ArticleQuerySet

# Of a word that very many articles have, so many of the newest are ranked; of any other, all.
MOST = 2_000
# Further than this nobody is told a number.
MOST_COUNTED = 1_000
# So many of the best are looked at again, for the words that only their text has.
LOOKED_AT_AGAIN = 200
# What a word is worth: in the headline, in kicker, standfirst or topics, in the text.
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


@dataclass(frozen=True)
class Candidate:
    """An article that has all the words: `likeness` is of each to its text, where that is known."""

    pk: int
    published_at: datetime
    head: str
    likeness: tuple[int, ...] = ()

    @cached_property
    def zones(self) -> list[set[str]]:
        return [set(line.split(" ")) for line in self.head.split(LINE)]

    def worth(self, terms: Sequence[Term], now: datetime) -> float:
        headline, beside = self.zones
        worth = 0.0
        for number, term in enumerate(terms):
            text = TEXT[self.likeness[number]] if self.likeness else TEXT[STEM]
            worth += max(HEADLINE[term.likeness(headline)], BESIDE[term.likeness(beside)], text)
        if len(terms) > 1 and f" {' '.join(term.word for term in terms)} " in f" {self.head.partition(LINE)[0]} ":
            worth *= IN_A_ROW
        age = max(now - self.published_at, timedelta(0))
        return worth * (LASTING + (1 - LASTING) * 0.5 ** (age / HALF_LIFE))

    def is_known(self, terms: Sequence[Term]) -> bool:
        """Say whether all the words stand in its head."""
        return all(any(term.likeness(zone) for zone in self.zones) for term in terms)


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


def find(rows: ArticleQuerySet, terms: Sequence[Term], *, now: datetime, newest: bool = False) -> Found:
    """Return which of `rows` have all the words: the newest first, or those that are most about them.

    Where none has them, those with a word that begins as one of them.
    """
    if not terms:
        return Found([])
    candidates = _candidates(rows.filter(search_text__forms=terms)) or _candidates(
        rows.filter(search_text__words=terms)
    )
    if newest:
        return Found([candidate.pk for candidate in candidates])

    def rank(candidate: Candidate) -> tuple[float, datetime, int]:
        return candidate.worth(terms, now), candidate.published_at, candidate.pk

    candidates.sort(key=rank, reverse=True)
    best = sorted(_looked_at_again(rows, candidates[:LOOKED_AT_AGAIN], terms), key=rank, reverse=True)
    return Found([candidate.pk for candidate in (*best, *candidates[LOOKED_AT_AGAIN:])])


def _candidates(rows: ArticleQuerySet) -> list[Candidate]:
    columns = rows.newest_first().values_list("pk", "first_published_at", "search_head")
    return [Candidate(*row) for row in columns[:MOST]]


def _looked_at_again(rows: ArticleQuerySet, best: list[Candidate], terms: Sequence[Term]) -> list[Candidate]:
    unknown = [candidate.pk for candidate in best if not candidate.is_known(terms)]
    if not unknown:
        return best
    texts = dict(rows.filter(pk__in=unknown).values_list("pk", "search_text"))
    found = []
    for candidate in best:
        tokens = set(texts.get(candidate.pk, "").split(" "))
        likeness = tuple(term.likeness(tokens) for term in terms) if candidate.pk in texts else ()
        found.append(replace(candidate, likeness=likeness))
    return found
