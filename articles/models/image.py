import uuid
from dataclasses import dataclass
from typing import Any

from django.core.files.storage import Storage, default_storage, storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles import images
from newsroom import languages
from newsroom.typed_text import LineField


def original_name(image: "Image", filename: str) -> str:
    """Return a name of our own: what the uploader called the file is nobody's business and no path of ours."""
    return f"{uuid.uuid4().hex}.{image.format.lower() or 'bin'}"


def originals() -> Storage:
    return storages["originals"]


@dataclass(frozen=True)
class Picture:
    """An image with the words for one place: what the `picture` tag prints."""

    image: "Image"
    alt: str
    caption: str = ""
    credit: str = ""


class Image(models.Model):
    """A picture file; its words stand in `ImageText`, once per language.

    `original` is what was uploaded and has no address; readers get the renditions.
    """

    # Not an ImageField, which would open the file with every decoder that Pillow has.
    original = models.FileField(_("file"), upload_to=original_name, storage=originals)
    title = LineField(_("working title"), max_length=120, blank=True)
    format = models.CharField(max_length=10, editable=False, default="")
    width = models.PositiveIntegerField(_("width"), default=0, editable=False)
    height = models.PositiveIntegerField(_("height"), default=0, editable=False)
    focus_x = models.PositiveSmallIntegerField(
        _("focal point, per cent from the left edge"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    focus_y = models.PositiveSmallIntegerField(
        _("focal point, per cent from the top"), default=50, validators=[MinValueValidator(0), MaxValueValidator(100)]
    )
    licence = LineField(_("licence"), max_length=120, blank=True)
    source = LineField(_("source"), max_length=200, blank=True)
    # {"scaled": [{path, width, height}, …] by width, "share": {…}, "colour": "#rrggbb"}
    renditions = models.JSONField(default=dict, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("image")
        verbose_name_plural = _("images")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(focus_x__lte=100, focus_y__lte=100), name="articles_image_focus_is_in_the_picture"
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the file and, where it is new, its public renditions. Raises images.PictureRefused."""
        if self.original and not self.original._committed:
            measured = images.measure(self.original.file)
            self.format, self.width, self.height = measured.format, measured.width, measured.height
            focus = (self.focus_x / 100, self.focus_y / 100)
            self.renditions = images.store_renditions(images.decode(self.original.file), focus=focus)
        super().save(*args, **kwargs)

    def as_picture(self, language: str, *, alt: str = "", caption: str = "") -> Picture:
        """Return the image with its words in `language`; the given ones, where not empty, take their place."""
        words = next((text for text in self.texts.all() if text.language == language), None) or ImageText()
        return Picture(self, alt or words.alt, caption or words.caption, words.credit)

    @property
    def scaled(self) -> list[dict[str, Any]]:
        return [
            rendition | {"url": default_storage.url(rendition["path"])}
            for rendition in self.renditions.get("scaled", [])
        ]

    @property
    def share(self) -> dict[str, Any] | None:
        rendition = self.renditions.get("share")
        return rendition and rendition | {"url": default_storage.url(rendition["path"])}


class ImageText(models.Model):
    """The words of an image in one language."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="texts", verbose_name=_("image"))
    language = models.CharField(_("language"), max_length=2, choices=languages.CHOICES)
    alt = LineField(_("alt text"), max_length=300, help_text=_("What is seen, for somebody who cannot see it."))
    caption = LineField(_("caption"), max_length=300, blank=True)
    credit = LineField(_("credit"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("words of an image")
        verbose_name_plural = _("words of an image")
        constraints = [
            models.UniqueConstraint(fields=["image", "language"], name="articles_image_has_one_text_a_language"),
            models.CheckConstraint(
                condition=models.Q(language__in=languages.CODES), name="articles_imagetext_language_is_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return self.alt
