"""Who wrote the articles of a page: in one query, whose SQL a process makes once."""

from collections import defaultdict
from collections.abc import Collection
from functools import partial
from typing import Any

from django.db.models import QuerySet

from articles.models import Article, Byline
from newsroom.compiled import Asked, CompiledQuery


def read_bylines(articles: Collection[Article], *, portraits: bool = True) -> None:
    """Let `authors` of each cost no further query, nor their portraits where something prints those."""
    found: dict[int, list[Byline]] = defaultdict(list)
    for byline in _BYLINES[portraits](articles=[article.pk for article in articles]):
        found[byline.article_id].append(byline)
    for article in articles:
        let_bylines_be(article, found[article.pk])


def let_bylines_be(article: Article, bylines: list[Byline]) -> None:
    """Let the bylines of `article` be these, as if Django had loaded them with the row."""
    rows: Any = article.byline_set.none()
    rows._result_cache = bylines
    article._prefetched_objects_cache = {"byline_set": rows}  # type: ignore[attr-defined]


def _rows(portraits: bool) -> QuerySet[Byline]:
    authors = "author__portrait" if portraits else "author"
    return Byline.objects.select_related(authors).filter(article__pk__among=Asked("articles")).order_by("position")


_BYLINES = {portraits: CompiledQuery(partial(_rows, portraits), among="articles") for portraits in (True, False)}
