from django.core.validators import validate_unicode_slug
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.addressed import Addressed
from newsroom.languages import PerEdition
from newsroom.typed_text import LineField, PlainTextField


class Author(Addressed):
    """A person with a byline; not an account."""

    name_ar = LineField(_("name in Arabic"), max_length=80)
    name_en = LineField(_("name in English"), max_length=80)
    slug_ar = models.CharField(_("Arabic address word"), max_length=80, unique=True, validators=[validate_unicode_slug])
    slug_en = models.CharField(
        _("English address word"), max_length=80, unique=True, validators=[validate_unicode_slug]
    )
    role_ar = LineField(_("what they do, in Arabic"), max_length=80, blank=True)
    role_en = LineField(_("what they do, in English"), max_length=80, blank=True)
    bio_ar = PlainTextField(_("about them, in Arabic"), blank=True)
    bio_en = PlainTextField(_("about them, in English"), blank=True)
    portrait = models.ForeignKey(
        "articles.Image", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("portrait")
    )

    role = PerEdition()
    bio = PerEdition()

    class Meta:
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        ordering = ["name_ar"]
