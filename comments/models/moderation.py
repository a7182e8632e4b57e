from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from comments.choices import RejectionReason, State


class ModerationAction(models.Model):
    """One decision about one comment: append-only, who, from, to, why, when."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="actions", verbose_name=_("comment"))
    at = models.DateTimeField(_("time"), auto_now_add=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("user")
    )
    actor = models.CharField(_("actor"), max_length=150)
    from_state = models.CharField(_("from"), max_length=10, choices=State.choices)
    to_state = models.CharField(_("to"), max_length=10, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=10, choices=RejectionReason.choices, blank=True)

    class Meta:
        verbose_name = _("moderation action")
        verbose_name_plural = _("moderation actions")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.actor}: {self.get_from_state_display()} → {self.get_to_state_display()}"
