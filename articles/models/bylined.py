from collections.abc import Sequence
from typing import Any

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from articles.models.author import Author
from articles.models.byline import Byline
from articles.models.publishable import Publishable


class Bylined(Publishable):
    """What has authors, each in a byline that knows the article's language and date."""

    bylines = models.ManyToManyField(
        Author, through="articles.Byline", related_name="articles", verbose_name=gettext_lazy("bylines")
    )

    # Of the bylines.
    byline_set: Any

    class Meta(Publishable.Meta):
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        is_new, stored = self._state.adding, kwargs.get("update_fields")
        super().save(*args, **kwargs)
        if not is_new and (stored is None or "first_published_at" in stored):
            outdated = self.byline_set.exclude(first_published_at=self.first_published_at)
            outdated.update(first_published_at=self.first_published_at)

    @cached_property
    def authors(self) -> list[Author]:
        """In the printed order; `articles.bylines` reads those of many at once."""
        return [byline.author for byline in self.byline_set.all()]

    def write_bylines(self, authors: Sequence[int]) -> bool:
        """Store whose it is, keys of authors in their order; return whether that is something new."""
        if list(authors) == list(self.byline_set.order_by("position").values_list("author", flat=True)):
            return False
        self.byline_set.all().delete()
        of_this = {"article": self, "language": self.language, "first_published_at": self.first_published_at}
        Byline.objects.bulk_create(
            Byline(author_id=key, position=position, **of_this) for position, key in enumerate(authors)
        )
        return True
