from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from articles.models.article import Article
from articles.workflow import require
from newsroom.models import AuditEntry, User

# Twice the pause between two signs of life: one lost on its way makes nobody disappear.
LASTS = timedelta(seconds=30)
# Whoever was away when the article was taken over is told on coming back.
TOLD_FOR = timedelta(days=1)


class PresenceQuerySet(QuerySet["Presence"]):
    def tell(self, article: Article, *, by: User) -> None:
        """Let the others know that `by` still has the form of `article` open, and forget who has gone."""
        require(by, "change", Article, article.language)
        now = timezone.now()
        self.gone(now).delete()
        self._see(article, by, now, ["seen_at"])

    def open(self, article: Article, *, by: User) -> None:
        """Let the others know that `by` opens the form of `article`: anew, whoever had taken it over before."""
        require(by, "change", Article, article.language)
        self._see(article, by, timezone.now(), ["seen_at", "taken_by", "taken_at"])

    def _see(self, article: Article, by: User, now: datetime, columns: list[str]) -> None:
        row = self.model(article=article, user=by, since=now, seen_at=now)
        self.bulk_create([row], update_conflicts=True, unique_fields=["article", "user"], update_fields=columns)

    @transaction.atomic
    def take_over(self, article: Article, *, by: User) -> None:
        """Tell all others at `article` that `by` goes on with it alone. No lock: what they save is still merged."""
        require(by, "change", Article, article.language)
        now = timezone.now()
        others = self.others(article, by).exclude(taken_by=by)
        keys = list(others.values_list("user", flat=True))
        taken = others.update(taken_by=by, taken_at=now)
        taken_back = self.filter(article=article, user=by, taken_by__isnull=False).update(taken_by=None, taken_at=None)
        if taken or taken_back:
            AuditEntry.objects.record(article, "take_over", by=by, language=article.language, others=keys)

    def others(self, article: Article, user: User) -> "PresenceQuerySet":
        """Select who else has the form of `article` open now."""
        return self.filter(article=article, seen_at__gt=timezone.now() - LASTS).exclude(user=user)

    def around(self, article: Article, user: User) -> "PresenceQuerySet":
        """Select who else has the form of `article` open now, the longest first, and `user`, who asks."""
        here = Q(seen_at__gt=timezone.now() - LASTS) | Q(user=user)
        return self.filter(here, article=article).select_related("user", "taken_by").order_by("since", "pk")

    def gone(self, now: datetime) -> "PresenceQuerySet":
        return self.filter(seen_at__lte=now - LASTS).exclude(taken_at__gt=now - TOLD_FOR)


class Presence(models.Model):
    """Somebody has the form of an article open; told anew every few seconds, and worth nothing after half a minute."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField()
    # Who went on with the article in this person's place, while the form was open.
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="articles_present_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.article_id}"
