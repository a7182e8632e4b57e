"""What a search finds, the best first: the same order on every database, since it is reckoned here."""

from collections.abc import Sequence
from dataclasses import dataclass

from articles import candidates
from articles.asking import EXACT, PERHAPS, STEM, Term
from articles.candidates import Span

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
# What is so many seconds old counts half, but for what it never falls under.
HALF_LIFE = 365 * 24 * 60 * 60
LASTING = 0.25

# What is compared of an article: what it is worth, when it came out, its key.
Rank = tuple[float, float, int]


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


def find(span: Span, terms: Sequence[Term], *, newest: bool = False) -> Found:
    """Return which articles of `span` have all the words: the newest first, or those that are most about them.

    Where none has them, those with a word that begins as one of them.
    """
    dated = candidates.newest(span, terms) if terms else []
    if newest or not dated:
        return Found([key for key, _at in dated])
    now = span.now.timestamp()
    fresh = {key: LASTING + (1 - LASTING) * 0.5 ** (max(now - at, 0.0) / HALF_LIFE) for key, at in dated}
    heads = candidates.heads(span, terms, dated)
    worths = {key: worth(head, terms) for key, head in heads.items()}
    # Of a common word most know it from their text alone.
    least = worth("", terms)
    ranks = sorted([(worths.get(key, least) * fresh[key], at, key) for key, at in dated], reverse=True)
    best = ranks[:LOOKED_AT_AGAIN]
    texts = candidates.texts([key for _worth, _at, key in best if not is_known(heads.get(key, ""), terms)])

    def again(rank: Rank) -> Rank:
        known, at, key = rank
        text = texts.get(key)
        return (worth(heads.get(key, ""), terms, text) * fresh[key] if text else known), at, key

    return Found([key for _worth, _at, key in (*sorted(map(again, best), reverse=True), *ranks[LOOKED_AT_AGAIN:])])


def worth(head: str, terms: Sequence[Term], text: str = "") -> float:
    """Return how much an article is about the words; `text` are all its tokens, where they are known."""
    headline, _line, beside = head.partition(LINE)
    headline, beside, text = f" {headline} ", f" {beside} ", text and f" {text} "
    head = headline + beside
    worth = 0.0
    for term in terms:
        likeness = term.likeness_in(head)
        if likeness == EXACT and f" {term.word} " in headline:
            worth += HEADLINE[EXACT]
        elif likeness:
            of_text = TEXT[term.likeness_in(text) if text else STEM]
            worth += max(HEADLINE[term.likeness_in(headline)], BESIDE[term.likeness_in(beside)], of_text)
        else:
            worth += TEXT[term.likeness_in(text) if text else STEM]
    if len(terms) > 1 and f" {' '.join(term.word for term in terms)} " in headline:
        worth *= IN_A_ROW
    return worth


def is_known(head: str, terms: Sequence[Term]) -> bool:
    """Say whether all the words stand in the head."""
    line = f" {head.replace(LINE, ' ')} "
    return all(term.likeness_in(line) for term in terms)
