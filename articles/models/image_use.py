from typing import Any

from django.db import models
from django.db.models import Q

from articles.models.image import Image


class ImageUse(models.Model):
    """A picture that an article or a page shows or would show: as its lead image or in its text, live or at work.

    Written with every revision and every change of the live copy, so that nobody deletes what is in use.
    """

    image = models.ForeignKey(Image, models.PROTECT, related_name="uses")
    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="image_uses")
    page = models.ForeignKey("articles.Page", models.CASCADE, null=True, related_name="image_uses")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(article=None, page__isnull=False) | Q(article__isnull=False, page=None),
                name="articles_image_is_used_in_one_place",
            ),
            models.UniqueConstraint(fields=["article", "image"], name="articles_image_once_an_article"),
            models.UniqueConstraint(fields=["page", "image"], name="articles_image_once_a_page"),
        ]

    def __str__(self) -> str:
        return str(self.article or self.page)


def note_uses(place: models.Model, keys: set[int]) -> None:
    """Store that `place`, an article or a page, uses the images of `keys` and no other; unknown ones are left out."""
    uses: Any = place.image_uses  # type: ignore[attr-defined]
    there = set(uses.values_list("image_id", flat=True))
    if gone := there - keys:
        uses.filter(image__in=gone).delete()
    if new := keys - there:
        column = {uses.field.name: place}
        known = Image.objects.filter(pk__in=new).values_list("pk", flat=True)
        ImageUse.objects.bulk_create((ImageUse(image_id=key, **column) for key in known), ignore_conflicts=True)
