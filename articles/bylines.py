"""Who wrote the articles of a page: in one query, whose SQL a process makes once."""

from collections import defaultdict
from collections.abc import Sequence
from functools import partial

from django.db.models import QuerySet

from articles.models import Article, Author, Byline
from newsroom.compiled import Asked, CompiledQuery

# What a page prints of them.
NAMED = ("author__name_ar", "author__name_en", "author__slug_ar", "author__slug_en")
PORTRAYED = (
    *(*NAMED, "author__role_ar", "author__role_en"),
    *("author__portrait__" + name for name in ("key", "renditions", "width", "height")),
)


def read_bylines(articles: Sequence[Article], *, portraits: bool = True) -> None:
    """Let `authors` of each cost no further query, nor their portraits where something prints those."""
    found: dict[int, list[Author]] = defaultdict(list)
    for byline in _BYLINES[portraits](articles=[article.pk for article in articles]):
        found[byline.article_id].append(byline.author)
    for article in articles:
        article.authors = found[article.pk]


def read_byline(article: Article) -> None:
    """Do so for one, whose page it is: of a list, of which PostgreSQL cannot tell how long it is, it keeps no plan."""
    article.authors = [byline.author for byline in _BYLINE(article=article.pk)]


def _rows(*, portraits: bool) -> QuerySet[Byline]:
    with_authors = Byline.objects.select_related("author__portrait" if portraits else "author")
    return with_authors.only("article", *(PORTRAYED if portraits else NAMED))


def _of_several(portraits: bool) -> QuerySet[Byline]:
    return _rows(portraits=portraits).filter(article__pk__among=Asked("articles")).order_by("position")


def _of_one() -> QuerySet[Byline]:
    return _rows(portraits=True).filter(article=Asked("article")).order_by("position")


_BYLINES = {portraits: CompiledQuery(partial(_of_several, portraits), among="articles") for portraits in (True, False)}
_BYLINE = CompiledQuery(_of_one)
