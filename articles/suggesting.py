"""What somebody may have meant who finds nothing: words that differ by one letter and stand in articles of readers.

No list of words is kept: the index is asked which of all that differ by a letter are there, and only in what is public.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from articles.asking import Term
from articles.querysets import ArticleQuerySet
from newsroom import languages, stemming
from newsroom.sanitize import plain

LETTERS = {
    languages.ARABIC: "ابتثجحخدذرزسشصضطظعغفقكلمنهويء",
    languages.ENGLISH: "abcdefghijklmnopqrstuvwxyz",
}
# Shorter words are near to everything, longer ones have no letter typed by mistake.
SHORTEST, LONGEST = 4, 20
# Words of a query that are tried.
MOST_TRIED = 3
# Articles that are read for the spelling of a word, and how much of each.
READ = 20
READ_OF_EACH = 20_000
SUGGESTED = 3


def suggestions(rows: ArticleQuerySet, query: str, terms: Sequence[Term]) -> list[str]:
    """Return queries to try instead, the likeliest first; `rows` are the articles that readers may see."""
    words = [term for term in terms if SHORTEST <= len(term.word) <= LONGEST and term.stems]
    lacking = (term for term in words if not rows.filter(search_text__forms=[term]).exists())
    unknown = list(islice(lacking, MOST_TRIED))
    nearest = {term.word: _nearest(rows, term.word) for term in unknown}
    found = []
    for choice in range(SUGGESTED):
        instead = {word: near[min(choice, len(near) - 1)] for word, near in nearest.items() if near}
        if len(instead) == len(unknown) and instead:
            found.append(" ".join(instead.get(" ".join(stemming.words(word)), word) for word in query.split()))
    return list(dict.fromkeys(found))


def one_letter_away(word: str) -> set[str]:
    """Return all words that differ from a folded one by a letter more, less, another, or two that changed places."""
    letters = LETTERS[languages.ARABIC if stemming.ARABIC.search(word) else languages.ENGLISH]
    cuts = [(word[:place], word[place:]) for place in range(len(word) + 1)]
    return {
        *(before + after[1:] for before, after in cuts if after),
        *(before + after[1] + after[0] + after[2:] for before, after in cuts if len(after) > 1),
        *(before + letter + after[1:] for before, after in cuts if after for letter in letters),
        *(before + letter + after for before, after in cuts for letter in letters),
    } - {word}


def _nearest(rows: ArticleQuerySet, word: str) -> list[str]:
    """Return the words a letter away in the newest public articles, as they are written, the most used first."""
    near = one_letter_away(word)
    texts = rows.filter(search_text__forms=[Term(word, frozenset(near))]).newest_first()
    columns = texts.values_list("headline", "kicker", "standfirst", "body")[:READ]
    written = Counter[str]()
    for headline, kicker, standfirst, body in columns:
        written.update(_written(f"{headline} {kicker} {standfirst} {plain(body[:READ_OF_EACH])}", near))
    best: dict[str, str] = {}
    for spelling, _count in sorted(written.items(), key=lambda one: (-one[1], one[0])):
        best.setdefault(stemming.words(spelling)[0], spelling)
    return list(best.values())


def _written(text: str, near: Iterable[str]) -> list[str]:
    return [word for word in stemming.spelled(text) for forms in stemming.analysed(word) if forms.word in near]
