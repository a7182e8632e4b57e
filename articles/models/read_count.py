from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F

# The longest list is of seven days; one more, because hours are dropped whole.
KEPT = timedelta(days=8)


class ReadCountQuerySet(models.QuerySet["ReadCount"]):
    def add_one(self, article_id: int, now: datetime) -> None:
        """Count one more read in this hour, whoever else counts in this moment. One statement but in its first."""
        this = self.filter(article=article_id, hour=now.replace(minute=0, second=0, microsecond=0))
        if not this.update(count=F("count") + 1):
            hour = ReadCount(article_id=article_id, hour=now.replace(minute=0, second=0, microsecond=0))
            self.bulk_create([hour], ignore_conflicts=True)
            this.update(count=F("count") + 1)

    def forget_old(self, now: datetime) -> int:
        return self.filter(hour__lt=now - KEPT).delete()[0]


class ReadCount(models.Model):
    """How often an article has been read in one hour: a number, and nothing of who."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="read_counts")
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    objects: ClassVar[ReadCountQuerySet] = ReadCountQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        default_permissions = ()
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["article", "hour"], name="articles_reads_once_an_hour"),
        ]
        # All a ranking asks of a row, so that the rows themselves are not read.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["hour", "article", "count"], name="articles_reads_of_hours")
        ]

    def __str__(self) -> str:
        return f"{self.article_id}, {self.hour}: {self.count}"
