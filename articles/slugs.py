import unicodedata

from django.utils.text import slugify

from newsroom.arabic import INVISIBLE, MARKS

LONGEST = 80
# An Arabic letter takes six characters in a percent-encoded address; some clients cut at 500.
LONGEST_ENCODED = 400


def slug_from(headline: str) -> str:
    """Return the address word of a headline: its words joined by hyphens, cut between words; "" where it has no letter.

    Letters stay as they are spelt (hamzas and all): the address is read by people. Marks,
    tatweel and invisible characters go, digits become 0-9.
    """
    text = INVISIBLE.sub("", MARKS.sub("", unicodedata.normalize("NFKC", headline)))
    text = "".join(
        str(unicodedata.digit(character, character)) if character.isdigit() else character for character in text
    )
    # Taking signs out can bring letters together that compose.
    words = [word for word in unicodedata.normalize("NFKC", slugify(text, allow_unicode=True)).split("-") if word]
    while len(words) > 1 and _too_long("-".join(words)):
        words.pop()
    slug = "-".join(words)
    # A word that is too long by itself is better cut than lost.
    while _too_long(slug):
        slug = slug[:-1]
    return slug.strip("-_")


def _too_long(slug: str) -> bool:
    return (
        len(slug) > LONGEST
        or sum(1 if ord(letter) < 128 else 3 * len(letter.encode()) for letter in slug) > LONGEST_ENCODED
    )
