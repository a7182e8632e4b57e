from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from articles.body import pictures_of
from articles.models.image import Picture
from articles.models.image_use import note_uses
from newsroom.models.quickly_read import QuicklyRead
from newsroom.typed_text import LineField


class Illustrated(QuicklyRead):
    """What has a lead image, with words of its own for it where those of the image do not fit here."""

    lead_image = models.ForeignKey(
        "articles.Image",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("lead image"),
    )
    lead_image_id: Any
    lead_alt = LineField(gettext_lazy("alt text here"), max_length=300, blank=True)
    lead_caption = LineField(gettext_lazy("caption here"), max_length=300, blank=True)
    lead_credit = LineField(gettext_lazy("credit here"), max_length=120, blank=True)
    without_picture = models.BooleanField(
        gettext_lazy("no picture"), default=False, help_text=gettext_lazy("This article is meant to have none.")
    )

    # Only where ArticleQuerySet.with_picture_words has loaded the row.
    picture_alt: str | None
    picture_caption: str | None
    picture_credit: str | None

    # Of the article.
    language: Any
    body: Any
    working_revision: Any
    pending_revision: Any

    class Meta:
        abstract = True

    def note_uses(self) -> None:
        """Store which images stand in what readers have, in what waits for its hour and in the working copy."""
        copies = [{"lead_image": self.lead_image_id, "body": self.body}]
        copies += [revision.content for revision in (self.working_revision, self.pending_revision) if revision]
        keys = {copy["lead_image"] for copy in copies if copy.get("lead_image")}
        note_uses(self, keys.union(*(pictures_of(copy["body"]) for copy in copies)))

    @cached_property
    def picture(self) -> Picture | None:
        """The lead image with the words for it here: this article's own, else those of its language."""
        if not self.lead_image:
            return None
        if hasattr(self, "picture_alt"):
            return Picture(self.lead_image, *self.words_of_picture(decorative=self.lead_image.decorative))
        own_words = {"alt": self.lead_alt, "caption": self.lead_caption, "credit": self.lead_credit}
        return self.lead_image.as_picture(self.language, **own_words)

    def words_of_picture(self, *, decorative: bool) -> tuple[str, str, str]:
        """Return alt text, caption and credit of a row that came with those of its image: its own, else the image's.

        What is `decorative` is described only where the article does.
        """
        described = "" if decorative else self.picture_alt
        return (
            self.lead_alt or described or "",
            self.lead_caption or self.picture_caption or "",
            self.lead_credit or self.picture_credit or "",
        )
