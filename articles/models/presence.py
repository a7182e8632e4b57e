from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone

from articles.models.article import Article
from articles.workflow import require
from newsroom.models import User

# Twice the pause between two signs of life: one lost on its way makes nobody disappear.
LASTS = timedelta(seconds=30)


class PresenceQuerySet(QuerySet["Presence"]):
    def tell(self, article: Article, *, by: User, forget: bool = True) -> None:
        """Let the others know that `by` has the form of `article` open, and `forget` who has gone. Two statements."""
        require(by, "change", Article, article.language)
        now = timezone.now()
        if forget:
            self.gone(now).delete()
        row = self.model(article=article, user=by, since=now, seen_at=now)
        self.bulk_create([row], update_conflicts=True, unique_fields=["article", "user"], update_fields=["seen_at"])

    def others(self, article: Article, user: User) -> "PresenceQuerySet":
        """Select who else has the form of `article` open now, the longest first."""
        here = self.filter(article=article, seen_at__gt=timezone.now() - LASTS)
        return here.exclude(user=user).select_related("user").order_by("since", "pk")

    def gone(self, now: datetime) -> "PresenceQuerySet":
        return self.filter(seen_at__lte=now - LASTS)


class Presence(models.Model):
    """Somebody has the form of an article open; told anew every few seconds, and worth nothing after half a minute."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField()

    objects: ClassVar[Any] = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="articles_present_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.article_id}"
