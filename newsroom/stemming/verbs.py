"""The key that the persons and tenses of an Arabic verb share: يعلن, ستعلن, سيعلنون and أعلن.

A bare past tense, كتب, may be any noun of three letters: it has a key of its own, which only the present with a yeh
is looked for by, and the other way round. The one with a teh is not: تقدم need be no form of قدم.
"""

import re

from newsroom.stemming.stop_words import STOP_WORDS

PAST, PRESENT = "\ue005\ue006"
OPPOSITE = {PAST: PRESENT, PRESENT: PAST}
SHORTEST = 3
# Names of places and people that begin as the present or the fourth form does, and are in every paper.
NAMES = {
    "تونس", "يونس", "تعز", "يافا", "يوسف", "احمد", "اسعد", "اكرم", "امجد", "اشرف", "اياد", "تدمر", "تلمسان",
}  # fmt: skip
WITH_PERSON = re.compile("س?([يت])(..+)")
# Of the present and of the past; the longest first.
PRESENT_ENDINGS = ("ونها", "ونه", "وها", "ون", "وا", "ان", "ين", "ها", "هم", "نا", "ت")
PAST_ENDINGS = ("تها", "ته", "وها", "وا", "ت", "نا", "ها", "هم")
FOURTH = re.compile("ا([^ا]{3})")
HOLLOW_FOURTH = re.compile("ا([^ا])ا([^ا])")
# Of the seventh, eighth and tenth form: انتخب, استقبل, استقال.
LONGER = re.compile("ا((?:ن|ست|[^ا]ت)[^ا]*?)(ا?)([^ا])")


def keys(word: str) -> tuple[str, ...]:
    """Return the keys of a word without an article, that of itself and that without a conjunction."""
    found = dict.fromkeys(_keys(word))
    if len(word) > SHORTEST and (word[0] in "وف" or (word[0] == "ل" and WITH_PERSON.match(word[1:]))):
        found |= dict.fromkeys(_keys(word[1:]))
    return tuple(found)


def opposite(key: str) -> str:
    """Return the key by which forms with `key` are looked for."""
    return OPPOSITE.get(key[0], key[0]) + key[1:]


def _keys(word: str) -> list[str]:
    if word in STOP_WORDS or word[1:] in STOP_WORDS or word in NAMES:
        return []
    if present := WITH_PERSON.fullmatch(word):
        return _present(present[1], _without(PRESENT_ENDINGS, present[2])) + _past(word)
    return _past(word)


def _present(person: str, core: str) -> list[str]:
    if len(core) < SHORTEST:
        # The first of three letters is lost in the present: وصل, يصل.
        return [f"و{core}", f"{PRESENT}و{core}"] if person == "ي" else [f"و{core}"]
    found = [core]
    if person == "ي":
        found.append(PRESENT + core)
    # يتراجع beside تراجع, of which the t is the verb's own.
    if core[0] == "ت" and len(core) > SHORTEST:
        found.append(core[1:])
    return found


def _past(word: str) -> list[str]:
    word = _without(PAST_ENDINGS, word)
    if whole := FOURTH.fullmatch(word):
        return [whole[1]]
    if hollow := HOLLOW_FOURTH.fullmatch(word):
        return [f"{hollow[1]}ي{hollow[2]}"]
    if longer := LONGER.fullmatch(word):
        begun, alef, last = longer.groups()
        return [begun + last] if not alef else [f"{begun}ي{last}", f"{begun}ا{last}"]
    if len(word) == SHORTEST and word[-1] != "ه":
        return [PAST + one for one in _weak(word)]
    is_third_form = len(word) == 4 and word[1] == "ا" and word[0] not in "ما"
    return [PAST + word] if is_third_form else []


def _weak(word: str) -> list[str]:
    """Return a past of three letters as its present may write it: قال is قول there, دعا is دعو."""
    first, second, third = word[0], word[1], word[2]
    if second == "ا":
        return [f"{first}و{third}", f"{first}ي{third}", word]
    return [f"{first}{second}و", f"{first}{second}ي"] if third == "ا" else [word]


def _without(endings: tuple[str, ...], word: str) -> str:
    shorter = (word.removesuffix(ending) for ending in endings if word.endswith(ending))
    return next((rest for rest in shorter if len(rest) >= SHORTEST), word)
