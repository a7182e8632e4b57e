from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import languages


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
    text = models.CharField(_("note"), max_length=300, blank=True)
    at = models.DateTimeField(_("time"), auto_now_add=True)
    read_at = models.DateTimeField(null=True)

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
