"""What a result shows of an article: its words as they are written, with those marked that were looked for."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.asking import Term
from newsroom import arabic, stemming

# A word as it is written, with its marks and whatever invisible stands in it.
WRITTEN = re.compile(f"(?:[^\\W_]|{arabic.MARKS.pattern}|{arabic.INVISIBLE.pattern})+")
LONGEST = 170
# So much of it stands before the first match.
BEFORE = 55
# Nobody's match is so deep in a text that it would have to be looked for further on.
LOOKED_THROUGH = 15_000
GAP = "…"


@dataclass(frozen=True)
class Match:
    """Where in a text a word stands that was looked for; a part of one where something is written before it."""

    start: int
    end: int
    is_part: bool


def highlighted(text: str, terms: Sequence[Term]) -> SafeString:
    """Return `text` escaped, its matches in <mark>."""
    return _marked(text, list(matches(text, terms)))


def snippet(texts: Sequence[str], terms: Sequence[Term]) -> SafeString:
    """Return a piece of the first of `texts` that has a match, around it; where none has one, the first's beginning."""
    for text in texts:
        first = next(matches(text[:LOOKED_THROUGH], terms), None)
        if first is not None:
            return highlighted(_around(text, first), terms)
    return format_html("{}", _around(texts[0], Match(0, 0, False)))


def matches(text: str, terms: Sequence[Term]) -> Iterator[Match]:
    for written in WRITTEN.finditer(text):
        found = next((term for term in terms if is_match(written[0], term)), None)
        if found is not None:
            begins = _beginning_of(found, written[0])
            yield Match(written.start() + begins, written.end(), begins > 0)


def is_match(written: str, term: Term) -> bool:
    """Say whether a word as it is written is one that was looked for."""
    forms = [form for word in stemming.spelled(written) for form in stemming.analysed(word)]
    return any(term.likeness(form.tokens.keys()) for form in forms) or any(
        term.beginning and form.word.startswith(term.beginning) for form in forms
    )


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
        mark = '<mark class="mark--part">{}</mark>' if match.is_part else "<mark>{}</mark>"
        pieces.append((text[place : match.start], format_html(mark, text[match.start : match.end])))
        place = match.end
    return format_html("{}{}", format_html_join("", "{}{}", pieces), text[place:])
