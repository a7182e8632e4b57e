"""The pictures in a text, and whether those who cannot see them miss nothing (WCAG 2.2, 1.1.1)."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy

from articles import body

if TYPE_CHECKING:
    from articles.models import Image

NEEDED = gettext_lazy("the alt text in this language of each picture in the text")


@dataclass
class IllustratedText:
    """The text of an article or a page; its pictures are asked for once."""

    html: str
    language: str

    @cached_property
    def images(self) -> list["Image"]:
        from articles.models import Image  # noqa: PLC0415 (the models import what imports this module)

        keys = body.pictures_of(self.html)
        return list(Image.objects.prefetch_related("texts").filter(pk__in=keys)) if keys else []

    def is_described(self) -> bool:
        silent = {figure.image for figure in body.figures_of(self.html) if not figure.alt}
        return all(is_described(image, self.language) for image in self.images if image.pk in silent)

    def without_credit(self) -> list["Image"]:
        silent = {figure.image for figure in body.figures_of(self.html) if not figure.credit}
        return [image for image in self.images if image.pk in silent and not has_credit(image, self.language)]


def is_described(image: "Image", language: str) -> bool:
    return image.decorative or bool(words_of(image, "alt", language))


def has_credit(image: "Image", language: str) -> bool:
    return bool(image.source or words_of(image, "credit", language))


def words_of(image: "Image", name: str, language: str) -> str:
    """Return the image's own words in `language`, "" where there are none."""
    texts = (text for text in image.texts.all() if text.language == language)
    return getattr(next(texts, None), name, "").strip()
