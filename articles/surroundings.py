"""What is around an article on its page, read in one query."""

from collections.abc import Collection
from dataclasses import dataclass

from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.related import asked_of, most_related_first, related
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
    found = _AROUND(**asked_of(article, topics, picks), picks=picks, story=article.story_id)
    others = [row for row in found if row.pk != article.pk and row.language == article.language]
    picked = sorted((row for row in others if row.pk in picks), key=lambda row: picks.index(row.pk))
    return Surroundings(
        editions={row.language: row for row in found if row.story_id == article.story_id},
        related=[*picked, *(row for row in others if row.pk not in picks)][:RELATED_SIZE],
    )


def _rows() -> ArticleQuerySet:
    """Return all of them, those that are related in their order."""
    articles = Article.objects.all()
    wanted = articles.keys_of(
        related(RELATED_SIZE), articles.filter(story=Asked("story")), articles.filter(pk__among=Asked("picks"))
    )
    return most_related_first(articles.public(Asked("now")).filter(pk__in=wanted).with_picture())


_AROUND = CompiledQuery(_rows)
