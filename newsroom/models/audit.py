from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import actors
from newsroom.actors import Actor
from newsroom.client import staff_network

APPEND_ONLY = "the log is append-only: what it says is never changed and never deleted"


class AuditQuerySet(models.QuerySet["AuditEntry"]):
    def update(self, **columns: Any) -> NoReturn:
        raise TypeError(APPEND_ONLY)

    def delete(self) -> NoReturn:
        raise TypeError(APPEND_ONLY)

    # As Django's own: a manager, which stands for the whole table, has none.
    delete.queryset_only = True  # type: ignore[attr-defined]

    def bulk_create(self, objs: Any, *args: Any, **options: Any) -> "list[AuditEntry]":
        if options.get("update_conflicts"):
            raise TypeError(APPEND_ONLY)
        return super().bulk_create(objs, *args, **options)

    def forget_notes(self) -> int:
        """Blank what was typed about somebody who has asked to be forgotten; who did what and when stays.

        The one change there is: the law asks for it, and the words are nobody's proof.
        """
        return super().update(note="")

    def record(self, subject: models.Model, verb: str, *, by: Actor, note: str = "", **detail: Any) -> "AuditEntry":
        """Write who did what to `subject`. Call it inside the transaction of the change itself."""
        return self.create(
            subject_type=subject._meta.label_lower,
            subject_id=subject.pk,
            subject_title=str(subject)[:200],
            verb=verb,
            user=by.account,
            actor=str(by),
            note=note,
            network=staff_network.get(),
            detail=detail,
        )

    def about(self, subject: models.Model) -> "AuditQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)


class AuditEntry(models.Model):
    """One line of the newsroom's log: append-only, and readable after what it speaks of is gone.

    Triggers of the database (migration 0008) say so to whoever comes by another way than this class.
    """

    at = models.DateTimeField(_("time"), auto_now_add=True, db_index=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("user")
    )
    # The account's name as it was, or the machine's: the line outlives the account.
    actor = models.CharField(_("actor"), max_length=150)
    verb = models.CharField(_("act"), max_length=30)
    subject_type = models.CharField(_("kind of thing"), max_length=60)
    subject_id = models.BigIntegerField(_("number"))
    subject_title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("note"), blank=True)
    # A pseudonym of the network that the request of a member of staff came from, "" where there was none.
    network = models.CharField(_("network"), max_length=32, blank=True)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    objects = AuditQuerySet.as_manager()

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id"])]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.actor} {self.verb} {self.subject_title}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError(APPEND_ONLY)
        # A line that has been given the number of another is no newer version of it.
        super().save(*args, **kwargs | {"force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError(APPEND_ONLY)

    @property
    def actor_name(self) -> str:
        return actors.shown(self.actor, self.user_id)
