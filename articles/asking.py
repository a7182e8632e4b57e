"""What somebody who searches asks for: words, each with the forms and synonyms that are found for it as well."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

from newsroom import stemming
from newsroom.stemming.stop_words import STOP_WORDS

# A word that somebody is still writing: shorter beginnings are those of too many.
SHORTEST_BEGINNING = 3
# Between marks of quotation a word is asked for as it stands.
QUOTED = re.compile('«([^«»]*)»|“([^“”]*)”|"([^"]*)"')
EXACT, STEM, PERHAPS = 3, 2, 1
MOST_TERMS = 16


@dataclass(frozen=True)
class Term:
    """One word that is asked for: the tokens of newsroom.stemming that are it, by how surely they are."""

    word: str
    stems: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()

    @property
    def tokens(self) -> list[str]:
        return [self.word, *sorted(self.stems | self.perhaps)]

    @property
    def beginning(self) -> str:
        """Return what a longer word may begin with; "" where the word is short, or asked for as it stands."""
        return self.word if self.stems and len(self.word) >= SHORTEST_BEGINNING else ""

    def likeness(self, tokens: Collection[str]) -> int:
        """Return how surely one of `tokens` is the word: EXACT, STEM, PERHAPS, or 0."""
        if self.word in tokens:
            return EXACT
        if not self.stems.isdisjoint(tokens):
            return STEM
        return 0 if self.perhaps.isdisjoint(tokens) else PERHAPS

    def likeness_in(self, line: str) -> int:
        """Return what `likeness` says of the tokens of `line`: divided by spaces, with one at either end.

        Ranking asks it of thousands of lines, which to cut up would take longer than to look through.
        """
        for token, likeness in self._divided:
            if token in line:
                return likeness
        return 0

    @cached_property
    def _divided(self) -> list[tuple[str, int]]:
        tokens = [(self.word, EXACT), *((one, STEM) for one in self.stems), *((one, PERHAPS) for one in self.perhaps)]
        return [(f" {token} ", likeness) for token, likeness in tokens]


def unquoted(query: str) -> str:
    """Return `query` as it is printed between marks of quotation: without its own, where they are around all of it."""
    whole = QUOTED.fullmatch(query.strip())
    return next(filter(None, whole.groups()), "").strip() or query if whole else query


def terms(query: str) -> list[Term]:
    """Return the words of `query`, each once; those that stand in every text are left out where there are others."""
    from articles.models.synonym import current_families  # noqa: PLC0415 (the models import this module)

    quoted = [word for groups in QUOTED.findall(query) for word in stemming.words(" ".join(groups))]
    found = {word: Term(word) for word in quoted}
    written = stemming.spelled(QUOTED.sub(" ", query))
    families = current_families() if written else {}
    for forms in (forms for word in written for forms in stemming.analysed(word)):
        asked = stemming.asked(forms)
        synonyms = frozenset[str]().union(*(families.get(stem, ()) for stem in asked.stems))
        # Behind a conjunction, وأميركا, the stem of the other word is a doubtful one.
        perhaps = frozenset(stemming.DOUBTFUL + stem.removeprefix(stemming.STEM) for stem in synonyms)
        found.setdefault(forms.word, Term(asked.word, synonyms.union(asked.stems), perhaps.union(asked.doubtful)))
    telling = [term for word, term in found.items() if word not in STOP_WORDS or word in quoted]
    return (telling or list(found.values()))[:MOST_TERMS]
