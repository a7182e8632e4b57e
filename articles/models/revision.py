from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models.fields.json import KT
from django.utils.translation import gettext_lazy as _


class RevisionQuerySet(models.QuerySet["ArticleRevision"]):
    def listed(self) -> "RevisionQuerySet":
        """Load what a list shows: the headline and the author's name, and not the text."""
        return self.annotate(headline=KT("content__headline")).defer("content").select_related("author")


class ArticleRevision(models.Model):
    """A numbered snapshot of an article's working copy; never changed once written."""

    article = models.ForeignKey("articles.Article", models.CASCADE, related_name="revisions", verbose_name=_("article"))
    number = models.PositiveIntegerField(_("number"))
    # The editorial fields as `articles.fields.read` gives them: texts, and the keys of rows they point to.
    content = models.JSONField(_("content"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("time"), auto_now_add=True)
    note = models.CharField(_("note"), max_length=200, blank=True)
    # A minor edit does not make the other edition outdated, nor move the date readers see.
    minor = models.BooleanField(_("minor edit"), default=False)

    objects: ClassVar[Any] = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("revision")
        verbose_name_plural = _("revisions")
        ordering = ["article", "-number"]
        constraints = [models.UniqueConstraint(fields=["article", "number"], name="articles_revision_number_is_unique")]

    def __str__(self) -> str:
        return f"{self.number}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("a revision is never changed: write the next one")
        super().save(*args, **kwargs)
