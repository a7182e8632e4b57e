import functools
from collections.abc import Callable
from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.choices import Status
from articles.querysets import PublishableQuerySet
from articles.workflow import STEPS, Step, may, require
from newsroom import languages
from newsroom.actors import Actor
from newsroom.clock import told
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, Refused, Stale, WrongState
from newsroom.typed_text import PlainTextField

Returned = TypeVar("Returned")


def verb(method: Callable[..., Returned]) -> Callable[..., Returned]:
    """Run a verb in one transaction; refused, it leaves the row in memory too as it was, ready for another try."""

    @functools.wraps(method)
    def attempt(row: models.Model, *args: Any, **kwargs: Any) -> Returned:
        columns, related = dict(row.__dict__), dict(row._state.fields_cache)
        try:
            with transaction.atomic():
                return method(row, *args, **kwargs)
        except (Refused, IntegrityError) as refusal:
            row.__dict__ = columns
            row._state.fields_cache = related
            if isinstance(refusal, Refused):
                raise
            # What was free when we looked was taken before we wrote: a slug, or the other edition of a story.
            raise Stale(_("Somebody else has changed this meanwhile. Reload it and look again.")) from refusal

    return attempt


class Publishable(models.Model):
    """What has a status, a language and a time from which readers see it: articles and pages.

    Every verb takes who acts, runs in one transaction with its log row, and raises
    `NotPermitted`, `WrongState` or `Stale` without having changed anything.

    Under an embargo everything may be prepared and nothing be shown. It is published at the hour
    the embargo ends, or later; whoever may override an embargo and says so publishes before it,
    and the embargo is over. One that is set when the hour has been fixed already moves the moment
    the first readers come: that is the later of the two.
    """

    language = models.CharField(gettext_lazy("language"), max_length=2, choices=languages.CHOICES)
    status = models.CharField(
        gettext_lazy("status"), max_length=10, choices=Status.choices, default=Status.DRAFT, editable=False
    )
    published_at = models.DateTimeField(gettext_lazy("published at"), null=True, blank=True, editable=False)
    embargoed_until = models.DateTimeField(
        gettext_lazy("embargoed until"),
        null=True,
        blank=True,
        help_text=gettext_lazy("No reader sees it before this moment, whatever else is set."),
    )
    expires_at = models.DateTimeField(
        gettext_lazy("expires at"),
        null=True,
        blank=True,
        help_text=gettext_lazy("From this moment on it is no longer published."),
    )
    # The first moment it was public; once past it never changes.
    first_published_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The last substantive change that readers were told of; a mended typo leaves it.
    updated_at_public = models.DateTimeField(gettext_lazy("updated"), null=True, blank=True, editable=False)
    withdrawal_reason = PlainTextField(gettext_lazy("reason for the withdrawal"), blank=True, editable=False)
    created_at = models.DateTimeField(gettext_lazy("created"), auto_now_add=True)
    changed_at = models.DateTimeField(gettext_lazy("changed"), auto_now=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects: ClassVar[Any] = PublishableQuerySet.as_manager()

    # The verbs it has, in the order of a life.
    steps: ClassVar[dict[str, Step]] = {name: step for name, step in STEPS.items() if not step.only_with_swap}

    # The columns of what no reader has had and none is to have.
    NEVER_PUBLIC: ClassVar[dict[str, Any]] = {"published_at": None, "first_published_at": None}

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(language__in=languages.CODES), name="%(app_label)s_%(class)s_language_is_an_edition"
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="%(app_label)s_%(class)s_status_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="%(app_label)s_%(class)s_published_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(published_at=None) | Q(expires_at__gt=F("published_at")),
                name="%(app_label)s_%(class)s_expires_after_publication",
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.date_first_publication()
        super().save(*args, **kwargs)

    def date_first_publication(self) -> None:
        """Set when the first readers have it or will have it, as long as none have had it."""
        if self.status == Status.PUBLISHED and self.published_at and not self.has_been_public():
            # An embargo set or lifted before the first readers came moves the moment they come.
            first = max(self.published_at, self.embargoed_until or self.published_at)
            self.first_published_at = None if self._expires_by(max(first, timezone.now())) else first

    @property
    def direction(self) -> str:
        return languages.direction(self.language)

    def is_public(self, now: datetime | None = None) -> bool:
        """Say of one row what `objects.public()` says of a set."""
        now = now or timezone.now()
        return (
            self.status == Status.PUBLISHED
            and self.published_at is not None
            and self.published_at <= now
            and (self.embargoed_until is None or self.embargoed_until <= now)
            and (self.expires_at is None or self.expires_at > now)
        )

    def has_been_public(self, now: datetime | None = None) -> bool:
        return self.first_published_at is not None and self.first_published_at <= (now or timezone.now())

    @property
    def public_since(self) -> datetime | None:
        """Return the moment readers were first to have it: what pages, feeds and search engines call its date."""
        return self.first_published_at or self.published_at

    @property
    def modified_at(self) -> datetime | None:
        return self.updated_at_public or self.public_since

    def is_gone(self, now: datetime | None = None) -> bool:
        """Say whether readers have seen it and may no longer, so that its address answers 410."""
        return self.has_been_public(now) and not self.is_public(now)

    def may_have_readers(self) -> bool:
        """Say whether readers see it, have seen it, will see it at its hour, or would have without this change."""
        came_from = self.__dict__.get("_came_from", self.status)
        return self.first_published_at is not None or Status.PUBLISHED in (self.status, came_from)

    def is_scheduled(self, now: datetime | None = None) -> bool:
        return self.status == Status.PUBLISHED and not self.has_been_public(now)

    def has_swap(self) -> bool:
        """Say whether changes of the live copy wait for an hour of their own; pages have no such."""
        return False

    def forget_swap(self) -> None:
        """Let changes that wait for their hour wait no more; unsaved."""

    def steps_for(self, by: Actor) -> list[str]:
        """Return the names of the verbs that `by` could use now, in the order of a life."""
        return [
            name
            for name, step in self.steps.items()
            if self._stands_at(step) and may(by, step.right, type(self), self.language)
        ]

    def _stands_at(self, step: Step) -> bool:
        """Say whether the row, whoever asks, is where `step` begins."""
        return (
            self.status in step.sources
            and not (step.only_before_public and self.has_been_public())
            and not (step.only_with_swap and not self.has_swap())
        )

    def submit(self, *, by: Actor) -> None:
        self._step("submit", by)

    def return_(self, *, by: Actor, note: str = "") -> None:
        self._step("return_", by, note)

    def approve(self, *, by: Actor) -> None:
        self._step("approve", by)

    def unschedule(self, *, by: Actor) -> None:
        """Take back a publication whose hour has not come."""
        self._step("unschedule", by, **self.NEVER_PUBLIC)

    def withdraw(self, *, by: Actor, reason: str) -> None:
        """Take it from the readers; its address says 410 and, where given, the reason.

        Withdrawn before its hour it has never been public, also once that hour is past.
        """
        times = {} if self.has_been_public() else self.NEVER_PUBLIC
        self._step("withdraw", by, reason, withdrawal_reason=reason, **times)

    def restore(self, *, by: Actor) -> None:
        self._step("restore", by)

    @verb
    def publish(self, *, by: Actor, at: datetime | None = None, before_embargo: bool = False) -> None:
        """Make it public from `at` (aware; now where None, or the earlier time where it has been public before)."""
        self._claim("publish", by)
        lifted = self._lift_embargo(at, by=by, before_embargo=before_embargo)
        self._publish_at(at)
        self.save()
        self._log("publish", by, at=self.published_at, **lifted)

    def is_embargoed(self, now: datetime | None = None) -> bool:
        return self.embargoed_until is not None and self.embargoed_until > (now or timezone.now())

    def may_override_embargo(self, by: Actor) -> bool:
        return by.has_perm("articles.override_embargo") and by.works_in(self.language)

    @transaction.atomic
    def require_shareable(self, by: Actor) -> None:
        """Raise WrongState where nobody outside may see it yet; who may override the embargo does, and is logged.

        Call it inside the transaction of the act that shows it.
        """
        until = self.embargoed_until
        if until and self.is_embargoed():
            if not self.may_override_embargo(by):
                raise WrongState(_("It is under embargo until %(moment)s.") % {"moment": told(until)})
            self.log_override(until, by=by)

    def log_override(self, until: datetime, *, by: Actor) -> None:
        """Write that the right was used: a line of its own, beside that of the act it was used for."""
        AuditEntry.objects.record(self, "override_embargo", by=by, language=self.language, at=until.isoformat())

    def _lift_embargo(self, at: datetime | None, *, by: Actor, before_embargo: bool) -> dict[str, Any]:
        """Refuse an hour before the embargo ends, or end it now; return what the log is to say of that."""
        until = self.embargoed_until
        if not until or max(at or timezone.now(), timezone.now()) >= until:
            return {}
        if not before_embargo:
            words = _("It is under embargo until %(moment)s. Publish it at that hour or later.")
            raise WrongState(words % {"moment": told(until)})
        if not self.may_override_embargo(by):
            raise NotPermitted(_("Your account may not publish before an embargo has passed."))
        self.log_override(until, by=by)
        self.embargoed_until = None
        return {"embargo_overridden": until.isoformat()}

    def _publish_at(self, at: datetime | None, now: datetime | None = None) -> None:
        """Set the times of a publication that happens at `now`; unsaved."""
        now = first = now or timezone.now()
        if not self.has_been_public(now):
            self.published_at = at or now
            first = max(now, self.published_at, self.embargoed_until or self.published_at)
        elif at and at <= now:
            self.published_at = at
        if self._expires_by(first):
            raise WrongState(_("It would expire before readers could see it."))
        self.withdrawal_reason = ""

    def _expires_by(self, moment: datetime) -> bool:
        return self.expires_at is not None and self.expires_at <= moment

    @verb
    def _step(self, name: str, by: Actor, note: str = "", **columns: Any) -> None:
        self._claim(name, by)
        self.forget_swap()
        for column, value in columns.items():
            setattr(self, column, value)
        self.save()
        self._log(name, by, note)

    def _claim(self, name: str, by: Actor) -> None:
        """Check right, language and status, then take the row for this change: of two at once one gets it.

        The guard is in the UPDATE itself, so that it holds on both databases without row locks.
        """
        step = self.steps[name]
        require(by, step.right, type(self), self.language)
        if not self._stands_at(step):
            raise WrongState(
                _("This is not possible from the status “%(status)s”.") % {"status": self.get_status_display()}
            )
        self._take(status=self.status)
        self._came_from, self.status = self.status, step.target

    def _take(self, **as_known: Any) -> None:
        rows = type(self).objects.filter(pk=self.pk, version=self.version, **as_known)
        if not rows.update(version=F("version") + 1):
            raise Stale(_("Somebody else has changed this meanwhile. Reload it and look again."))
        self.version += 1

    def _log(self, name: str, by: Actor, note: str = "", at: datetime | None = None, **detail: Any) -> None:
        detail |= {"language": self.language} | ({"at": at.isoformat()} if at else {})
        if came_from := self.__dict__.pop("_came_from", ""):
            detail |= {"from": came_from, "to": self.status}
        AuditEntry.objects.record(self, name.rstrip("_"), by=by, note=note, **detail)
