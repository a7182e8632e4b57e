"""What is around an article on its page, read in two queries: the page has eight for everything."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.related import related_keys
from newsroom.compiled import Asked, CompiledQuery

RELATED_SIZE = 4


@dataclass(frozen=True)
class Surroundings:
    """The story's public editions by language, and what is related in the article's own."""

    editions: dict[str, Article]
    related: list[Article]


def surroundings_of(article: Article, topics: Collection[int]) -> Surroundings:
    """Return what readers may see around `article`, whose `topics` (keys) these are, now.

    It is itself among the editions where it is public.
    """
    # Whatever an import left there: the page stands.
    picks = [key for key in article.related_picks if type(key) is int]
    keys = list(dict.fromkeys([*picks, *related_keys(article, topics)]))
    found = {row.pk: row for row in _AROUND(story=article.story_id, keys=keys, now=timezone.now())}
    related = [found[key] for key in keys if key in found and key != article.pk]
    return Surroundings(
        editions={row.language: row for row in found.values() if row.story_id == article.story_id},
        related=[row for row in related if row.language == article.language][:RELATED_SIZE],
    )


def _rows() -> ArticleQuerySet:
    wanted = Q(story=Asked("story")) | Q(pk__among=Asked("keys"))
    return Article.objects.public(Asked("now")).filter(wanted).with_picture()


_AROUND = CompiledQuery(_rows)
