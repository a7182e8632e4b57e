from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Redirect(models.Model):
    """An address that readers may still have, and the article that now stands elsewhere, or that it is gone."""

    # Decoded and in NFC, from the first slash to the last: /ar/2026/11/…/
    path = models.CharField(_("old address"), max_length=300, unique=True)
    # None: nothing has taken its place, and the address answers 410.
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, null=True, related_name="redirects", verbose_name=_("article")
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("redirect")
        verbose_name_plural = _("redirects")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view", "delete")
        constraints = [
            models.CheckConstraint(condition=Q(path__startswith="/"), name="articles_redirect_is_a_path"),
        ]

    def __str__(self) -> str:
        return self.path
