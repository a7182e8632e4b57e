from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from articles.models import Image
from newsroom import languages


@dataclass(frozen=True)
class Card:
    """A picture of the library as it is looked at: small, with its name, and with what it still wants."""

    image: Image
    thumb: dict[str, Any] | None
    title: str
    # Each a language and the credit in it.
    credits: list[tuple[str, str]]
    lacks: list[str]
    is_used: bool


def card_of(image: Image, *, lacking: tuple[str, ...] = languages.CODES) -> Card:
    """Return the card of an image loaded by `as_cards`; an alt text is missed in the languages of `lacking`."""
    credits = [(code, getattr(image, f"credit_{code}", None)) for code in languages.CODES]
    without = {
        languages.ARABIC: _("no alt text in Arabic"),
        languages.ENGLISH: _("no alt text in English"),
    }
    return Card(
        image=image,
        thumb=image.thumb(),
        title=str(image),
        credits=[(code, credit) for code, credit in credits if credit],
        lacks=[without[code] for code in lacking if getattr(image, f"lacks_{code}")],
        is_used=getattr(image, "is_used", True),
    )
