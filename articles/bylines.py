"""Who wrote the articles of a page: in one query, whose SQL a process makes once."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Byline
from newsroom.compiled import Asked, CompiledQuery


def read_bylines(articles: Collection[Article]) -> None:
    """Let `authors` of each cost no further query."""
    found: dict[int, list[Byline]] = defaultdict(list)
    for byline in _QUERY(articles=[article.pk for article in articles]):
        found[byline.article_id].append(byline)
    for article in articles:
        let_bylines_be(article, found[article.pk])


def let_bylines_be(article: Article, bylines: list[Byline]) -> None:
    """Let the bylines of `article` be these, as if Django had loaded them with the row."""
    rows: Any = article.byline_set.none()
    rows._result_cache = bylines
    article._prefetched_objects_cache = {"byline_set": rows}  # type: ignore[attr-defined]


def _rows() -> QuerySet[Byline]:
    bylines = Byline.objects.select_related("author__portrait").filter(article__pk__among=Asked("articles"))
    return bylines.order_by("position")


_QUERY = CompiledQuery(_rows)
