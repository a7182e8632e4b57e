"""What is written onto an Arabic word, taken off: the conjunctions, prepositions and article before it, the endings.

A light stemmer of the family of light10 (Larkey, Ballesteros, Connell 2007), which knows no roots. Where a first letter
may as well be the word's own, as in وجيش and وزير, the word keeps it and the shorter one is a doubtful stem beside it.
The words are folded as arabic.normalise does: the feminine ending is a heh, the final alef maqsura a yeh.
"""

import re

SHORTEST = 3
ARTICLE = re.compile("(?!والد|بالغ|بالون|[وفب]?الله|لله)[وف]?(?:[بك]?ال|لل)(?=..)")
# The longest first.
ENDINGS = ("هما", "اه", "ها", "هم", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
# Words of which an ending is a part; many are names.
WHOLE = {
    "لبنان", "سودان", "بحرين", "عمان", "ايران", "يونان", "يابان", "باكستان", "كردستان", "رمضان",
    "شعبان", "سليمان", "عثمان", "عدنان", "مروان", "فلسطين", "تشرين", "ثمان", "تلفزيون", "برلمان",
    "ميدان", "سلطان", "ديوان", "قانون", "تعاون", "مياه", "اتجاه", "انتباه",
}  # fmt: skip
# A letter before the word -> how many are left of it at least.
BEFORE = {"و": 3, "ف": 4, "ب": 4, "ك": 4, "ل": 4}
CONJUNCTIONS = "وف"
OURS = ("نا", "كم")
# Here a final alef is the accusative's or a country's, امريكا beside امريكي.
LEAST_BEFORE_ALEF = 4


def has_no_article(word: str) -> bool:
    return not ARTICLE.match(word)


def bases(word: str) -> list[str]:
    """Return the word without what is written before it, the likeliest first."""
    if article := ARTICLE.match(word):
        base = word[article.end() :]
        # للجنة is of لجنة: of three lams two are written.
        return [base, f"ل{base}"] if article[0].endswith("لل") else [base]
    found = [word]
    if _may_lose_first(word):
        found.append(word[1:])
        if word[0] in CONJUNCTIONS and word[1] not in CONJUNCTIONS and _may_lose_first(word[1:]):
            found.append(word[2:])
    return found


def _may_lose_first(word: str) -> bool:
    return len(word) - 1 >= BEFORE.get(word[0], len(word))


def stems(base: str) -> list[str]:
    """Return the base without its endings, the likeliest first."""
    stem = _without_endings(base)
    found = [stem]
    # The t of a feminine before a pronoun or the dual: حكومته, طائرتان.
    if stem != base and stem.endswith("ت") and len(stem) > SHORTEST:
        found.append(_without_endings(stem[:-1]))
    found += [_without_endings(base[:-2]) for ours in OURS if base.endswith(ours) and len(base) - 2 >= SHORTEST]
    return found


def _without_endings(word: str) -> str:
    if word.endswith("ا") and not word.endswith("ايا") and len(word) > LEAST_BEFORE_ALEF:
        word = word[:-1]
    while word not in WHOLE:
        shorter = (word.removesuffix(ending) for ending in ENDINGS if word.endswith(ending))
        left = next((rest for rest in shorter if len(rest) >= SHORTEST), "")
        if not left:
            return word
        word = left
    return word
