from django.db import models
from django.utils.translation import gettext_lazy

from articles.models.image import Image
from newsroom import languages
from newsroom.typed_text import LineField


class ImageText(models.Model):
    """The words of an image in one language."""

    image = models.ForeignKey(Image, models.CASCADE, related_name="texts", verbose_name=gettext_lazy("image"))
    language = models.CharField(gettext_lazy("language"), max_length=2, choices=languages.CHOICES)
    alt = LineField(
        gettext_lazy("alt text"),
        max_length=300,
        help_text=gettext_lazy("What is seen, for somebody who cannot see it."),
    )
    caption = LineField(gettext_lazy("caption"), max_length=300, blank=True)
    credit = LineField(gettext_lazy("credit"), max_length=120, blank=True)

    class Meta:
        verbose_name = gettext_lazy("words of an image")
        verbose_name_plural = gettext_lazy("words of an image")
        constraints = [
            models.UniqueConstraint(fields=["image", "language"], name="articles_image_has_one_text_a_language"),
            models.CheckConstraint(
                condition=models.Q(language__in=languages.CODES), name="articles_imagetext_language_is_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return self.alt
