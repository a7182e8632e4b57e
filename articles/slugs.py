import unicodedata

from django.utils.text import slugify

from newsroom.arabic import INVISIBLE, MARKS

LONGEST = 80
# An Arabic letter takes six characters in a percent-encoded address; some clients cut at 500.
LONGEST_ENCODED = 400


def slug_from(headline: str) -> str:
    """Return the address word of a headline: its words joined by hyphens, cut between words; "" where none is left.

    Letters stay as they are spelt (hamzas and all): the address is read by people. Marks,
    tatweel and invisible characters go, digits become 0-9.
    """
    text = INVISIBLE.sub("", MARKS.sub("", unicodedata.normalize("NFKC", headline)))
    text = "".join(
        str(unicodedata.digit(character, character)) if character.isdigit() else character for character in text
    )
    words = [word for word in slugify(text, allow_unicode=True).split("-") if word]
    while words and _too_long("-".join(words)):
        words.pop()
    return "-".join(words)


def _too_long(slug: str) -> bool:
    return (
        len(slug) > LONGEST
        or sum(1 if ord(letter) < 128 else 3 * len(letter.encode()) for letter in slug) > LONGEST_ENCODED
    )
