"""What is related to an article: others of its language that share its topics, then those of its section."""

from collections.abc import Collection
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article
from newsroom.compiled import Asked, CompiledQuery

# So many of the newest that share a topic are looked at: a topic may have half of an archive.
AMONG = 100
MOST = 10


def related_keys(article: Article, topics: Collection[int], but: Collection[int] = ()) -> list[int]:
    """Return the keys of up to MOST that readers may see, those that share most of `topics` (keys) first.

    Of two that share as many the newer is first; `but` are left out, and the article itself. One query, for keys
    alone: one that asked for the rows as well would take the planner longer than all that a page asks.
    """
    return _RELATED(
        language=article.language,
        section=article.section_id,
        topics=list(topics),
        but=[article.pk, *but],
        now=timezone.now(),
    )


def _rows() -> QuerySet[Any, Any]:
    here = Article.objects.public(Asked("now")).in_language(Asked("language")).exclude(pk__among=Asked("but"))
    links: QuerySet[Any] = Article.topics.through.objects.filter(topic__pk__among=Asked("topics"))
    shared = links.filter(article=OuterRef("pk")).order_by().values("article").annotate(number=Count("pk"))
    found = Article.objects.keys_of(
        here.filter(pk__in=links.values("article")).newest_first()[:AMONG],
        here.filter(section=Asked("section")).newest_first()[:MOST],
    )
    return (
        Article.objects.filter(pk__in=found)
        .annotate(shared_topics=Coalesce(Subquery(shared.values("number")), 0))
        .order_by("-shared_topics", "-first_published_at", "-pk")
        .values_list("pk", flat=True)[:MOST]
    )


_RELATED = CompiledQuery(_rows)
