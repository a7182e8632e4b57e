from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import checklist
from articles.models.publishable import verb
from articles.workflow import require
from newsroom.actors import Actor
from newsroom.clock import told
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, WrongState

# So long is news breaking where nobody says otherwise, and never longer than the second.
BREAKING = timedelta(minutes=60)
LONGEST_BREAKING = timedelta(hours=24)

# What counts at once, without a revision -> the right it takes.
RIGHTS = {
    "embargoed_until": "publish",
    "expires_at": "publish",
    "breaking_until": "publish",
    "comments_open": "publish",
    "comments_close_at": "publish",
    "comments_mode": "publish",
    "without_picture": "change",
    "evergreen": "change",
    "related_picks": "change",
}


class Controlled(models.Model):
    """The times, switches and links of an article: what is decided about it and not written in it."""

    evergreen = models.BooleanField(
        gettext_lazy("does not age"),
        default=False,
        help_text=gettext_lazy("It stays right for years: readers are not told how long ago it was published."),
    )
    # Keys of articles, in the order in which readers see them.
    related_picks = models.JSONField(gettext_lazy("related articles"), default=list, blank=True)

    # Of the article.
    breaking_until: Any
    embargoed_until: Any
    expires_at: Any
    has_been_public: Any
    is_embargoed: Any
    language: Any
    log_override: Any
    may_override_embargo: Any
    pending_at: Any
    _take: Any

    class Meta:
        abstract = True

    @property
    def is_breaking(self) -> bool:
        return self.breaking_until is not None and self.breaking_until > timezone.now()

    def checklist(self) -> checklist.Checklist:
        """Return what the working copy lacks before readers may have it, and what to look at once more."""
        return checklist.of(self)  # type: ignore[arg-type]

    @verb
    def control(self, *, by: Actor, **columns: Any) -> None:
        """Set columns of RIGHTS. Breaking news ends within a day; an embargo is shortened by who may override one."""
        for right in {RIGHTS[name] for name in columns}:
            require(by, right, type(self), self.language)
        if "embargoed_until" in columns:
            self._mind_embargo(columns["embargoed_until"], by)
        if "breaking_until" in columns:
            check_breaking(columns["breaking_until"])
        expiry = columns.get("expires_at")
        if expiry and self.pending_at and expiry <= self.pending_at:
            raise WrongState(_("It would expire before readers could see it."))
        self._take()
        for name, value in columns.items():
            setattr(self, name, value)
        self.save(update_fields=[*columns, "first_published_at", "changed_at"])
        detail = {name: value.isoformat() if isinstance(value, datetime) else value for name, value in columns.items()}
        AuditEntry.objects.record(self, "control", by=by, **detail)

    def _mind_embargo(self, until: datetime | None, by: Actor) -> None:
        if until and until > timezone.now() and self.has_been_public():
            raise WrongState(_("Readers have had it already: an embargo comes too late."))
        if not self.is_embargoed() or (until and until >= self.embargoed_until):
            return
        if not self.may_override_embargo(by):
            words = _("Your account may not end an embargo before its hour, %(moment)s.")
            raise NotPermitted(words % {"moment": told(self.embargoed_until)})
        self.log_override(self.embargoed_until, by=by)


def check_breaking(until: datetime | None) -> None:
    """Raise WrongState where news would be breaking for longer than a day: nobody remembers to end it."""
    if until and until > timezone.now() + LONGEST_BREAKING:
        raise WrongState(_("News is breaking for a day at most. Choose an earlier end."))
