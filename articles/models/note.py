from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.typed_text import LineField, PlainTextField

LONGEST = 2000


class Note(models.Model):
    """What somebody says about an article to the newsroom; readers never see it."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="notes", verbose_name=_("article"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    # Of somebody outside who has followed a preview link.
    guest_name = LineField(_("name"), max_length=60, blank=True)
    link = models.ForeignKey("articles.PreviewLink", models.SET_NULL, null=True, related_name="notes")
    text = PlainTextField(_("note"), max_length=LONGEST)
    mentioned = models.ManyToManyField(settings.AUTH_USER_MODEL, related_name="+")
    at = models.DateTimeField(_("time"), auto_now_add=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        ordering = ["at", "pk"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"
