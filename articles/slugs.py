import unicodedata

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from newsroom.arabic import INVISIBLE, MARKS
from newsroom.plain_text import isolated

LONGEST = 80
# An Arabic letter takes six characters in a percent-encoded address; some clients cut at 500.
LONGEST_ENCODED = 400
# Words of the site's own addresses: no article, section or page is called so.
RESERVED = {
    "archive",
    "author",
    "comments",
    "corrections",
    "latest",
    "most-read",
    "search",
    "section",
    "topic",
}


def slug_from(headline: str) -> str:
    """Return the address word of a headline: its words joined by hyphens, cut between words; "" where it has no letter.

    Letters stay as they are spelt (hamzas and all): the address is read by people. Marks,
    tatweel and invisible characters go, digits become 0-9. A word of the site's own addresses gets a number.
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
    slug = slug.strip("-_")
    return f"{slug}-2" if slug in RESERVED else slug


def check_address_word(typed: str) -> None:
    """Raise ValidationError where `typed` is no address word as it stands, with one that is where there is one.

    Letters of either script may be used. What `slug_from` would change is refused and not
    mended: an address is given on by people, and its author should know how it reads.
    """
    if typed in RESERVED:
        raise ValidationError(
            _("“%(slug)s” is an address of the site itself. Choose another word."), params={"slug": isolated(typed)}
        )
    if not unicodedata.is_normalized("NFC", typed) or slug_from(typed) != typed:
        word = slug_from(typed)
        if not word:
            raise ValidationError(_("An address word needs letters or digits."))
        raise ValidationError(
            _("This cannot stand in an address as it is typed. “%(word)s” can."), params={"word": isolated(word)}
        )


def encoded_length(slug: str) -> int:
    """Return how many characters `slug` takes in an address as machines pass it on."""
    return sum(1 if ord(letter) < 128 else 3 * len(letter.encode()) for letter in slug)


def _too_long(slug: str) -> bool:
    return len(slug) > LONGEST or encoded_length(slug) > LONGEST_ENCODED
