from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy

from newsroom.models import CommentMode, Site


class Discussable(models.Model):
    """What an editor decides about the discussion under an article; who comments is not known here."""

    comments_open = models.BooleanField(gettext_lazy("comments are open"), default=True)
    comments_close_at = models.DateTimeField(
        gettext_lazy("comments close at"),
        null=True,
        blank=True,
        help_text=gettext_lazy("Empty: as many days after publication as the site’s settings say."),
    )
    comments_mode = models.CharField(
        gettext_lazy("which comments wait here"),
        max_length=5,
        choices=CommentMode.choices,
        blank=True,
        help_text=gettext_lazy("Empty: as the site’s settings say."),
    )

    # Of the article.
    is_public: Any
    public_since: Any

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(comments_mode="") | Q(comments_mode__in=CommentMode.values),
                name="articles_comments_mode_is_known",
            ),
        ]

    def accepts_comments(self, site: Site, now: datetime | None = None) -> bool:
        now = now or timezone.now()
        close = self.comments_closing_at(site)
        return self.comments_open and (close is None or close > now) and self.is_public(now)

    def comments_closing_at(self, site: Site) -> datetime | None:
        """Return when its comments close: its own time, else the site's number of days after readers got it."""
        if self.comments_close_at or not site.comments_close_after_days or not self.public_since:
            return self.comments_close_at
        return self.public_since + timedelta(days=site.comments_close_after_days)
