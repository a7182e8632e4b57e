import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.choices import Act, RejectionReason, State
from newsroom import actors
from newsroom.typed_text import LineField


class ModerationAction(models.Model):
    """One decision about one comment: append-only, who, from, to, why, when. No words of the comment are in it.

    The line stays when the comment's time to be kept is over and the row is gone.
    """

    comment = models.ForeignKey(
        "comments.Comment", models.SET_NULL, null=True, related_name="actions", verbose_name=_("comment")
    )
    act = models.CharField(_("act"), max_length=10, choices=Act.choices, default=Act.DECISION)
    # All that one click decided: what is undone together.
    batch = models.UUIDField(default=uuid.uuid4, db_index=True, editable=False)
    at = models.DateTimeField(_("time"), default=timezone.now)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("user")
    )
    actor = models.CharField(_("actor"), max_length=150)
    from_state = models.CharField(_("from"), max_length=10, choices=State.choices)
    to_state = models.CharField(_("to"), max_length=10, choices=State.choices)
    reason = models.CharField(_("reason"), max_length=10, choices=RejectionReason.choices, blank=True)
    note = LineField(_("note"), max_length=300, blank=True)
    # The comment's version after it; undone only while nobody else has been there since.
    version = models.PositiveIntegerField(default=0)
    # What an undo puts back: the columns a decision changes, as they were.
    before = models.JSONField(default=dict)
    # Seconds the comment had waited for this decision; null where it was not waiting.
    waited = models.PositiveIntegerField(null=True)

    class Meta:
        verbose_name = _("moderation action")
        verbose_name_plural = _("moderation actions")
        ordering = ["-at", "-pk"]
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["at"], condition=models.Q(waited__isnull=False), name="comments_times_to_decide")
        ]

    def __str__(self) -> str:
        return f"{self.actor}: {self.get_from_state_display()} → {self.get_to_state_display()}"

    @property
    def actor_name(self) -> str:
        return actors.shown(self.actor, self.user_id)
