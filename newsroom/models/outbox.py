from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from newsroom.actors import Actor
from newsroom.models.audit import AuditEntry
from newsroom.refusals import NotPermitted, WrongState

# `run_due` is called every minute: a message that is due for longer says that nobody calls it.
LATE = timedelta(minutes=15)


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def put(
        self, kind: str, *, due_at: datetime | None = None, key: str | None = None, **payload: Any
    ) -> "OutboxMessage":
        """Write what is to be sent, in the transaction of what it tells of. With a `key` that is taken: nothing."""
        message = self.model(kind=kind, due_at=due_at or timezone.now(), key=key, payload=payload)
        self.bulk_create([message], ignore_conflicts=key is not None)
        return message

    def put_all(self, kind: str, payloads: Iterable[dict[str, Any]], *, due_at: datetime) -> None:
        """Write many of one kind, in the transaction of what they tell of."""
        self.bulk_create(self.model(kind=kind, due_at=due_at, payload=payload) for payload in payloads)

    def due(self, now: datetime | None = None) -> "OutboxQuerySet":
        now = now or timezone.now()
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.filter(free, sent_at=None, failed_at=None, due_at__lte=now).order_by("due_at", "pk")

    def late(self) -> "OutboxQuerySet":
        return self.due(timezone.now() - LATE)

    def failed(self) -> "OutboxQuerySet":
        return self.filter(failed_at__isnull=False)


class OutboxMessage(models.Model):
    """Something to be sent after the transaction that wanted it: a request never waits for a mail server.

    The payload holds keys of rows and no addresses: what has been erased meanwhile is not sent.
    """

    kind = models.CharField(_("kind"), max_length=40)
    payload = models.JSONField(default=dict)
    # At most one of a key is ever written: "digest of 14:15" is not sent twice.
    key = models.CharField(max_length=120, null=True, unique=True)  # noqa: DJ001 (NULL is not equal to NULL)
    created_at = models.DateTimeField(_("time"), auto_now_add=True)
    due_at = models.DateTimeField(_("due"))
    claimed_until = models.DateTimeField(null=True, editable=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    sent_at = models.DateTimeField(_("sent"), null=True)
    failed_at = models.DateTimeField(_("given up"), null=True)
    last_error = models.CharField(_("last error"), max_length=300, blank=True)

    objects: ClassVar[Any] = OutboxQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing message")
        verbose_name_plural = _("outgoing messages")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["due_at"], condition=Q(sent_at=None, failed_at=None), name="outbox_not_yet_sent")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    def retry(self, *, by: Actor) -> None:
        """Try a message that was given up once more, from the first attempt on.

        Raises NotPermitted, and WrongState where it has not been given up.
        """
        if not by.has_perm("newsroom.view_outboxmessage"):
            raise NotPermitted(gettext("Your account may not do this."))
        with transaction.atomic():
            given_up = type(self).objects.failed().filter(pk=self.pk, sent_at=None)
            if not given_up.update(failed_at=None, claimed_until=None, attempts=0, due_at=timezone.now()):
                raise WrongState(gettext("This message has not been given up."))
            AuditEntry.objects.record(self, "retry", by=by)
        self.refresh_from_db()
