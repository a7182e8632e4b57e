"""What a result shows of an article: its words as they are written, with those marked that were looked for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString

from articles.asking import Term
from newsroom import arabic, stemming
from newsroom.sanitize import trusted
from newsroom.stemming import Forms

# A word as it is written, with its marks and whatever invisible stands in it.
WRITTEN = re.compile(f"(?:[^\\W_]++|{arabic.MARKS.pattern}|{arabic.INVISIBLE.pattern})+")
LONGEST = 170
# So much of it stands before the first match.
BEFORE = 55
# Nobody's match is so deep in a text that it would have to be looked for further on.
LOOKED_THROUGH = 15_000
GAP = "…"
# Spellings of which a process knows whether they are what is looked for.
MOST_SPELLINGS = 4_096


@dataclass(frozen=True)
class Match:
    """Where in a text a word stands that was looked for; a part of one where something is written before it."""

    start: int
    end: int
    is_part: bool


def highlighted(text: str, terms: Sequence[Term]) -> SafeString:
    """Return `text` escaped, its matches in <mark>."""
    return _marked(text, list(matches(text, terms)))


def snippet(texts: Iterable[str], terms: Sequence[Term]) -> SafeString:
    """Return a piece of the first of `texts` that has a match, around it; where none has one, the first's beginning."""
    beginnings = []
    for text in texts:
        first = next(matches(text[:LOOKED_THROUGH], terms), None)
        if first is not None:
            return highlighted(_around(text, first), terms)
        beginnings.append(_around(text, Match(0, 0, False)))
    return escape(beginnings[0])


def matches(text: str, terms: Sequence[Term]) -> Iterator[Match]:
    spellings = _spellings(tuple(terms))
    for written in WRITTEN.finditer(text):
        begins = spellings[written[0]]
        if begins is not None:
            yield Match(written.start() + begins, written.end(), begins > 0)


class Spellings(dict[str, int | None]):
    """Where in a word, as it is written, one of the terms begins; None where it is none of them."""

    def __init__(self, terms: tuple[Term, ...]) -> None:
        super().__init__()
        self.terms = terms

    def __missing__(self, written: str) -> int | None:
        found = _term_of(written, self.terms)
        begins = None if found is None else _beginning_of(found, written)
        if len(self) < MOST_SPELLINGS:
            self[written] = begins
        return begins


# The texts of a page of results have most of their words in common, and so have its pages.
@lru_cache(maxsize=8)
def _spellings(terms: tuple[Term, ...]) -> Spellings:
    return Spellings(terms)


@lru_cache(maxsize=16_384)
def _forms_of(written: str) -> tuple[Forms, ...]:
    return tuple(form for word in stemming.spelled(written) for form in stemming.analysed(word))


def _term_of(written: str, terms: tuple[Term, ...]) -> Term | None:
    """Return which of `terms` a word is as it is written, None where it is none."""
    forms = _forms_of(written)

    def is_match(term: Term) -> bool:
        return any(term.likeness(form.tokens.keys()) for form in forms) or any(
            term.beginning and form.word.startswith(term.beginning) for form in forms
        )

    return next((term for term in terms if is_match(term)), None)


def _beginning_of(term: Term, written: str) -> int:
    """Return where in an Arabic word the one that was looked for begins: a conjunction or article stands before it."""
    places = [place for place, letter in enumerate(written) for _folded in arabic.normalise(letter)]
    folded = "".join(arabic.normalise(letter) for letter in written)
    if not stemming.ARABIC.search(folded):
        return 0
    shorter = [term.word, *(stem.removeprefix(stemming.STEM) for stem in sorted(term.stems, key=len, reverse=True))]
    begins = next((folded.find(word) for word in shorter if word in folded), 0)
    return places[begins] if begins else 0


def _around(text: str, match: Match) -> str:
    """Return a piece of `text` around a match, cut between words."""
    start = max(0, match.start - BEFORE)
    end = min(len(text), start + LONGEST)
    start = max(0, min(start, end - LONGEST))
    if start:
        start = text.find(" ", start, match.start) + 1 or match.start
    if end < len(text):
        end = max(text.rfind(" ", match.end, end), min(match.end, len(text))) if match.end else text.rfind(" ", 0, end)
        end = end if end > start else start + LONGEST
    piece = text[start:end].strip()
    return f"{GAP if start else ''}{piece}{GAP if start + len(piece) < len(text.rstrip()) else ''}"


def _marked(text: str, found: Sequence[Match]) -> SafeString:
    pieces = []
    place = 0
    for match in found:
        part = ' class="mark--part"' if match.is_part else ""
        pieces += [escape(text[place : match.start]), f"<mark{part}>", escape(text[match.start : match.end]), "</mark>"]
        place = match.end
    return trusted("".join([*pieces, escape(text[place:])]))
