"""The words of a text as search knows them: folded, and without what is written onto an Arabic word.

The Arabic stemmer is a light one, of the family of light10 (Larkey, Ballesteros, Connell 2007): it takes off the
conjunction and the article, then endings one after the other, and leaves three letters at least. It knows no roots:
what it makes is compared, never shown.
"""

import functools
import re

from newsroom import arabic

# Letters and digits of any script; everything else divides.
WORD = re.compile(r"[^\W_]+")
ARABIC = re.compile("[\u0621-\u064a]")
# The longest first. As `normalise` leaves them: the feminine ending is a heh, the final alef maqsura a yeh.
ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال", "و", "ب", "ل")
ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
SHORTEST = 3
# Nobody looks for more letters, and an index has a limit of its own.
LONGEST = 60
# Distinct words of one text: PostgreSQL stores a megabyte of them.
MOST_WORDS = 20_000


def words(text: str) -> list[str]:
    """Return the folded words of `text` in their order."""
    return [word[:LONGEST] for word in WORD.findall(arabic.normalise(text))]


@functools.lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """Return what is compared of a folded word; of one that is not Arabic, the word."""
    if not ARABIC.search(word):
        return word
    for article in ARTICLES:
        if word.startswith(article) and len(word) - len(article) >= SHORTEST:
            word = word.removeprefix(article)
            break
    while True:
        shorter = (word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))
        left = next((rest for rest in shorter if len(rest) >= SHORTEST), "")
        if not left:
            return word
        word = left


def indexed(text: str) -> str:
    """Return each word of `text` once, with its stem beside it: what a column of search holds, divided by spaces."""
    known: dict[str, None] = {}
    for word in words(text):
        known[word] = known[stem(word)] = None
        if len(known) >= MOST_WORDS:
            break
    return " ".join(known)
