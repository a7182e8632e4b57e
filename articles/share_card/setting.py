"""A headline set in lines: broken evenly, as large as its place allows, in reading order whatever its scripts."""

import functools
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from PIL import ImageFont, features

from newsroom import languages

FACE = Path(__file__).parent / "newsroom-800.ttf"
# A size, and in how many lines of it at most.
Try = tuple[int, int]
ELLIPSIS = "…"
# Line height and how far down in it the letters stand, in ems; as in static/css/tokens.css, a little closer.
LEADING = {"ar": 1.28, "en": 1.06}
BASELINE = {"ar": 0.92, "en": 0.84}
# At the end of what is cut, none of these stays before the ellipsis.
PAUSES = " ،,؛;:-–—"
# Before what begins a line, says what the text before it has said: this is among Arabic letters (UAX 9, W2).
ARABIC_LETTER_MARK = "\u061c"
# No font has it: what is drawn for it is drawn for every letter that is missing.
NO_CHARACTER = "\uffff"
# By their Unicode category: emoji with their modifiers, marks, joiners.
DISPENSABLE = {"So", "Sk", "Mn", "Me", "Cf"}


def can_draw() -> bool:
    """Say whether this machine can join Arabic letters and order them: Pillow takes FriBiDi from the system."""
    return bool(features.check("raqm"))


@functools.cache
def face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACE, size, layout_engine=ImageFont.Layout.RAQM)


@dataclass(frozen=True)
class Setting:
    """Lines of one size in one language."""

    lines: tuple[str, ...]
    size: int
    language: str

    @property
    def leading(self) -> int:
        return round(self.size * LEADING[self.language])

    @property
    def height(self) -> int:
        return self.leading * len(self.lines)

    @property
    def width(self) -> float:
        return max(width_of(line, self.size, self.language) for line in self.lines)


def width_of(line: str, size: int, language: str) -> float:
    return face(size).getlength(line, direction=languages.direction(language), language=language)


def settable(text: str) -> str:
    """Return `text` without the emoji and marks that the face lacks, "" where it lacks a letter, a figure or a sign."""
    missing = bytes(face(20).getmask(NO_CHARACTER))
    lacks = {one for one in set(text) if bytes(face(20).getmask(one)) == missing}
    if any(unicodedata.category(one) not in DISPENSABLE for one in lacks):
        return ""
    words = "".join(one for one in text if one not in lacks).split(" ")
    return " ".join(word for word in words if word)


def set_line(text: str, language: str, *, size: int, width: int) -> Setting:
    return Setting((Column(size, language, width).shortened(text),), size, language)


def set_lines(text: str, language: str, *, tries: tuple[Try, ...], width: int, height: int) -> Setting:
    """Return `text` as the first of `tries` holds it; the last of them cuts it."""
    words = text.split(" ")
    for size, most in tries:
        column = Column(size, language, width)
        lines = column.broken(words)
        high = Setting(tuple(lines), size, language).height
        if len(lines) <= most and high <= height and all(map(column.holds, lines)):
            return Setting(_in_context(column.balanced(words), language), size, language)
    return Setting(_in_context(column.cut(words, most), language), size, language)


@dataclass(frozen=True)
class Column:
    """A place for lines of one size."""

    size: int
    language: str
    width: float

    def holds(self, line: str) -> bool:
        return width_of(line, self.size, self.language) <= self.width

    def broken(self, words: list[str]) -> list[str]:
        """Return the words in lines as full as can be; a word that is too wide has one of its own."""
        lines = [words[0]]
        for word in words[1:]:
            longer = f"{lines[-1]} {word}"
            if self.holds(longer):
                lines[-1] = longer
            else:
                lines.append(word)
        return lines

    def balanced(self, words: list[str]) -> list[str]:
        """Return as many lines as evenly filled as can be: no word is left alone at the end."""
        lines = self.broken(words)
        narrow, wide = 0.0, self.width
        while wide - narrow > 4:
            column = Column(self.size, self.language, (narrow + wide) / 2)
            tried = column.broken(words)
            if len(tried) <= len(lines) and all(map(column.holds, tried)):
                lines, wide = tried, column.width
            else:
                narrow = column.width
        return lines

    def cut(self, words: list[str], most: int) -> list[str]:
        """Return at most so many lines, the last one and every word that is too wide shortened."""
        lines = self.broken([self.shortened(word) for word in words])
        last = most - 1
        return [*lines[:last], *([self.shortened(" ".join(lines[last:]))] if lines[last:] else [])]

    def shortened(self, text: str) -> str:
        """Return `text`, where it is too wide cut after a word, or within its only one, and marked as cut."""
        if self.holds(text):
            return text
        words = text.split(" ")
        while len(words) > 1:
            words.pop()
            line = " ".join(words).rstrip(PAUSES) + ELLIPSIS
            if self.holds(line):
                return line
        letters = words[0]
        while letters and not self.holds(letters + ELLIPSIS):
            letters = letters[:-1]
        return letters + ELLIPSIS


def _in_context(lines: list[str], language: str) -> tuple[str, ...]:
    """Return Arabic lines such that a number at the beginning of one stands as in the middle of a paragraph."""
    if languages.direction(language) == "ltr":
        return tuple(lines)
    return tuple(
        ARABIC_LETTER_MARK + line if _follows_arabic(lines[:place]) else line for place, line in enumerate(lines)
    )


def _follows_arabic(lines: list[str]) -> bool:
    """Say whether the last letter of `lines` is an Arabic one; where there is none, the page around it is."""
    kinds = (unicodedata.bidirectional(letter) for line in reversed(lines) for letter in reversed(line))
    return next((kind for kind in kinds if kind in ("AL", "R", "L")), "AL") != "L"
