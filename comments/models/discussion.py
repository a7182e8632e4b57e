from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models import Article


class Discussion(models.Model):
    """What is known of an article's comments without counting them; written in the transaction of each decision."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="+")
    approved_count = models.PositiveIntegerField(_("approved comments"), default=0)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self) -> str:
        return str(self.article)
