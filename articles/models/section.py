from django.core.validators import validate_unicode_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.choices import Accent
from articles.models.addressed import Addressed
from articles.querysets import SectionQuerySet
from newsroom.languages import PerEdition
from newsroom.typed_text import LineField

DESCRIBED = _("One sentence, under its name and in search engines.")
LINKED = _("On the front page; “All articles” where it is empty.")


class NamedInBoth(Addressed):
    """A section or a topic: their names and words are of a length."""

    name_ar = LineField(_("name in Arabic"), max_length=60)
    name_en = LineField(_("name in English"), max_length=60)
    slug_ar = models.CharField(_("Arabic address word"), max_length=60, unique=True, validators=[validate_unicode_slug])
    slug_en = models.CharField(
        _("English address word"), max_length=60, unique=True, validators=[validate_unicode_slug]
    )

    class Meta:
        abstract = True


class Section(NamedInBoth):
    """Where in the paper an article stands."""

    description_ar = LineField(_("what it covers, in Arabic"), max_length=200, blank=True, help_text=DESCRIBED)
    description_en = LineField(_("what it covers, in English"), max_length=200, blank=True, help_text=DESCRIBED)
    # Written, not put together: «كل مقالات الرأي» is not "all" and the name.
    more_ar = LineField(_("words of the link to it, in Arabic"), max_length=60, blank=True, help_text=LINKED)
    more_en = LineField(_("words of the link to it, in English"), max_length=60, blank=True, help_text=LINKED)
    accent = models.CharField(_("colour"), max_length=10, choices=Accent.choices, default=Accent.INK)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    description = PerEdition()
    more = PerEdition()

    objects = SectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(accent__in=Accent.values), name="articles_section_accent_is_known"
            )
        ]
