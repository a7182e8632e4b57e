from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class PinQuerySet(models.QuerySet["Pin"]):
    def current(self, language: str, now: datetime | None = None) -> "PinQuerySet":
        """Return the pins of an edition's front page that have not run out, in their order."""
        return self.filter(language=language, until__gt=now or timezone.now()).order_by("position", "pk")


class Pin(models.Model):
    """An article that an editor has put at a place of the front page; it always runs out."""

    language = models.CharField(_("edition"), max_length=2, choices=languages.CHOICES)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="pins", verbose_name=_("article")
    )  # fmt: skip
    # 0 is the lead; what follows, the places beside and below it.
    position = models.PositiveSmallIntegerField(_("place"))
    until = models.DateTimeField(_("until"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = PinQuerySet.as_manager()

    class Meta:
        verbose_name = _("pin")
        verbose_name_plural = _("front page")
        ordering: ClassVar[list[str]] = ["language", "position", "pk"]
        default_permissions = ("change",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["language", "article"], name="articles_pinned_once"),
            models.CheckConstraint(condition=models.Q(language__in=languages.CODES), name="articles_pin_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.position + 1}: {self.article}"
