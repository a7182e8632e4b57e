from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.actors import Actor
from newsroom.models.user import User

LONGEST_TEXT = 300


class NotificationQuerySet(models.QuerySet["Notification"]):
    def unread(self) -> "NotificationQuerySet":
        return self.filter(read_at=None)

    def about(self, subject: models.Model) -> "NotificationQuerySet":
        return self.filter(subject_type=subject._meta.label_lower, subject_id=subject.pk)

    def tell(
        self,
        people: Iterable[User],
        event: str,
        subject: models.Model,
        language: str,
        *,
        by: Actor,
        actor: str = "",
        text: str = "",
    ) -> "list[Notification]":
        """Tell each of `people` once, in the transaction of what has happened; return what is new to somebody.

        Whoever has not yet read the same of the same subject has it renewed in place. Nobody is told
        of what they did themselves. `actor` is the name to show where `by` has none of its own.
        """
        told = {
            "subject_title": str(subject)[:200],
            "actor": (actor or str(by))[:150],
            "text": text[:LONGEST_TEXT],
            "language": language,
        }
        others = {person.pk: person for person in people if person.is_active and person != by.account}
        if not others:
            return []
        same = self.about(subject).unread().filter(event=event, user__in=others)
        waiting = set(same.values_list("user", flat=True))
        if waiting:
            same.update(**told, at=timezone.now())
        key = {"subject_type": subject._meta.label_lower, "subject_id": subject.pk}
        return self.bulk_create(
            self.model(user=person, event=event, **key, **told)
            for number, person in sorted(others.items())
            if number not in waiting
        )

    def mark_read(self) -> int:
        """Mark what of these is unread as read; one's own inbox needs no line in the log."""
        return self.unread().update(read_at=timezone.now())


class Notification(models.Model):
    """Something that has happened to what somebody works on, told to that person in the admin."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    event = models.CharField(_("event"), max_length=30)
    # The edition it happened in.
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    subject_type = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    subject_title = models.CharField(max_length=200)
    actor = models.CharField(_("actor"), max_length=150)
    text = models.CharField(_("note"), max_length=LONGEST_TEXT, blank=True)
    # When it happened last: what is not read yet is told once, of the newest time.
    at = models.DateTimeField(_("time"), auto_now_add=True)
    read_at = models.DateTimeField(null=True)

    objects: Any = NotificationQuerySet.as_manager()

    class Meta:
        verbose_name = _("notification")
        verbose_name_plural = _("notifications")
        ordering = ["-at", "-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["user", "-at"], name="notifications_of_somebody"),
            models.Index(fields=["user"], condition=models.Q(read_at=None), name="notifications_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.subject_title}"

    @classmethod
    def forget_old(cls, before: datetime) -> int:
        """Delete what was read before that moment; return how much."""
        return cls.objects.filter(read_at__lt=before).delete()[0]
