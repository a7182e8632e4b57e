"""What is related to an article: others of its language that share its topics, then those of its section."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article
from articles.querysets import ArticleQuerySet
from newsroom.compiled import Asked, CompiledQuery

# So many of the newest that share a topic are looked at: a topic may have half of an archive, and what is related to
# news is not old.
AMONG = 40
MOST = 10


def related_keys(article: Article, topics: Collection[int], but: Collection[int] = ()) -> list[int]:
    """Return the keys of up to MOST that readers may see, those that share most of `topics` (keys) first.

    Of two that share as many the newer is first; `but` are left out, and the article itself. One query.
    """
    return _KEYS(**asked_of(article, topics, but))


def asked_of(article: Article, topics: Collection[int], but: Collection[int]) -> dict[str, Any]:
    """Return what `related` asks."""
    return {
        "language": article.language,
        "section": article.section_id,
        "topics": list(topics),
        "but": [article.pk, *but],
        "now": timezone.now(),
    }


def related(most: int) -> ArticleQuerySet:
    """Return the first `most`, for a compiled query that is asked with `asked_of`."""
    here = Article.objects.public(Asked("now")).in_language(Asked("language")).exclude(pk__among=Asked("but"))
    found = Article.objects.keys_of(
        here.filter(pk__in=_links().values("article")).newest_first()[:AMONG],
        here.filter(section=Asked("section")).newest_first()[:MOST],
    )
    return most_related_first(Article.objects.filter(pk__in=found))[:most]


def most_related_first(articles: ArticleQuerySet) -> ArticleQuerySet:
    shared = _links().filter(article=OuterRef("pk")).order_by().values("article").annotate(number=Count("pk"))
    articles = articles.annotate(shared_topics=Coalesce(Subquery(shared.values("number")), 0))
    return articles.order_by("-shared_topics", "-first_published_at", "-pk")


def _links() -> QuerySet[Any]:
    links: QuerySet[Any] = Article.topics.through.objects.filter(topic__pk__among=Asked("topics"))
    return links


_KEYS = CompiledQuery(lambda: related(MOST).values_list("pk", flat=True))
