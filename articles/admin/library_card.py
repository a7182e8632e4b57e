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
    credits = [(text.language, text.credit) for text in image.texts.all() if text.credit]
    without = {
        languages.ARABIC: _("no alt text in Arabic"),
        languages.ENGLISH: _("no alt text in English"),
    }
    return Card(
        image=image,
        thumb=image.thumb(),
        title=str(image),
        credits=credits,
        lacks=[without[code] for code in lacking if not has_alt(image, code)],
        is_used=getattr(image, "is_used", True),
    )


def has_alt(image: Image, language: str) -> bool:
    return image.decorative or any(text.alt for text in image.texts.all() if text.language == language)
