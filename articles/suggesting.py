"""What somebody may have meant who finds nothing: words that differ by one letter and stand in articles of readers.

No list of words is kept: the index is asked which of all that differ by a letter are there, and only in what is public.
What is proposed has been read in one article that has all the words of it, so that it finds something.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.db.models import Exists

from articles import candidates, search_marks
from articles.asking import Term
from articles.candidates import Span
from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.snippets import WRITTEN
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
# How many months before the last of a search are read first for the spelling of a word.
RECENT_MONTHS = 2
# Articles that are read for the spelling of a word, and how much of each.
READ = 20
READ_OF_EACH = 20_000
SUGGESTED = 3


@dataclass(frozen=True)
class Instead:
    """What to try instead of a query that finds little: others, the likeliest first, or the other edition."""

    queries: list[str]
    is_elsewhere: bool


def instead(query: str, terms: Sequence[Term], span: Span) -> Instead:
    """Return what finds something where `query` finds little in an edition. Three queries."""
    if not terms:
        return Instead([], False)
    tried = [term for term in terms if SHORTEST <= len(term.word) <= LONGEST and term.stems]
    asked = [(span.language, [term]) for term in tried] + [(languages.other(span.language), [*terms])]
    *is_here, is_elsewhere = known(
        [(candidates.rows(Span(code, span.now)), [*words, search_marks.language(code)]) for code, words in asked]
    )
    unknown = [term for term, is_known in zip(tried, is_here, strict=True) if not is_known]
    return Instead(_suggestions(query, terms, unknown, span), is_elsewhere)


def known(asked: Sequence[tuple[ArticleQuerySet, Sequence[Term]]]) -> list[bool]:
    """Say for each of `asked` whether some of those rows have all those words. One query for all of them."""
    answers = {f"known_{n}": Exists(rows.filter(search_text__some=terms)) for n, (rows, terms) in enumerate(asked)}
    one: Any = Article.objects.order_by("pk").annotate(**answers).values_list(*answers)
    return list(one.first() or [False] * len(asked))


def _suggestions(query: str, terms: Sequence[Term], unknown: Sequence[Term], span: Span) -> list[str]:
    if not 1 <= len(unknown) <= MOST_TRIED:
        return []
    near = {term.word: one_letter_away(term.word) for term in unknown}
    asked = [Term(term.word, frozenset(near[term.word])) if term in unknown else term for term in terms]
    # Of a common word the newest articles are enough, and of very many the index would look at each.
    recent = search_marks.last_months(span.end, RECENT_MONTHS)
    narrowed = candidates.rows(span)
    columns = _texts(narrowed, [*asked, *span.marks, recent]) or _texts(narrowed, [*asked, *span.marks])
    counts = Counter[tuple[str, ...]]()
    for headline, kicker, standfirst, body in columns:
        text = f"{headline} {kicker} {standfirst} {plain(body[:READ_OF_EACH])}"
        counts.update(_read_together(text, near))
    suggested: dict[str, str] = {}
    for choice, _count in sorted(counts.items(), key=lambda one: (-one[1], one[0])):
        suggestion = _with_others(query, dict(zip(near, choice, strict=True)))
        suggested.setdefault(" ".join(stemming.words(suggestion)), suggestion)
    return list(suggested.values())[:SUGGESTED]


def _texts(rows: ArticleQuerySet, asked: Sequence[Term]) -> list[tuple[str, ...]]:
    articles = rows.filter(search_text__some=asked).newest_first()
    return list(articles.values_list("headline", "kicker", "standfirst", "body")[:READ])


def _with_others(query: str, others: dict[str, str]) -> str:
    return WRITTEN.sub(lambda written: others.get(" ".join(stemming.words(written[0])), written[0]), query)


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


def _read_together(text: str, near: dict[str, set[str]]) -> dict[tuple[str, ...], int]:
    """Return what stands in `text` near to the words of `near`, one for each, as it is written and how often."""
    written = {word: Counter[str]() for word in near}
    for spelling in stemming.spelled(text):
        for forms in stemming.analysed(spelling):
            for word, others in near.items():
                if forms.word in others:
                    written[word][spelling.removesuffix(stemming.TANWIN)] += 1
    choices = product(*(counts.most_common(SUGGESTED) for counts in written.values()))
    return {tuple(word for word, _count in choice): sum(count for _word, count in choice) for choice in choices}
