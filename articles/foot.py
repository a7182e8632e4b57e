"""What stands at the foot of an article, its topics and corrections, read with it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import OuterRef

from articles.models import Article, Correction, Topic
from articles.querysets import ArticleQuerySet
from newsroom.rows_beside import Row, RowsBeside

# In the order of the models' columns, as Django wants what it makes a row of.
OF_A_TOPIC = ("id", "name_ar", "name_en", "slug_ar", "slug_en")
OF_A_CORRECTION = ("id", "kind", "text", "published_at")


@dataclass(frozen=True)
class Foot:
    """Rows of what the page prints of them and no more: not to be saved."""

    topics: list[Topic]
    corrections: list[Correction]

    @property
    def topic_keys(self) -> list[int]:
        return [topic.pk for topic in self.topics]

    @property
    def correction_kind(self) -> str:
        """Return the kind that all corrections are of, "" where they are of several."""
        kinds = {correction.kind for correction in self.corrections}
        return kinds.pop() if len(kinds) == 1 else ""


def with_foot(articles: ArticleQuerySet) -> ArticleQuerySet:
    """Load what `foot_of` returns of each, in the query of the articles."""
    topics = Topic.objects.filter(articles=OuterRef("pk")).order_by()
    corrections = Correction.objects.filter(article=OuterRef("pk"))
    footed: ArticleQuerySet = articles.annotate(
        foot_topics=RowsBeside(topics, *OF_A_TOPIC, made=_topic),
        foot_corrections=RowsBeside(corrections, *OF_A_CORRECTION, made=_correction),
    )
    return footed


def foot_of(article: Article) -> Foot:
    """Return the topics by name, the corrections oldest first, of an article that was read `with_foot`."""
    row: Any = article
    return Foot(sorted(row.foot_topics, key=lambda topic: topic.name), row.foot_corrections)


def _topic(row: Row, using: str) -> Topic:
    return Topic.from_db(using, OF_A_TOPIC, row)


def _correction(row: Row, using: str) -> Correction:
    return Correction.from_db(using, OF_A_CORRECTION, row)
