from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments.choices import State
from newsroom.typed_text import PlainTextField


class Revision(models.Model):
    """An author's edit of an approved comment: it waits for a moderator while the approved text stays.

    Approved, it changes places with the comment's text: `body` then holds what was replaced, so
    that the decision can be undone.
    """

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="revisions")
    body = PlainTextField(_("comment"), max_length=3000)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    submitted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("edit")
        verbose_name_plural = _("edits")
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=(State.PENDING, State.APPROVED, State.REJECTED)),
                name="comments_revision_state_is_known",
            ),
            models.CheckConstraint(condition=~Q(body=""), name="comments_revision_has_text"),
            models.UniqueConstraint(
                fields=["comment"], condition=Q(state=State.PENDING), name="comments_one_waiting_edit"
            ),
        ]

    def __str__(self) -> str:
        return f"edit {self.pk} of comment {self.comment_id}"
