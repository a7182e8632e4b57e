from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxQuerySet(models.QuerySet["OutboxMessage"]):
    def put(
        self, kind: str, *, due_at: datetime | None = None, key: str | None = None, **payload: Any
    ) -> "OutboxMessage":
        """Write what is to be sent, in the transaction of what it tells of. With a `key` that is taken: nothing."""
        message = self.model(kind=kind, due_at=due_at or timezone.now(), key=key, payload=payload)
        self.bulk_create([message], ignore_conflicts=key is not None)
        return message

    def due(self, now: datetime | None = None) -> "OutboxQuerySet":
        now = now or timezone.now()
        free = Q(claimed_until=None) | Q(claimed_until__lte=now)
        return self.filter(free, sent_at=None, failed_at=None, due_at__lte=now).order_by("due_at", "pk")

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
