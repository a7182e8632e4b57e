"""Broken plurals of Arabic, جيش and جيوش: told by their pattern, or by a table where no pattern is safe.

In a pattern a digit is a letter of the root, the others are themselves. A pattern stands here where what it makes of
one word is hardly ever another: فعال is none, which would find سابق in سباق. A word counts as a plural only where it
ends as one and is not spelled as something else: إعلام is none of علم.
"""

import functools
import re
import string
from collections import defaultdict
from collections.abc import Iterable

from newsroom import arabic
from newsroom.stemming.irregular import FAMILIES, NEVER_PLURAL
from newsroom.stemming.stop_words import STOP_WORDS

# Plural: its singulars, a feminine ending left out. As arabic.normalise folds: a hamza on a yeh is a yeh.
PATTERNS = [
    ("12و3", "123"),
    ("12و2", "12"),
    ("ا12ا3", "123"),
    ("ا1وا3", "1ا3"),
    ("ا12اء", "12ا 12و"),
    ("ا12اء", "12ي2"),
    ("ا2ا3", "ا23"),
    ("1وا23", "1ا23 1و23"),
    ("1وا2ي3", "1ا2و3 1ا2ي3 1ا2ا3"),
    ("م1ا23", "م123"),
    ("م1ا2ي3", "م12و3 م12ا3 م12ي3"),
    ("12اي3", "12ي3 12ا3 12و3"),
    ("12ا34", "1234"),
    ("12ا3ي4", "123و4 123ي4 123ا4"),
    ("ا123ه", "12ا3 12ي3 12و3"),
    ("ا12يه", "12اء 12ا"),
    ("123اء", "12ي3 1ا23"),
    ("ا123اء", "12ي3"),
    ("ا12ياء", "12ي"),
    ("123ى", "12ي3"),
    ("122", "12ه"),
    ("12ات", "12ه"),
    ("12ايا", "12ي"),
]
PRONOUNS = ("ها", "هم", "نا")


def _expression(pattern: str) -> re.Pattern[str]:
    """Return what matches `pattern`: a digit that comes again is the same letter, and only the first may be an alef."""
    found = ""
    for place, letter in enumerate(pattern):
        if letter not in string.digits:
            found += letter
        elif letter in pattern[:place]:
            found += f"(?P=r{letter})"
        else:
            found += f"(?P<r{letter}>{'[^ا]' if place else '.'})"
    return re.compile(found)


def _filled(pattern: str, roots: dict[str, str]) -> str:
    return "".join(roots[f"r{letter}"] if letter in string.digits else letter for letter in pattern)


PAIRS = [(_expression(many), many, _expression(one), one) for many, ones in PATTERNS for one in ones.split()]
# A final alef maqsura is the plural's (قتلى), a yeh is not (مصري): told by the spelling, stored as a yeh.
MAQSURA = "ى"
SHAPES = list({many: expression for expression, many, _other, _one in PAIRS}.values())


@functools.cache
def _tables() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Return the singulars of irregular plurals and the plurals of their singulars."""
    ones, manys = defaultdict(list), defaultdict(list)
    for line in FAMILIES.split("\n"):
        one, *others = arabic.normalise(line).split() or [""]
        for many in others:
            ones[many].append(one)
            manys[one.removesuffix("ه")].append(many)
    return ones, manys


def shapes(bases: Iterable[str], spelling: str) -> tuple[str, ...]:
    """Return what of the bases of a word, spelled as it is, may be a broken plural, without a pronoun."""
    found: dict[str, None] = {}
    ones, _manys = _tables()
    for base in bases:
        begins = spelling[-len(base) :][:1]
        for form in _without_pronoun(base, spelling):
            written = form[:-1] + MAQSURA if form.endswith("ي") and spelling.endswith(MAQSURA) else form
            is_shape = any(shape.fullmatch(written) for shape in SHAPES) and form not in NEVER_PLURAL
            is_shape = is_shape and (not form.endswith("ه") or form[0] == "ا" or not spelling.endswith("ة"))
            if form in ones or (is_shape and begins != "إ"):
                found[form] = None
    return tuple(found)


def _without_pronoun(base: str, spelling: str) -> list[str]:
    endings = [ending for ending in PRONOUNS if base.endswith(ending)] + ["ه"] * spelling.endswith("ه")
    return [base, *(base.removesuffix(ending) for ending in endings)]


def singulars(many: str) -> list[str]:
    """Return what may be the singulars of `many`, one of `shapes`."""
    ones, _manys = _tables()
    if many in ones:
        return ones[many]
    written = {many, many[:-1] + MAQSURA} if many.endswith("ي") else {many}
    matches = ((expression.fullmatch(form), one) for form in written for expression, _many, _other, one in PAIRS)
    return [_filled(one, match.groupdict()) for match, one in matches if match]


def plurals(words: Iterable[str]) -> list[str]:
    """Return what may be the broken plurals of the first of `words`, of which all are forms of one."""
    _ones, manys = _tables()
    found: dict[str, None] = {}
    for word in dict.fromkeys([*words]):
        for one in dict.fromkeys([word, word.removesuffix("ه")]):
            if one in STOP_WORDS:
                continue
            found |= dict.fromkeys(manys.get(one, ()))
            if one.endswith("ه") and len(one) > 3:
                continue
            matches = ((expression.fullmatch(one), many) for _shape, many, expression, _one in PAIRS)
            made = (_filled(many, match.groupdict()) for match, many in matches if match)
            found |= dict.fromkeys(arabic.normalise(many) for many in made)
    return [many for many in found if many not in NEVER_PLURAL]
