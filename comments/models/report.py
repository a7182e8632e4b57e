from typing import TYPE_CHECKING, Any, ClassVar

from django.db import IntegrityError, models, transaction
from django.db.models import Count, Q, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comments import notices
from comments.choices import ReportReason, State
from newsroom.actors import SYSTEM
from newsroom.typed_text import PlainTextField

if TYPE_CHECKING:
    from comments.models.comment import Comment

LONGEST_NOTE = 500
# So many devices, and it stands first among the reported.
URGENT = 3
# So many, and a comment that no moderator has looked at is hidden until one does.
HIDING = 5


class ReportQuerySet(models.QuerySet["Report"]):
    @transaction.atomic
    def file(self, comment: "Comment", *, reason: str, note: str = "", device: str = "", client: str = "") -> bool:
        """Store a reader's report of a public comment; False where this device has reported it already.

        False as well where it has been taken from the readers in this moment: nobody need look any more.

        From so many different clients on, a comment that only the policy has let through is
        hidden until a moderator decides.
        """
        rows = type(comment).objects.filter(pk=comment.pk)
        # The comment first: a decision that comes meanwhile waits, and then sees the report.
        if rows.filter(state=State.APPROVED).select_for_update(of=("self",), no_key=True).first() is None:
            return False
        report = self.model(comment=comment, reason=ReportReason(reason), note=note, device=device, client=client)
        open_ones = self.filter(comment=comment, resolved_at=None)
        if device and open_ones.filter(device=device).exists():
            return False
        try:
            with transaction.atomic():
                report.save()
        except IntegrityError:
            # The same browser at the same moment: a double click.
            return False
        clients = open_ones.aggregate(number=Count("client", distinct=True))["number"]
        first = Coalesce("reported_at", Value(report.at, models.DateTimeField()))
        rows.update(open_reports=max(1, clients), reported_at=first)
        comment.refresh_from_db()
        hides = clients >= HIDING and not comment.reviewed and comment.state == State.APPROVED
        if hides:
            rows.decide({comment.pk: comment.version}, to=State.PENDING, by=SYSTEM)
            comment.refresh_from_db()
        if hides or report.reason == ReportReason.ILLEGAL:
            notices.of_high_risk(comment)
        return True


class Report(models.Model):
    """A reader says: look at this. One a device; `resolved_at` is when a moderator did."""

    comment = models.ForeignKey("comments.Comment", models.CASCADE, related_name="reports", verbose_name=_("comment"))
    reason = models.CharField(_("reason"), max_length=10, choices=ReportReason.choices)
    note = PlainTextField(_("note"), max_length=LONGEST_NOTE, blank=True)
    # Pseudonyms: of the reporting browser, and for a week of the client address it wrote from.
    device = models.CharField(max_length=32, blank=True)
    client = models.CharField(max_length=32, blank=True)
    at = models.DateTimeField(_("time"), default=timezone.now)
    resolved_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[Any] = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["at", "pk"]
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=ReportReason.values), name="comments_report_reason_is_known"),
            models.UniqueConstraint(
                fields=["comment", "device"], condition=Q(resolved_at=None), name="comments_one_open_report_a_device"
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
