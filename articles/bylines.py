"""Who wrote the articles of a page: in one query, whose SQL a process makes once."""

from collections import defaultdict
from collections.abc import Collection
from functools import partial

from django.db.models import QuerySet

from articles.models import Article, Author, Byline
from newsroom.compiled import Asked, CompiledQuery


def read_bylines(articles: Collection[Article], *, portraits: bool = True) -> None:
    """Let `authors` of each cost no further query, nor their portraits where something prints those."""
    found: dict[int, list[Author]] = defaultdict(list)
    for byline in _BYLINES[portraits](articles=[article.pk for article in articles]):
        found[byline.article_id].append(byline.author)
    for article in articles:
        article.authors = found[article.pk]


def _rows(portraits: bool) -> QuerySet[Byline]:
    authors = "author__portrait" if portraits else "author"
    return Byline.objects.select_related(authors).filter(article__pk__among=Asked("articles")).order_by("position")


_BYLINES = {portraits: CompiledQuery(partial(_rows, portraits), among="articles") for portraits in (True, False)}
