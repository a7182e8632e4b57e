from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from articles.choices import Status
from newsroom import arabic

if TYPE_CHECKING:
    from articles.models import Article


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


class ArticleQuerySet(PublishableQuerySet):
    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def breaking(self, now: datetime | None = None) -> Self:
        return self.filter(breaking_until__gt=now or timezone.now())

    def with_card(self) -> Self:
        """Load what a teaser prints, in a fixed number of queries whatever the number of articles."""
        from articles.models import Byline, ImageText  # noqa: PLC0415 (the models import this module)

        return (
            self.select_related("section", "lead_image")
            .prefetch_related(
                Prefetch("byline_set", Byline.objects.select_related("author__portrait").order_by("position")),
                Prefetch("lead_image__texts", ImageText.objects.all()),
            )
            .defer("body", "body_html", "search_text")
        )

    def matching(self, query: str) -> Self:
        """Keep the articles that hold every word of `query`, spelt with or without hamzas, marks and tatweel."""
        rows = self
        for word in arabic.normalise(query).split():
            rows = rows.filter(search_text__contains=word)
        return rows

    def months(self) -> list[dict[str, int]]:
        """Return year, month and count of each month that has articles, newest first."""
        return list(self.order_by("-year", "-month").values("year", "month").annotate(count=models.Count("pk")))

    def related_to(self, article: "Article") -> Self:
        """Return others of the same language: those that share a topic first, then of the section, newest first."""
        shared = models.Count("topics", filter=Q(topics__in=article.topics.all()))
        return (
            self.in_language(article.language)
            .filter(Q(section=article.section_id) | Q(topics__in=article.topics.all()))
            .exclude(pk=article.pk)
            .annotate(shared_topics=shared)
            .order_by("-shared_topics", "-published_at", "-pk")
        )


class SectionQuerySet(models.QuerySet[Any]):
    def with_newest(self, articles: ArticleQuerySet, count: int) -> Self:
        """Annotate each section with the keys of its `count` newest of `articles`, as newest_0, newest_1, …

        One index look-up a key: the cost does not grow with the archive, as a window over all rows would.
        """
        newest = articles.filter(section=models.OuterRef("pk")).newest_first().values("pk")
        return self.annotate(
            **{f"newest_{number}": models.Subquery(newest[number : number + 1]) for number in range(count)}
        )
