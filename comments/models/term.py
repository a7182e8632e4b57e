from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.actors import Actor
from newsroom.models import AuditEntry, Site
from newsroom.typed_text import LineField


class Kind(models.TextChoices):
    """What a term is compared with."""

    WORDS = "words", _("a word or several in a row")
    DOMAIN = "domain", _("the domain of a link")
    EMAIL = "email", _("an e-mail address, or @ and a domain")
    NETWORK = "network", _("an IP address or network")
    PATTERN = "pattern", _("a regular expression")


class Strength(models.TextChoices):
    HOLD = "hold", _("holds the comment")
    SPAM = "spam", _("files it under spam")


class TermQuerySet(models.QuerySet["Term"]):
    """Whatever changes a term tells the processes, which keep the lists compiled, that there is something new."""

    @transaction.atomic
    def delete(self) -> Any:
        move_version()
        return super().delete()

    @transaction.atomic
    def update(self, **columns: Any) -> int:
        move_version()
        return super().update(**columns)

    @transaction.atomic
    def bulk_create(self, objs: Any, *args: Any, **kwargs: Any) -> Any:
        move_version()
        return super().bulk_create(objs, *args, **kwargs)


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

    objects: ClassVar[Any] = TermQuerySet.as_manager()

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
        # The log keeps this, and nobody's address.
        private = self.kind in (Kind.EMAIL, Kind.NETWORK)
        return f"{self.get_kind_display()} {self.pk}" if private else self.text

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        move_version()

    @transaction.atomic
    def delete(self, *args: Any, **kwargs: Any) -> Any:
        move_version()
        return super().delete(*args, **kwargs)

    @transaction.atomic
    def put(self, *, by: Actor) -> None:
        """Store a term that is new or has been changed."""
        new = self._state.adding
        if new:
            self.by = by.account
        self.save()
        AuditEntry.objects.record(self, "add" if new else "change", by=by, strength=self.strength)

    @transaction.atomic
    def remove(self, *, by: Actor) -> None:
        AuditEntry.objects.record(self, "delete", by=by)
        self.delete()


def move_version() -> None:
    """Say that the lists have changed. Call it in the transaction of the change."""
    Site.objects.get_or_create(pk=1)
    Site.objects.filter(pk=1).update(comments_terms_version=F("comments_terms_version") + 1)
