"""Text as the word lists read it: whole tokens, folded, each with where it stands in the text."""

import functools
from collections.abc import Iterator
from typing import NamedTuple

import regex

from newsroom.arabic import fold_words
from newsroom.pseudonyms import pseudonym

# Letters, digits, and what is written on or between them without parting a word: marks, tatweel
# (a letter to Unicode), joiners, marks of direction. Python's \w and \b part a word at each of those.
TOKEN = regex.compile(r"[\p{L}\p{N}\p{M}\p{Cf}]+")
# What Arabic writes onto the front of a word, longest first.
PREFIXES = tuple(
    sorted(
        (
            f"{conjunction}{preposition}{article}"
            for conjunction in ("", "و", "ف")
            for preposition in ("", "ب", "ك", "ل")
            for article in ("", "ال")
        ),
        key=len,
        reverse=True,
    )
)[:-1] + ("لل", "ولل", "فلل")
# A shorter rest is hardly ever the word it looks like: of ولد, "and Lad", nothing is left to compare.
SHORTEST_STEM = 3
# What is longer is no word, and would fill the memory.
LONGEST_KEPT = 40


class Token(NamedTuple):
    """One word: folded, and where it begins and ends in the text."""

    word: str
    start: int
    end: int

    @property
    def forms(self) -> frozenset[str]:
        """Return the word and what it is without each prefix it may begin with."""
        return _forms(self.word)


# Each comment is read twice, for the lists and for the pseudonym of its words.
@functools.lru_cache(maxsize=4)
def tokens(text: str) -> tuple[Token, ...]:
    return tuple(_tokens(text))


def fold(text: str) -> tuple[str, ...]:
    """Return the folded words of a term or a text."""
    return tuple(token.word for token in tokens(text))


def fingerprint(text: str) -> str:
    """Return the pseudonym of a text's words; of a text without any (emoji), of its signs."""
    return pseudonym("words", " ".join(fold(text)) or "".join(text.split()))


def _tokens(text: str) -> Iterator[Token]:
    for found in TOKEN.finditer(text):
        token = found[0]
        start, end = found.span()
        # Some characters are several words: ﷺ.
        for word in _folded(token) if len(token) <= LONGEST_KEPT else fold_words(token).split():
            yield Token(word, start, end)


@functools.lru_cache(maxsize=20_000)
def _folded(token: str) -> tuple[str, ...]:
    # Most words of a comment were in the comments before it: folding one takes longer than finding it here.
    return tuple(fold_words(token).split())


@functools.lru_cache(maxsize=20_000)
def _forms(word: str) -> frozenset[str]:
    stems = {word[len(prefix) :] for prefix in PREFIXES if word.startswith(prefix)}
    return frozenset({word, *(stem for stem in stems if len(stem) >= SHORTEST_STEM)})
