"""How far an article has followed the edition it was written from: counted in revisions, never in times.

*Outdated* is what was translated from a revision older than the newest one that counts. Of a source that has been
published those count which readers have had, up to its live copy: a working copy nobody has published yet makes nothing
outdated. Of a source that never was, all count. A minor edit never does.

*Current* are also the source itself, and both of two articles that were written each for itself and then linked:
neither follows the other, until one is marked as current with it.

Whether a row is behind is stored in it, `Translatable.is_behind`, by whatever changes a revision of either edition, and
whether it is alone, `Translatable.is_alone`, by whatever brings editions together or parts them: the lists of very many
articles have an index of those that are, and need neither count revisions nor look for partners.
"""

from typing import Any, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce

from articles.choices import Freshness, Status
from newsroom import languages

# Nobody has had it yet: until it is published it is being written, however old the revision it is written from.
UNFINISHED = Q(status__in=(Status.DRAFT, Status.IN_REVIEW, Status.READY))


class TranslatableQuerySet(models.QuerySet[Any]):
    def note_behind(self) -> None:
        """Store of each that follows another edition whether it is behind; inside the transaction of what changed it.

        All are written, also where nothing changes: of a revision and a mark at once, the second waits for the first
        and counts what it has written.
        """
        self.filter(translated_from__isnull=False).update(is_behind=self._is_behind())

    def note_alone(self) -> None:
        """Store of each whether it is the only article of its story; inside the transaction of the change."""
        others = self.model.objects.filter(story=OuterRef("story")).exclude(pk=OuterRef("pk"))
        self.update(is_alone=~Exists(others))

    def with_freshness(self) -> Self:
        """Annotate each with `freshness`, one of `Freshness`. No further query."""
        return self.annotate(
            freshness=Case(
                *(When(self._condition(value), then=Value(value.value)) for value in ORDER),
                default=Value(Freshness.CURRENT.value),
                output_field=models.CharField(),
            )
        )

    def of_freshness(self, freshness: str) -> Self:
        """Keep those of one `freshness`; no row is asked more than its own answer needs."""
        if freshness == Freshness.CURRENT:
            return self.exclude(UNFINISHED & Q(translated_from__isnull=False)).filter(
                ~self._condition(Freshness.OUTDATED), is_alone=False
            )
        rows = self.filter(self._condition(Freshness(freshness)))
        if freshness == Freshness.IN_PROGRESS:
            # By their keys: few are at work, and they have an index of their own.
            return rows.filter(pk__in=self.model.objects.exclude(status=Status.PUBLISHED).values("pk"))
        return rows

    def newest_of_stories(self, *, missing: str = "", freshness: str = "", section: Any = None, q: str = "") -> Self:
        """Return of each story the article that was changed last, the latest of these first.

        `missing` keeps the stories without an article in that language, `freshness` those whose translation stands so
        (*current*: both are there and neither has anything to catch up with), `section` and the words of `q` those of
        which either edition is there or has them. The index of the order is walked until a page is full.
        """
        rows = self.order_by("-changed_at", "-pk")
        if missing:
            rows = rows.filter(self._condition(Freshness.NONE), language=languages.other(missing))
        else:
            later = Q(changed_at__gt=OuterRef("changed_at")) | Q(
                changed_at=OuterRef("changed_at"), pk__gt=OuterRef("pk")
            )
            rows = rows.filter(~self._in_story(later))
        if freshness == Freshness.CURRENT:
            behind = self._condition(Freshness.IN_PROGRESS) | self._condition(Freshness.OUTDATED)
            rows = rows.filter(~self._in_story(behind), is_alone=False)
        elif freshness:
            rows = rows.filter(story__in=self.model.objects.of_freshness(freshness).values("story"))
        if section:
            rows = rows.filter(self._in_story(Q(section=section)))
        return rows.filter(story__in=self.model.objects.matching(q).values("story")) if q else rows

    def _in_story(self, condition: Q) -> Exists:
        return Exists(self.model.objects.filter(condition, story=OuterRef("story")))

    def _condition(self, freshness: Freshness) -> Q:
        if freshness == Freshness.NONE:
            return Q(is_alone=True)
        if freshness == Freshness.IN_PROGRESS:
            return Q(translated_from__isnull=False) & UNFINISHED
        return Q(is_behind=True) & ~UNFINISHED

    def _is_behind(self) -> Exists:
        from articles.models import ArticleRevision  # noqa: PLC0415 (the models import this module)

        counts = Q(article__first_published_at=None) | Q(pk__lte=F("article__live_revision"))
        return Exists(
            # Revisions get their keys in their order.
            ArticleRevision.objects.filter(
                counts,
                article=OuterRef("translated_from"),
                minor=False,
                pk__gt=Coalesce(OuterRef("translated_from_revision"), 0),
            )
        )


# The first that is true of an article is its freshness; where none is, it is current.
ORDER = (Freshness.NONE, Freshness.IN_PROGRESS, Freshness.OUTDATED)
