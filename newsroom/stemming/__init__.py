"""The words of a text as search knows them, and what is compared of each.

A word is stored folded as it stands, and beside it, behind signs that nobody types, what other spellings of the same
word are found by: its stem (what is written onto it taken off), further stems where the letters leave a doubt, the key
of a verb, and the shape of a broken plural. `indexed` writes them down; `asked` says what a typed word is looked for
by. All of it is compared, never shown.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from itertools import accumulate

from newsroom import arabic
from newsroom.stemming import clitics, english, plurals, verbs
from newsroom.stemming.stop_words import STOP_WORDS

# Letters and digits of any script; everything else divides.
WORD = re.compile(r"[^\W_]+")
ARABIC = re.compile("[\u0621-\u064a]")
# Of a private area of Unicode, which databases take for letters and this module takes out of every text.
STEM, DOUBTFUL, VERB, PLURAL, TANWIN = "\ue000\ue001\ue002\ue003\ue004"
SIGNS = re.compile("[\ue000-\ue00f]")
SPELLED = re.compile(rf"[^\W_]+{TANWIN}?")
# An accusative that is written out, خبراً or خبرًا: its alef is no letter of the word.
ACCUSATIVE = re.compile("(?:\u0627\u064b|\u064b\u0627)(?!\\w)")
SEATED = re.compile("(?<=.)[أؤئء]")
# Nobody looks for more letters, and an index has a limit of its own.
LONGEST = 60
# PostgreSQL stores a megabyte of the words of one text.
MOST_BYTES = 900_000


@dataclass(frozen=True)
class Forms:
    """A word and what is compared of it. `verbs` and `plurals` are keys of their modules."""

    word: str
    stem: str
    doubtful: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    plurals: tuple[str, ...] = ()

    @functools.cached_property
    def tokens(self) -> dict[str, int]:
        """Return what is stored of it, each with its size."""
        found = [
            self.word,
            STEM + self.stem,
            *(DOUBTFUL + one for one in self.doubtful),
            *(VERB + one for one in self.verbs),
            *(PLURAL + one for one in self.plurals),
        ]
        return {token: len(token.encode()) + 1 for token in found}


def spelled(text: str) -> list[str]:
    """Return the words of `text` in their order, with the hamzas and endings that folding makes equal."""
    text = SIGNS.sub("", unicodedata.normalize("NFKC", text))
    text = ACCUSATIVE.sub(f"\u0627{TANWIN}", arabic.INVISIBLE.sub("", text))
    return SPELLED.findall(arabic.MARKS.sub("", text))


def words(text: str) -> list[str]:
    """Return the folded words of `text` in their order."""
    return [forms.word for word in spelled(text) for forms in analysed(word)]


@functools.lru_cache(maxsize=65_536)
def analysed(word: str) -> tuple[Forms, ...]:
    """Return the forms of one of `spelled`; folding may make several words of it, or none."""
    bare = word.removesuffix(TANWIN)
    return tuple(_forms(folded[:LONGEST], word) for folded in WORD.findall(arabic.normalise(bare)))


def _forms(word: str, spelling: str) -> Forms:
    if not ARABIC.search(word):
        stem, *doubtful = english.stems(word)
        return Forms(word, stem, tuple(doubtful))
    whole = word[:-1] if spelling.endswith(TANWIN) and len(word) > clitics.SHORTEST else word
    bases = clitics.bases(whole)
    reseated = clitics.bases(_with_hamzas_alike(spelling)) if SEATED.search(spelling) else []
    stem, *doubtful = dict.fromkeys(stem for base in [*bases, *reseated[:1]] for stem in clitics.stems(base))
    return Forms(
        word,
        stem,
        tuple(doubtful),
        verbs.keys(whole) if clitics.has_no_article(whole) else (),
        plurals.shapes(bases, spelling),
    )


def _with_hamzas_alike(spelling: str) -> str:
    """Return the folded word with every hamza after its first letter on no seat: مسئول is spelled مسؤول too."""
    return arabic.normalise(spelling[0] + re.sub("[أؤئ]", "ء", spelling[1:].removesuffix(TANWIN)))


def stem(word: str) -> str:
    """Return the stem of a folded word."""
    return analysed(word)[0].stem


def indexed(text: str) -> str:
    """Return what is stored of each word of `text`, once and divided by spaces: a column of search."""
    sizes: dict[str, int] = {}
    for word in dict.fromkeys(spelled(text)):
        for forms in analysed(word):
            sizes |= forms.tokens
    if sum(sizes.values()) <= MOST_BYTES:
        return " ".join(sizes)
    return " ".join(token for token, upto in zip(sizes, accumulate(sizes.values()), strict=True) if upto <= MOST_BYTES)


@dataclass(frozen=True)
class Asked:
    """A word that is looked for, and the tokens of `indexed` that are it: surely or, after those, perhaps."""

    word: str
    stems: tuple[str, ...]
    doubtful: tuple[str, ...]


def asked(forms: Forms) -> Asked:
    """Return what the word of `forms` is looked for by."""
    bases = clitics.bases(forms.word)
    singulars = {stem(one) for shape in forms.plurals for one in plurals.singulars(shape)} - STOP_WORDS
    doubtful = [
        DOUBTFUL + forms.stem,
        *(sign + one for one in forms.doubtful for sign in (STEM, DOUBTFUL)),
        *(VERB + verbs.opposite(one) for one in forms.verbs),
        *(sign + one for one in sorted(singulars) for sign in (STEM, DOUBTFUL)),
        *(PLURAL + one for one in plurals.plurals([*bases[:1], forms.stem])),
    ]
    return Asked(forms.word, (STEM + forms.stem,), tuple(dict.fromkeys(doubtful)))
