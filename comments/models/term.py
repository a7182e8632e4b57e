from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.typed_text import LineField


class Kind(models.TextChoices):
    """What a term is compared with."""

    WORDS = "words", _("a word or several in a row")
    DOMAIN = "domain", _("the domain of a link or of an e-mail address")
    EMAIL = "email", _("an e-mail address")
    NETWORK = "network", _("an IP address or network")
    PATTERN = "pattern", _("a regular expression")


class Strength(models.TextChoices):
    HOLD = "hold", _("holds the comment")
    SPAM = "spam", _("files it under spam")


class Term(models.Model):
    """An entry of the word lists: what it finds is held or filed under spam, never refused.

    Words match whole, normalised tokens only: as a substring the Arabic for a curse sits in the
    names of months and countries (reference: 40 % of ordinary comments would be caught).
    """

    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.WORDS)
    text = LineField(_("term"), max_length=200)
    strength = models.CharField(_("what it does"), max_length=5, choices=Strength.choices, default=Strength.HOLD)
    language = models.CharField(
        _("language"),
        max_length=2,
        choices=languages.CHOICES,
        blank=True,
        help_text=_("Only in comments of this language; empty: in all."),
    )
    with_prefixes = models.BooleanField(
        _("also with attached prefixes"),
        default=False,
        help_text=_("Arabic: also with و، ف، ب، ك، ل and ال written onto it. Finds more, and more that is innocent."),
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("added"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("word lists")
        ordering = ["text"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="comments_term_kind_is_known"),
            models.CheckConstraint(condition=Q(strength__in=Strength.values), name="comments_term_strength_is_known"),
            models.UniqueConstraint(fields=["kind", "text", "language"], name="comments_term_stands_once"),
            models.CheckConstraint(condition=~Q(text=""), name="comments_term_has_text"),
        ]

    def __str__(self) -> str:
        return self.text
