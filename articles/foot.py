"""What stands at the foot of an article, its topics and corrections, read in one query: the page has eight for all."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import CharField, DateTimeField, QuerySet, Value

from articles.models import Article, Correction, Topic
from newsroom import languages
from newsroom.compiled import Asked, CompiledQuery


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


def foot_of(article: Article) -> Foot:
    """Return the topics by name, the corrections oldest first."""
    name, slug = f"name_{article.language}", f"slug_{article.language}"
    foot = Foot(topics=[], corrections=[])
    for sort, key, time, first, second in _FEET[article.language](article=article.pk):
        if sort == "topic":
            foot.topics.append(Topic(pk=key, **{name: first, slug: second}))
        else:
            foot.corrections.append(Correction(pk=key, published_at=time, kind=first, text=second))
    foot.topics.sort(key=lambda topic: topic.name)
    foot.corrections.sort(key=lambda correction: (correction.published_at, correction.pk))
    return foot


def _rows(language: str) -> QuerySet[Any, Any]:
    of_article = Correction.objects.filter(article=Asked("article"))
    topics = Topic.objects.filter(articles=Asked("article")).annotate(no_time=Value(None, DateTimeField()))
    # The corrections first: of a union, the first part says which column is a time.
    corrections = _part("correction", of_article, "published_at", "kind", "text")
    return corrections.union(_part("topic", topics, "no_time", f"name_{language}", f"slug_{language}"), all=True)


def _part(sort: str, rows: QuerySet[Any], *columns: str) -> QuerySet[Any, tuple[Any, ...]]:
    return rows.order_by().annotate(sort=Value(sort, output_field=CharField())).values_list("sort", "pk", *columns)


_FEET = {language: CompiledQuery(partial(_rows, language)) for language in languages.CODES}
