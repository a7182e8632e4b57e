"""What a line or a text typed by anybody is cleaned of before it is stored.

Django's form fields refuse NUL and trim white space; what is left to us is what would
break a mail header, a database or the direction of the page around it.
"""

import functools
import re
import unicodedata

from newsroom import languages

# Bidirectional embeddings, overrides and isolates (Unicode UAX #9): they reach out of the
# text they stand in. LRM, RLM, ZWNJ and ZWJ stay: Arabic and Persian writing needs them.
BIDI_CONTROLS = re.compile("[\u202a-\u202e\u2066-\u2069]")
# Control characters but tab and newline, lone surrogates, and the noncharacters of Unicode 23.7,
# of which the last two of every plane are some.
LAST_OF_PLANES = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
UNSTORABLE = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{LAST_OF_PLANES}]")
LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")


def storable(text: str) -> str:
    """Return `text` in NFC with plain newlines, without bidi controls and what no database should hold."""
    text = LINE_BREAKS.sub("\n", text)
    return unicodedata.normalize("NFC", BIDI_CONTROLS.sub("", UNSTORABLE.sub("", text)))


def clean_text(text: str) -> str:
    """Return `text` as `storable` makes it, without white space at its ends."""
    return storable(text).strip()


def clean_line(text: str) -> str:
    """Return `text` cleaned and on one line, runs of white space made one space."""
    return " ".join(clean_text(text).split())


def is_invisible(text: str) -> bool:
    """Say whether nothing of `text` would be seen: only marks, formats, separators or the Hangul fillers."""
    return not any(
        unicodedata.category(character)[0] in "LNPS" and character not in "\u115f\u1160\u3164\uffa0\u2800"
        for character in text
    )


def isolated(text: str) -> str:
    """Return `text` between the marks that keep its direction to itself (UAX #9), for where no <bdi> can stand."""
    return f"\u2068{text}\u2069"


def apart(text: str) -> str:
    """Return `text` isolated where a letter of it is not of the active language's script, else as it is.

    For what is put together of several, such as the title of a page: a name of the other script
    would turn the rest of it around.
    """
    return apart_in(languages.active(), text)


@functools.lru_cache(maxsize=1024)
def apart_in(language: str, text: str) -> str:
    """Return what `apart` returns on a page in `language`. Remembered: those are names, and often the same."""
    foreign = any(languages.script(letter) not in ("", language) for letter in text)
    return isolated(text) if foreign and isolated("")[0] not in text else text
