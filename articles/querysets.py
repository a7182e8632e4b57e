from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, FilteredRelation, Q
from django.utils import timezone

from articles.bylines import BylinedQuerySet
from articles.choices import Status
from articles.foot import FootedQuerySet
from articles.freshness import TranslatableQuerySet
from articles.months import DatedQuerySet
from articles.most_read import MostReadQuerySet
from articles.search_words import SearchedQuerySet
from articles.share_card.keeping import CardedQuerySet
from articles.standing import StandingQuerySet
from newsroom.compiled import Asked

# What a headline with its link and its time needs of an article.
TEASER = (
    "headline", "short_headline", "language", "year", "month", "slug", "first_published_at", "breaking_until",
    "published_at",
)  # fmt: skip
# And what a card beside it needs, of its section and its picture too: a third of all the columns there are.
CARD = (
    *TEASER, "story", "translated_from", "kind", "kicker", "standfirst", "word_count",
    *("lead_alt", "lead_caption", "lead_credit"),
    *("section__" + name for name in ("name_ar", "name_en", "slug_ar", "slug_en", "accent")),
    *("lead_image__" + name for name in ("key", "renditions", "format", "width", "height", "decorative")),
)  # fmt: skip


class PublishableQuerySet(models.QuerySet[Any]):
    def public(self, now: datetime | Asked | None = None) -> Self:
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

    def in_language(self, language: str | Asked) -> Self:
        return self.filter(language=language)


class ArticleQuerySet(  # type: ignore[override]
    PublishableQuerySet,
    TranslatableQuerySet,
    StandingQuerySet,
    BylinedQuerySet,
    FootedQuerySet,
    DatedQuerySet,
    CardedQuerySet,
    MostReadQuerySet,
    SearchedQuerySet,
):
    def newest_first(self) -> Self:
        return self.order_by("-first_published_at", "-pk")

    def breaking(self, now: datetime | None = None) -> Self:
        return self.filter(breaking_until__gt=now or timezone.now())

    def with_picture(self) -> Self:
        """Load what a card prints, and no more: with section, lead image, and its words in the article's language."""
        return self.with_picture_words().select_related("section", "lead_image").only(*CARD)

    def with_picture_words(self) -> Self:
        """Load what the lead image's own words are, in the article's language: `picture` then asks for none."""
        of_its_language = Q(lead_image__texts__language=F("language"))
        words = FilteredRelation("lead_image__texts", condition=of_its_language)
        names = ("alt", "caption", "credit")
        return self.annotate(picture_words=words).annotate(
            **{f"picture_{name}": F(f"picture_words__{name}") for name in names}
        )

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

    def keys_of(self, *several: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Return the keys in any of these, which may be slices, for `pk__in`.

        Joined by OR they would be asked of every row there is. Of a slice, SQLite makes no part of a union.
        """
        first, *others = (
            self.model.objects.order_by().filter(pk__in=rows.values("pk")).values("pk") for rows in several
        )
        return first.union(*others)


class SectionQuerySet(models.QuerySet[Any]):
    def with_newest(self, articles: ArticleQuerySet, count: int) -> Self:
        """Annotate each section with the keys of its `count` newest of `articles`, as newest_0, newest_1, …

        One index look-up a key: the cost does not grow with the archive, as a window over all rows would.
        """
        newest = articles.filter(section=models.OuterRef("pk")).newest_first().values("pk")
        return self.annotate(
            **{f"newest_{number}": models.Subquery(newest[number : number + 1]) for number in range(count)}
        )
