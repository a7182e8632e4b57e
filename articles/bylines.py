"""Who wrote the articles of a page: read with them, and nothing of anybody but what pages print."""

from datetime import datetime
from typing import Any, Self

from django.apps import apps
from django.db import models
from django.db.models import OuterRef

from articles.rows_beside import Row, RowsBeside, row_of
from newsroom.compiled import Asked

NAMED = ("id", "name_ar", "name_en", "slug_ar", "slug_en")
PORTRAYED = (*NAMED, "role_ar", "role_en", "portrait_id")
# In the order of the model's columns, as Django wants what it makes a row of that is not read quickly.
PORTRAIT = ("id", "key", "renditions", "width", "height")


class BylinedQuerySet(models.QuerySet[Any]):
    def newest_by(self, author: int | Asked, language: str | Asked, now: datetime | Asked) -> Self:
        """Return what an author (key) has in an edition, dated until `now`, newest first: of one index, in its order.

        What readers have is dated. Drafts are not, and would have to be looked through first.
        """
        # Conditions of one call are those of one row.
        rows = self.filter(byline__author=author, byline__language=language, byline__first_published_at__lte=now)
        return rows.order_by("-byline__first_published_at", "-byline__article_id")

    def with_authors(self, *, portraits: bool = False) -> Self:
        """Let `authors` of each cost no further query, nor their portraits where something prints those."""
        # The models import this module.
        bylines = apps.get_model("articles", "Byline")._default_manager.filter(article=OuterRef("pk"))
        columns = (*PORTRAYED, *(f"portrait__{name}" for name in PORTRAIT)) if portraits else NAMED
        authors = RowsBeside(
            bylines.order_by("position"),
            *(f"author__{name}" for name in columns),
            made=_portrayed if portraits else row_of(apps.get_model("articles", "Author"), NAMED),
        )
        return self.annotate(authors=authors)


def _portrayed(row: Row, using: str) -> Any:
    author = apps.get_model("articles", "Author").from_db(using, PORTRAYED, row[: len(PORTRAYED)])
    if author.portrait_id:
        author.portrait = apps.get_model("articles", "Image").from_db(using, PORTRAIT, row[len(PORTRAYED) :])
    return author
