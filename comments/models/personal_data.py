from typing import Any, ClassVar

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.actors import Actor
from newsroom.models import AuditEntry, OutboxMessage
from newsroom.pseudonyms import mail_pseudonym
from newsroom.refusals import NotPermitted, WrongState


class Purpose(models.TextChoices):
    """What somebody wants done with what is held of their address."""

    EXPORT = "export", gettext_lazy("export")
    ERASE = "erase", gettext_lazy("erase")


class PersonalDataQuerySet(models.QuerySet["PersonalDataRequest"]):
    @transaction.atomic
    def ask(self, email: str, purpose: str, *, by: Actor) -> "PersonalDataRequest":
        """Have a link mailed to `email`: whoever opens it there has proved that the address is theirs.

        Raises what `require_askable` raises.
        """
        self.require_askable(email, by=by)
        request = self.create(purpose=Purpose(purpose), email_key=mail_pseudonym(email), by=by.account)
        AuditEntry.objects.record(request, f"ask_{request.purpose}", by=by)
        OutboxMessage.objects.put("comments.personal_data", request=request.pk)
        return request

    def require_askable(self, email: str, *, by: Actor) -> None:
        """Raise NotPermitted, or WrongState where no mail can be sent or nothing is held of the address."""
        from comments.models import Comment  # noqa: PLC0415 (both are of this package)

        if not by.has_perm("comments.view_commenter_pii"):
            raise NotPermitted(_("Your account may not see the addresses of commenters."))
        if not settings.MAIL_CONFIGURED:
            raise WrongState(_("No mail server is set up, so that nobody can prove that an address is theirs."))
        key = mail_pseudonym(email)
        if not key or not Comment.objects.filter(email_key=key).exists():
            raise WrongState(_("There is no comment from this address."))


class PersonalDataRequest(models.Model):
    """A person's wish to have, or to have erased, what is held of their address. The row does not say which that is."""

    purpose = models.CharField(gettext_lazy("what is asked for"), max_length=6, choices=Purpose.choices)
    email_key = models.CharField(max_length=32, editable=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=gettext_lazy("by"),
    )
    asked_at = models.DateTimeField(gettext_lazy("asked"), default=timezone.now, editable=False)
    used_at = models.DateTimeField(gettext_lazy("carried out"), null=True, editable=False)

    objects: ClassVar[Any] = PersonalDataQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("request about personal data")
        verbose_name_plural = gettext_lazy("requests about personal data")
        ordering = ["-asked_at"]
        # Who sees addresses is asked for another right: comments.view_commenter_pii.
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(purpose__in=Purpose.values), name="comments_data_purpose_is_known")
        ]

    def __str__(self) -> str:
        return _("request %(number)s") % {"number": self.pk}
