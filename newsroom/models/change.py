from typing import ClassVar

from django.db import models, transaction
from django.db.models import Count, Sum

# Few enough for SQLite's limit of variables in one statement (999 in its older builds).
CHUNK = 500


class ChangeQuerySet(models.QuerySet["Change"]):
    def note(self, *tags: str) -> None:
        """Say that what these tags stand for has changed. Call it inside the transaction of the change itself."""
        self.bulk_create(self.model(tag=tag) for tag in tags)

    def versions(self) -> dict[str, int]:
        """Return the version of each tag that has ever changed. One query."""
        return dict(self.order_by().values_list("tag").annotate(Sum("count")))

    def compact(self) -> int:
        """Put one row in the place of many, with their sum: no version moves by it. Return how many went.

        It is due work: whoever asks for the versions adds up what has come since.
        """
        counted = self.order_by().values("tag").annotate(rows=Count("pk"))
        gone = 0
        for tag in counted.filter(rows__gt=1).values_list("tag", flat=True):
            while taken := self._compact_some(tag):
                gone += taken
        return gone

    @transaction.atomic
    def _compact_some(self, tag: str) -> int:
        # Rows that another process is compacting are locked, and left to it; SQLite has one writer anyway.
        rows = self.filter(tag=tag).select_for_update(skip_locked=True).order_by("pk")
        counts = dict(rows.values_list("pk", "count")[:CHUNK])
        if len(counts) < 2:
            return 0
        self.filter(pk__in=counts).delete()
        self.create(tag=tag, count=sum(counts.values()))
        return len(counts) - 1


class Change(models.Model):
    """That something readers see has changed: what is kept of pages is checked by it.

    A tag stands for a part of what readers see. Its version is the sum of its rows, so that a change is one INSERT in
    the transaction of whatever it speaks of: no lock that would let two moderators wait for each other, and no version
    that is known before what it stands for. (The newest key would not do: what has the lower may be committed later.)

    There are two kinds of tags, together a few hundred: `NEWS`, all that is no comment, and those of the discussions.
    The editions have none of their own, since each leads to the other: whether a story, a section, an author has
    something to read over there, every page of it says.
    """

    NEWS: ClassVar[str] = "news"

    tag = models.CharField(max_length=30)
    count = models.PositiveBigIntegerField(default=1)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.tag
