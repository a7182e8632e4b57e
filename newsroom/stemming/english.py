"""The stem of an English word: its inflection taken off, so that strikes, striking and struck are strike.

Derivations stay apart: Porter's stemmer makes one of policy and police, and of general and generation.
"""

import re

FAMILIES = """
man:men woman:women child:children person:people foot:feet tooth:teeth mouse:mice use:used|using die:died|dying
lie:lied|lying tie:tied go:went|gone|goes say:said make:made take:took|taken give:gave|given win:won lose:lost
meet:met leave:left hold:held buy:bought sell:sold find:found tell:told strike:struck|stricken fight:fought
rise:rose|risen fall:fell|fallen begin:began|begun speak:spoke|spoken steal:stole|stolen freeze:froze|frozen
break:broke|broken write:wrote|written drive:drove|driven know:knew|known grow:grew|grown throw:threw|thrown
draw:drew|drawn fly:flew|flown see:saw|seen run:ran pay:paid lead:led build:built send:sent spend:spent
seek:sought bring:brought think:thought teach:taught catch:caught shoot:shot flee:fled swim:swam|swum
sing:sang|sung crisis:crises analysis:analyses thesis:theses criterion:criteria phenomenon:phenomena life:lives
wife:wives knife:knives leaf:leaves half:halves shelf:shelves loaf:loaves thief:thieves wolf:wolves
united:united
"""
IRREGULAR = {
    form: one for family in FAMILIES.split() for one, forms in [family.split(":")] for form in forms.split("|")
}
VOWEL = re.compile("[aeiouy]")
DOUBLED = re.compile(r"([bdfgklmnprstvz])\1$")
# Words that end so are no plurals: news, crisis, bus, pass.
NO_PLURAL = ("ss", "us", "is", "news")
# What another e is put before the s of: boxes, churches, heroes.
BEFORE_ES = re.compile("(?:x|ss|zz|[cs]h|o)es$")
SHORTEST = 3


def stems(word: str) -> list[str]:
    """Return what is compared of a word, the likeliest first; of one not in the letters a to z, the word."""
    if word in IRREGULAR:
        return [IRREGULAR[word]]
    if not (word.isascii() and word.isalpha()) or len(word) <= SHORTEST:
        return [word]
    if word.endswith(("ies", "ied")) and len(word) > SHORTEST + 1:
        return [f"{word[:-3]}y"]
    if word.endswith("s") and not word.endswith(NO_PLURAL):
        return _singulars(word)
    for ending in ("ing", "ed"):
        rest = word.removesuffix(ending)
        if rest != word and len(rest) >= SHORTEST and VOWEL.search(rest) and not word.endswith("eed"):
            # Of hoping nobody can say whether it is of hop, of adding whether it is of ad.
            return [DOUBLED.sub(r"\1", rest), rest] if DOUBLED.search(rest) else [rest, f"{rest}e"]
    return [word]


def _singulars(word: str) -> list[str]:
    if BEFORE_ES.search(word):
        return [word[:-2]]
    return [word[:-1], word[:-2]] if word.endswith("ses") else [word[:-1]]
