from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import CorrectionKind
from newsroom.compiled import Asked
from newsroom.typed_text import PlainTextField


def check_not_in_the_future(moment: datetime) -> None:
    if moment > timezone.now():
        raise ValidationError(_("A correction is shown at once, so that its time cannot be in the future."))


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def public(self, now: datetime | Asked | None = None) -> Self:
        """Keep those of articles that readers may see: what is hidden is not corrected before their eyes."""
        articles: Any = self.model._meta.get_field("article").related_model
        return self.filter(article__in=articles.objects.public(now))

    def in_language(self, language: str | Asked) -> Self:
        return self.filter(article__language=language)

    def newest_first(self) -> Self:
        return self.order_by("-published_at", "-pk")

    def with_article(self) -> Self:
        """Load what a link to the article prints, without its long texts."""
        texts = ("article__body", "article__body_html", "article__search_text", "article__standfirst")
        return self.select_related("article").defer(*texts)


class Correction(models.Model):
    """A dated note under an article that says what was wrong and what is right."""

    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="corrections", verbose_name=_("article")
    )
    kind = models.CharField(_("kind"), max_length=13, choices=CorrectionKind.choices, default=CorrectionKind.CORRECTION)
    text = PlainTextField(_("text"))
    published_at = models.DateTimeField(_("time"), default=timezone.now, validators=[check_not_in_the_future])

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["published_at", "pk"]
        indexes = [models.Index(fields=["-published_at", "-id"], name="articles_newest_corrections")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=CorrectionKind.values), name="articles_correction_kind_is_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.text[:60]}"

    @transaction.atomic
    def save(self, *args: object, **kwargs: object) -> None:
        """Store the note; a correction is a substantive change of its article, whose date moves with it."""
        super().save(*args, **kwargs)  # type: ignore[arg-type]
        # Of what no reader has had nothing can be updated for them.
        rows = type(self.article).objects.filter(pk=self.article_id, first_published_at__lte=self.published_at)
        rows.exclude(updated_at_public__gt=self.published_at).update(updated_at_public=self.published_at)
