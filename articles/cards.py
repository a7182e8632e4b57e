"""What the cards of a page print, by key: one query for all of them, whose SQL a process makes once."""

from collections.abc import Iterable
from datetime import datetime

from articles.models import Article
from articles.querysets import ArticleQuerySet
from newsroom.compiled import Asked, CompiledQuery


def cards(keys: Iterable[int], now: datetime) -> dict[int, Article]:
    """Return those of `keys` that readers may see at `now`."""
    return {article.pk: article for article in _CARDS(keys=list(keys), now=now)}


def _rows() -> ArticleQuerySet:
    return (
        Article.objects.public(Asked("now")).filter(pk__among=Asked("keys")).with_picture().with_authors(portraits=True)
    )


_CARDS = CompiledQuery(_rows, among="keys")
