from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom.actors import Actor
from newsroom.models import AuditEntry
from newsroom.refusals import NotPermitted, WrongState
from newsroom.typed_text import LineField

if TYPE_CHECKING:
    from comments.models.comment import Comment


class Subject(models.TextChoices):
    """By what a sender is known again."""

    EMAIL = "email", _("e-mail address")
    DEVICE = "device", _("browser")
    NETWORK = "network", _("network")


class Effect(models.TextChoices):
    """What happens to what comes from there."""

    HOLD = "hold", _("always waits for a moderator")
    REFUSE = "refuse", _("is refused, and its author is told so")


class BlockQuerySet(models.QuerySet["Block"]):
    @transaction.atomic
    def put(self, comment: "Comment", *, subject: str, effect: str, by: Actor, note: str = "") -> "Block":
        """Hold or refuse what comes from the sender of `comment` from now on.

        Raises NotPermitted, and WrongState where the comment does not know that of its sender (any more).
        """
        if not by.has_perm("comments.moderate_comment"):
            raise NotPermitted(_("Your account may not decide about comments."))
        key = {Subject.EMAIL: comment.email_key, Subject.DEVICE: comment.device, Subject.NETWORK: comment.network}[
            Subject(subject)
        ]
        if not key or comment.staff_id:
            raise WrongState(_("That is not known of the author of this comment."))
        effect = Effect.HOLD if subject == Subject.NETWORK else Effect(effect)
        block, _created = self.update_or_create(
            key=key, defaults={"subject": subject, "effect": effect, "by": by.account, "note": note}
        )
        AuditEntry.objects.record(block, "block", by=by, note=note)
        return block


class Block(models.Model):
    """Somebody whose comments are held or refused, known by a pseudonym: the row says nobody's address.

    A network is never refused, only held: behind one address there may be a whole town.
    """

    subject = models.CharField(_("known by"), max_length=10, choices=Subject.choices)
    key = models.CharField(max_length=32, unique=True, editable=False)
    effect = models.CharField(_("effect"), max_length=10, choices=Effect.choices)
    note = LineField(_("note"), max_length=200, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+", verbose_name=_("by")
    )
    created_at = models.DateTimeField(_("since"), default=timezone.now, editable=False)

    objects: ClassVar[Any] = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = _("block")
        verbose_name_plural = _("blocks")
        ordering = ["-created_at"]
        default_permissions = ("view", "delete")
        constraints = [
            models.CheckConstraint(condition=Q(subject__in=Subject.values), name="comments_block_subject_is_known"),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="comments_block_effect_is_known"),
            models.CheckConstraint(
                condition=~Q(subject=Subject.NETWORK) | Q(effect=Effect.HOLD), name="comments_networks_are_only_held"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_subject_display()}: {self.get_effect_display()}"

    @transaction.atomic
    def lift(self, *, by: Actor) -> None:
        AuditEntry.objects.record(self, "lift", by=by)
        self.delete()
