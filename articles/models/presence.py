from django.conf import settings
from django.db import models


class Presence(models.Model):
    """Somebody has the form of an article open; told anew every few seconds, and worth nothing after half a minute."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="presences")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["article", "user"], name="articles_present_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.article_id}"
