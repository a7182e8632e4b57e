"""What stands at the foot of an article, its topics and corrections, read with it."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import OuterRef

from articles.rows_beside import RowsBeside, row_of

if TYPE_CHECKING:
    from articles.models import Article, Correction, Topic

OF_A_TOPIC = ("id", "name_ar", "name_en", "slug_ar", "slug_en")
# In the order of the model's columns, as Django wants what it makes a row of that is not read quickly.
OF_A_CORRECTION = ("id", "kind", "text", "published_at")


@dataclass(frozen=True)
class Foot:
    """Rows of what the page prints of them and no more: not to be saved."""

    topics: "list[Topic]"
    corrections: "list[Correction]"

    @property
    def topic_keys(self) -> list[int]:
        return [topic.pk for topic in self.topics]

    @property
    def correction_kind(self) -> str:
        """Return the kind that all corrections are of, "" where they are of several."""
        kinds = {correction.kind for correction in self.corrections}
        return kinds.pop() if len(kinds) == 1 else ""


class FootedQuerySet(models.QuerySet[Any]):
    def with_foot(self) -> Self:
        """Load what `foot_of` returns of each, in the query of the articles."""
        # The models import this module.
        topics = apps.get_model("articles", "Topic")._default_manager.filter(articles=OuterRef("pk")).order_by()
        corrections = apps.get_model("articles", "Correction")._default_manager.filter(article=OuterRef("pk"))
        oldest_first = corrections.order_by("published_at", "pk")
        return self.annotate(
            foot_topics=RowsBeside(topics, *OF_A_TOPIC, made=row_of(topics.model, OF_A_TOPIC)),
            foot_corrections=RowsBeside(
                oldest_first, *OF_A_CORRECTION, made=row_of(corrections.model, OF_A_CORRECTION)
            ),
        )


def foot_of(article: "Article") -> Foot:
    """Return the topics by name, the corrections oldest first, of an article that was read `with_foot`."""
    row: Any = article
    return Foot(sorted(row.foot_topics, key=lambda topic: topic.name), row.foot_corrections)
