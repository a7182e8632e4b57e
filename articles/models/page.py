from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.body import pictures_of, render_body
from articles.models.image_use import note_uses
from articles.models.publishable import Publishable
from articles.slugs import RESERVED
from newsroom.addresses import path_to
from newsroom.sanitize import clean_article, trusted
from newsroom.typed_text import LineField


def check_not_reserved(slug: str) -> None:
    if slug in RESERVED:
        message = _("“%(slug)s” is an address of the site itself. Choose another word.")
        raise ValidationError(message, params={"slug": slug})


class Page(Publishable):
    """About, contact, a policy: the same slug in both languages ties the editions of a page together."""

    slug = models.CharField(
        _("address word"),
        max_length=60,
        validators=[validate_slug, check_not_reserved],
        help_text=_("In Latin letters and the same in both languages, for example about."),
    )
    title = LineField(_("title"), max_length=120)
    body = models.TextField(_("text"), blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta(Publishable.Meta):
        verbose_name = _("page")
        verbose_name_plural = _("pages")
        ordering = ["order", "slug", "language"]
        permissions = [
            ("submit_page", "Can submit pages for review"),
            ("approve_page", "Can mark pages as ready"),
            ("publish_page", "Can publish and withdraw pages"),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            models.UniqueConstraint(fields=["slug", "language"], name="articles_page_slug_is_unique_in_its_edition"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.body = clean_article(self.body)
        if self.has_been_public() and not Page.objects.filter(pk=self.pk, title=self.title, body=self.body).exists():
            self.updated_at_public = timezone.now()
        super().save(*args, **kwargs)
        note_uses(self, pictures_of(self.body))

    def get_absolute_url(self) -> str:
        return path_to("articles:page", language=self.language, slug=self.slug)

    @property
    def html(self) -> str:
        return trusted(render_body(self.body, self.language))
