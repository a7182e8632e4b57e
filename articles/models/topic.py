from django.utils.translation import gettext_lazy as _

from articles.models.section import NamedInBoth


class Topic(NamedInBoth):
    """A subject that runs across sections."""

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ["name_ar"]
