from typing import TYPE_CHECKING

from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from articles.models.article import Article


class Story(models.Model):
    """An event covered, whatever the language: it ties two editions together, neither the main one."""

    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def edition(self, language: str) -> "Article | None":
        """Return the story's article in `language`, whatever its status. One query."""
        return self.articles.filter(language=language).first()
