"""What looks mistyped in a text of an edition: told to its editor with a suggestion, never changed by itself.

A rule is a sentence, a pattern and what would be right; the table at the end names them all.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.sanitize import ANY_TAG, INLINE_TAG

# As they stand in the form. An address word has rules of its own.
FIELDS = (
    "kicker", "headline", "short_headline", "standfirst", "dateline", "body", "source", "lead_alt", "lead_caption",
    "lead_credit", "seo_title", "seo_description",
)  # fmt: skip
HEADLINES = ("kicker", "headline", "short_headline", "seo_title")
# More of one kind are one habit: who has seen these knows.
MOST_OF_A_RULE = 20
CONTEXT = 24
# How far from a sign the words are that it stands between.
NEAR = 40

LATIN_TO_ARABIC = {",": "،", ";": "؛", "?": "؟"}
ARABIC_TO_LATIN = {arabic: latin for latin, arabic in LATIN_TO_ARABIC.items()}
# ﷲ, ﷺ and their like are written so; the other presentation forms are what an old PDF leaves.
PRESENTATION_FORMS = re.compile("[\ufb50-\ufd3d\ufd50-\ufdf1\ufdf3-\ufdf9\ufdfc\ufe70-\ufefc]+")
PERSIAN = str.maketrans("یک", "يك")
PAIRS = {"«": "»", "“": "”", "(": ")", "[": "]"}
CLOSING = {closing: opening for opening, closing in PAIRS.items()}


@dataclass(frozen=True)
class Place:
    """Something in a text, with a few words around it, and what should stand there instead (None: see for yourself)."""

    before: str
    found: str
    after: str
    correction: str | None

    @property
    def lead(self) -> str:
        """Return the words before it, none of them cut."""
        cut = len(self.before) == CONTEXT and " " in self.before
        return f"…{self.before.partition(' ')[2]}" if cut else self.before

    @property
    def rest(self) -> str:
        cut = len(self.after) == CONTEXT and " " in self.after
        return f"{self.after.rpartition(' ')[0]}…" if cut else self.after

    @property
    def shown(self) -> str:
        """Return what was found as one can see it."""
        unseen = all(unicodedata.category(character) == "Cf" for character in self.found)
        return " ".join(f"U+{ord(character):04X}" for character in self.found) if unseen else self.found


@dataclass(frozen=True)
class Finding(Place):
    field: str
    message: Any


@dataclass(frozen=True)
class Rule:
    message: Any
    # Gives start, end and correction of each place.
    places: Callable[[str], Iterator[tuple[int, int, str | None]]]
    languages: tuple[str, ...] = languages.CODES
    fields: tuple[str, ...] = FIELDS


def findings(content: dict[str, Any], language: str) -> list[Finding]:
    """Return what looks mistyped in the editorial fields of an article in `language`, in the order of the form."""
    found = []
    for name in FIELDS:
        text = content.get(name) or ""
        for line in lines_of_body(text) if name == "body" else text.split("\n"):
            found += _in_line(line, name, language)
    return found


def lines_of_body(html: str) -> list[str]:
    """Return the words of each block of a body, as a browser shows them: runs of white space are one space."""
    blocks = ANY_TAG.sub("\0", INLINE_TAG.sub("", html)).split("\0")
    return [words for block in blocks if (words := re.sub(r"[ \t\n\r\f]+", " ", unescape(block)).strip())]


def _in_line(line: str, field: str, language: str) -> list[Finding]:
    found: list[Finding] = []
    for rule in RULES:
        if language not in rule.languages or field not in rule.fields:
            continue
        for count, (start, end, correction) in enumerate(rule.places(line)):
            if count == MOST_OF_A_RULE:
                break
            before, after = line[max(0, start - CONTEXT) : start], line[end : end + CONTEXT]
            found.append(Finding(before, line[start:end], after, correction, field, rule.message))
    return found


def _all(pattern: str, correction: Callable[[re.Match[str]], str | None]) -> Callable[[str], Any]:
    compiled = re.compile(pattern)

    def places(line: str) -> Iterator[tuple[int, int, str | None]]:
        for match in compiled.finditer(line):
            yield match.start(), match.end(), correction(match)

    return places


def _signs_of_the_other_script(signs: dict[str, str], script: str) -> Callable[[str], Any]:
    """Find signs whose next letters on both sides are of `script`: a decimal comma and a list of names are none."""

    def places(line: str) -> Iterator[tuple[int, int, str | None]]:
        for position, character in enumerate(line):
            if character not in signs or line[position + 1 : position + 2].isdigit():
                continue
            before = _letter(reversed(line[max(0, position - NEAR) : position]))
            after = _letter(line[position + 1 : position + 1 + NEAR])
            if before == script and after in (script, ""):
                yield position, position + 1, signs[character]

    return places


def _letter(characters: Any) -> str:
    """Return the script of the first letter, "" where there is none."""
    return next((script for character in characters if (script := languages.script(character))), "")


def _presentation_forms(line: str) -> Iterator[tuple[int, int, str | None]]:
    for match in PRESENTATION_FORMS.finditer(line):
        yield match.start(), match.end(), unicodedata.normalize("NFKC", match[0])


def _straight_quotes(line: str) -> Iterator[tuple[int, int, str | None]]:
    """Find pairs, which become guillemets, and single ones; after a digit it is a measure or a time."""
    end = 0
    for match in re.finditer(r'(?<!\d)"(?:([^"]*)")?', line):
        # What closes a pair after a digit has been taken with the pair.
        if match.start() >= end:
            end = match.end()
            inside = match[1]
            yield match.start(), match.end(), None if inside is None else f"«{inside.strip()}»"


def _unbalanced(line: str) -> Iterator[tuple[int, int, str | None]]:
    """Find marks that are opened and not closed in their paragraph, or the other way round."""
    opened: list[int] = []
    for position, character in enumerate(line):
        if character in PAIRS:
            opened.append(position)
        elif character in CLOSING:
            if opened and line[opened[-1]] == CLOSING[character]:
                opened.pop()
            elif not _is_numbering(line, position):
                yield position, position + 1, None
    for position in opened:
        yield position, position + 1, None


def _is_numbering(line: str, position: int) -> bool:
    return bool(line[position] == ")" and re.search(r"(?:^|\s)\w{1,2}\Z", line[:position]))


ARABIC = (languages.ARABIC,)
ENGLISH = (languages.ENGLISH,)
RULES = (
    Rule(
        _("A Latin sign between Arabic words."), _signs_of_the_other_script(LATIN_TO_ARABIC, languages.ARABIC), ARABIC
    ),
    Rule(
        _("An Arabic sign between English words."),
        _signs_of_the_other_script(ARABIC_TO_LATIN, languages.ENGLISH),
        ENGLISH,
    ),
    Rule(_("More than one space."), _all(r"(?<=\S)[ \u00a0]{2,}(?=\S)", lambda match: " ")),
    Rule(_("A space before the sign."), _all(r"(?<=\w)[ \u00a0]+(?=[،؛؟](?:\s|$))", lambda match: ""), ARABIC),
    Rule(_("A space before the sign."), _all(r"(?<=\w)[ \u00a0]+(?=[,;?](?:\s|$))", lambda match: ""), ENGLISH),
    Rule(_("No space after the sign."), _all(r"[،؛؟](?=[^\W\d_])", lambda match: f"{match[0]} "), ARABIC),
    Rule(_("Letters in a fixed shape, as old files have them: no search finds them."), _presentation_forms),
    Rule(
        _("A Persian letter that looks like the Arabic one."),
        _all("[یک]", lambda match: match[0].translate(PERSIAN)),
        ARABIC,
    ),
    # The Hijri year is written 1447 هـ; and بـ112, لـNASA have a word of one letter before what it cannot join.
    Rule(
        _("A drawn-out letter in a headline."),
        _all("(?<!\\bه)(?<!\\b[بلكوف])ـ+|(?<!\\b[بلكوف])ـ+(?=\\w)|ـ+(?=[\u0621-\u064a])", lambda match: ""),
        ARABIC,
        HEADLINES,
    ),
    Rule(_("Straight quotation marks: Arabic has «these»."), _straight_quotes, ARABIC),
    Rule(_("An invisible mark that turns the direction."), _all("[\u202a-\u202e\u2066-\u2069]+", lambda match: "")),
    Rule(
        _("An invisible mark that turns the direction."),
        _all("[\u061c\u200e\u200f]+", lambda match: ""),
        fields=HEADLINES,
    ),
    Rule(_("A quotation mark or bracket without its other half."), _unbalanced),
)
