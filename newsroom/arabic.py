"""Arabic made comparable, for search and word lists, and the Latin in it too; never for display.

The folding follows Lucene's ArabicNormalizer and goes further where editors and readers
type differently: hamza seats, final alef maqsura, teh marbuta, Persian letters, digits.
Latin letters lose what is written on them: nobody has each accent on their keyboard.
"""

import re
import unicodedata

import regex

MARKS = re.compile("[\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u0640]")
INVISIBLE = re.compile("[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# Latin letters that Unicode composes of no others; casefold makes ss of ß.
UNCOMPOSED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ħ": "h", "ı": "i"}
)
# Where all stand that it composes of a letter and marks.
LATIN = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
FOLDED = str.maketrans(
    {
        **{letter: MARKS.sub("", unicodedata.normalize("NFKD", letter)).translate(UNCOMPOSED) for letter in LATIN},
        **dict.fromkeys("أإآٱ", "ا"),
        "ى": "ي",
        "ی": "ي",
        "ئ": "ي",
        "ؤ": "و",
        "ة": "ه",
        **dict.fromkeys("کگ", "ك"),
        "ڤ": "ف",
        "پ": "ب",
        **{chr(0x660 + digit): str(digit) for digit in range(10)},
        **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
    }
)


def normalise(text: str) -> str:
    """Return `text` as it is compared: folded letters, no marks, lower case, single spaces.

    The composed form comes first: folding a decomposed alef with hamza would leave the hamza behind.
    """
    text = unicodedata.normalize("NFKC", text)
    text = INVISIBLE.sub("", MARKS.sub("", text.casefold())).translate(FOLDED)
    return " ".join(text.split())


# Marks pile up on letters (Mn, Me); format characters join, hide or turn them (Cf).
UNSEEN = regex.compile(r"[\p{Mn}\p{Me}\p{Cf}]+")
# Letters are drawn out for emphasis, ممتااااز; digits are not: 1000 is no 10.
DRAWN_OUT = re.compile(r"([^\W\d_])\1{2,}")


def fold_words(text: str) -> str:
    """Return `text` as word lists compare it: `normalise`, and what is written to get past them undone.

    No mark of any script is left, nothing invisible, and no letter three times in a row.
    """
    text = unicodedata.normalize("NFKC", text)
    return DRAWN_OUT.sub(r"\1", normalise(UNSEEN.sub("", text)))
