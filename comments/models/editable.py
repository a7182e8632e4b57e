from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import refusals
from comments.choices import State
from newsroom import languages
from newsroom.refusals import Stale, WrongState

# How long its author may change a comment, and take it back.
EDITABLE_FOR = timedelta(minutes=5)


class Editable(models.Model):
    """What its author may change for a while."""

    edited_at = models.DateTimeField(gettext_lazy("edited"), null=True, blank=True, editable=False)

    # Of the comment.
    edition: Any
    objects: Any
    revisions: Any
    staff_id: Any
    state: Any
    submitted_at: Any
    version: Any

    class Meta:
        abstract = True

    @property
    def editable_until(self) -> datetime:
        until: datetime = self.submitted_at + EDITABLE_FOR
        return until

    def can_be_edited(self, now: datetime | None = None) -> bool:
        """Say whether its author may still change it or take it back: five minutes, and not once it was refused.

        Of spam the answer is that of a comment which waits: its author is not told.
        """
        fresh = (now or timezone.now()) < self.editable_until
        return fresh and self.staff_id is None and self.state in (State.PENDING, State.APPROVED, State.SPAM)

    def edit(self, body: str, *, findings: list[dict[str, Any]], score: int, fingerprint: str = "") -> None:
        """Change its text, as its author alone may for five minutes; what the policy found in the new one comes along.

        One that waits has the new text at once. Of an approved one readers keep the approved text while the new one
        waits. Spam stays spam, with what it was filed for. No state changes, so that the log, which is of decisions,
        gets no row: the next decision is about the new text. Raises WrongState where the time is over, Stale where
        somebody has decided meanwhile.
        """
        if not self.can_be_edited():
            raise WrongState(str(refusals.TOO_LATE))
        columns: dict[str, Any] = {"version": F("version") + 1}
        if self.state != State.SPAM:
            columns |= {"findings": findings, "score": score}
        if self.state == State.APPROVED:
            columns |= {"waiting_since": timezone.now()}
        else:
            language = languages.guess(body, default=self.edition)
            columns |= {"body": body, "language": language, "fingerprint": fingerprint}
        with transaction.atomic():
            if not type(self).objects.filter(pk=self.pk, version=self.version, state=self.state).update(**columns):
                raise Stale(_("Somebody else has decided about this comment meanwhile."))
            if self.state == State.APPROVED:
                self.revisions.update_or_create(state=State.PENDING, defaults={"body": body})
        self.refresh_from_db()
