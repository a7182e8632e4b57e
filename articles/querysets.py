from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.choices import Status
from articles.freshness import TranslatableQuerySet
from articles.most_read import MostReadQuerySet
from articles.search_words import SearchedQuerySet
from articles.share_card.keeping import CardedQuerySet
from articles.standing import StandingQuerySet

if TYPE_CHECKING:
    from articles.models import Article


# So many of the newest are looked at for what is related to an article.
RELATED_AMONG = 100


class PublishableQuerySet(models.QuerySet[Any]):
    def public(self, now: datetime | None = None) -> Self:
        """Keep what a reader may see at `now`: the one rule for every page, list, feed, sitemap, search and count.

        `Publishable.is_public` says the same of one row; a test holds them together.
        """
        now = now or timezone.now()
        return self.filter(
            Q(embargoed_until=None) | Q(embargoed_until__lte=now),
            Q(expires_at=None) | Q(expires_at__gt=now),
            status=Status.PUBLISHED,
            published_at__lte=now,
        )

    def in_language(self, language: str) -> Self:
        return self.filter(language=language)


class ArticleQuerySet(  # type: ignore[override]
    PublishableQuerySet, TranslatableQuerySet, StandingQuerySet, CardedQuerySet, MostReadQuerySet, SearchedQuerySet
):
    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def breaking(self, now: datetime | None = None) -> Self:
        return self.filter(breaking_until__gt=now or timezone.now())

    def with_picture(self) -> Self:
        """Load section and lead image with its words in the article's language, without the long texts."""
        from articles.models import ImageText  # noqa: PLC0415 (the models import this module)

        words = ImageText.objects.filter(image=models.OuterRef("lead_image"), language=models.OuterRef("language"))
        return (
            self.select_related("section", "lead_image")
            .annotate(
                **{f"picture_{name}": models.Subquery(words.values(name)[:1]) for name in ("alt", "caption", "credit")}
            )
            .defer("body", "body_html", "search_text", "search_head")
        )

    def with_bylines(self) -> Self:
        from articles.models import Byline  # noqa: PLC0415 (the models import this module)

        bylines = Byline.objects.select_related("author__portrait").order_by("position")
        return self.prefetch_related(Prefetch("byline_set", bylines))

    def with_card(self) -> Self:
        """Load what a teaser prints, in a fixed number of queries whatever the number of articles."""
        return self.with_picture().with_bylines()

    def for_desk(self) -> Self:
        """Load what a list of the admin prints of each, without the long texts: no further query a row."""
        others = self.model.objects.with_standing().filter(story=models.OuterRef("story"))
        other = others.exclude(pk=models.OuterRef("pk"))
        return (
            self.select_related("section", "working_revision__author")
            .with_freshness()
            .annotate(
                other_key=models.Subquery(other.values("pk")[:1]),
                other_standing=models.Subquery(other.values("standing")[:1]),
            )
            .defer("body", "body_html", "search_text", "search_head", "standfirst", "withdrawal_reason")
            .defer("working_revision__content")
        )

    def months(self) -> list[dict[str, int]]:
        """Return year, month and count of each month that has articles, newest first."""
        return list(self.order_by("-year", "-month").values("year", "month").annotate(count=models.Count("pk")))

    def with_shared_topics(self, topics: Collection[int]) -> Self:
        """Annotate each with `shared_topics`, how many of these topics (keys) it has."""
        shared = self._links_to(topics).filter(article=models.OuterRef("pk")).order_by().values("article")
        counts = shared.annotate(number=models.Count("pk")).values("number")
        return self.annotate(shared_topics=Coalesce(models.Subquery(counts), 0))

    def related_to(self, article: "Article", topics: Collection[int]) -> Self:
        """Return others of its language: those that share most of its topics first, then of its section, newest first.

        They are sought among the newest with such a topic and of the section: a topic may have half of an archive.
        `topics` are the keys of the article's own; written into the query, they tell the planner how common they are.
        """
        here = self.in_language(article.language).exclude(pk=article.pk)
        sharing = here.filter(pk__in=self._links_to(topics).values("article")).newest_first()[:RELATED_AMONG]
        beside = here.filter(section=article.section_id).newest_first()[:RELATED_AMONG]
        return (
            self.filter(pk__in=self.keys_of(sharing, beside))
            .with_shared_topics(topics)
            .order_by("-shared_topics", "-first_published_at", "-pk")
        )

    def keys_of(self, *several: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the keys in any of these, which may be slices, for `pk__in`.

        Joined by OR they would be asked of every row there is. Of a slice, SQLite makes no part of a union.
        """
        first, *others = (
            self.model.objects.order_by().filter(pk__in=rows.values("pk")).values("pk") for rows in several
        )
        return first.union(*others)

    def _links_to(self, topics: Collection[int]) -> models.QuerySet[Any]:
        return self.model.topics.through.objects.filter(topic__in=topics)


class SectionQuerySet(models.QuerySet[Any]):
    def with_newest(self, articles: ArticleQuerySet, count: int) -> Self:
        """Annotate each section with the keys of its `count` newest of `articles`, as newest_0, newest_1, …

        One index look-up a key: the cost does not grow with the archive, as a window over all rows would.
        """
        newest = articles.filter(section=models.OuterRef("pk")).newest_first().values("pk")
        return self.annotate(
            **{f"newest_{number}": models.Subquery(newest[number : number + 1]) for number in range(count)}
        )
