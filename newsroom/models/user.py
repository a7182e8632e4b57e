from collections.abc import Iterable

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages


def check_languages(value: object) -> None:
    if not isinstance(value, list) or not set(value) <= set(languages.CODES):
        raise ValidationError(_("Choose from the languages of the two editions."))


class User(AbstractUser):
    """A staff account. The person readers know by a byline is an `articles.Author`, not this."""

    interface_language = models.CharField(
        _("interface language"), max_length=2, choices=languages.CHOICES, default=languages.ARABIC
    )
    languages = models.JSONField(
        _("works in"),
        default=list,
        blank=True,
        validators=[check_languages],
        help_text=_("The editions this person may work in. The rights within them come from the groups."),
    )

    comments_digest = models.BooleanField(
        _("mail about comments that wait"),
        default=True,
        help_text=_("For moderators: one mail a quarter of an hour at most, while comments wait."),
    )

    # Of which events (newsroom.notifications) this person has mail as well.
    mailed_events = models.JSONField(_("mail about"), default=list, blank=True)

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(interface_language__in=languages.CODES), name="user_interface_is_in_an_edition"
            )
        ]

    @property
    def account(self) -> "User":
        return self

    def choose_mail(self, events: Iterable[str]) -> None:
        """Have mail about these events as well, and about no others; one's own choice, which nobody logs."""
        self.mailed_events = sorted(events)
        self.save(update_fields=["mailed_events"])

    def works_in(self, language: str) -> bool:
        return self.is_superuser or language in self.languages
