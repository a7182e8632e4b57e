from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.choices import Status
from articles.models.publishable import verb
from articles.models.revision import ArticleRevision
from articles.workflow import STEPS, Step
from newsroom.actors import SYSTEM, Actor
from newsroom.refusals import WrongState


class Swappable(models.Model):
    """A live article whose changes have an hour of their own: until then readers keep the old copy."""

    pending_revision = models.ForeignKey(
        ArticleRevision, models.SET_NULL, null=True, editable=False, related_name="+", db_index=False
    )
    pending_at = models.DateTimeField(gettext_lazy("changes published at"), null=True, editable=False)

    steps: ClassVar[dict[str, Step]] = STEPS

    # Of the article.
    objects: ClassVar[Any]
    status: Any
    _claim: Any
    _expires_by: Any
    _log: Any
    note_uses: Any
    make_live: Any

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["pending_at"], condition=Q(pending_at__isnull=False), name="articles_swaps")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(pending_at=None) | Q(status=Status.PUBLISHED), name="articles_only_live_copies_are_swapped"
            ),
        ]

    def schedule_swap(self, revision: ArticleRevision, at: datetime, *, by: Actor) -> None:
        """Let `revision` become the live copy at `at` (aware, in the future); inside the transaction of `publish`."""
        if self._expires_by(at):
            raise WrongState(_("It would expire before readers could see it."))
        if not (revision.content.get("headline") and revision.content.get("section")):
            raise WrongState(_("An article needs a headline and a section before it is published."))
        self.pending_revision, self.pending_at = revision, at
        self.save(update_fields=["pending_revision", "pending_at", "changed_at"])
        self.note_uses()
        self._log("publish", by, at=at, revision=revision.number)

    @verb
    def cancel_swap(self, *, by: Actor) -> None:
        """Take the changes that were to be published at an hour off the schedule; the live copy stays."""
        self._claim("cancel_swap", by)
        self.forget_swap()
        self.save(update_fields=["pending_revision", "pending_at", "changed_at"])
        self.note_uses()
        self._log("cancel_swap", by)

    @verb
    def swap(self, *, now: datetime | None = None) -> None:
        """Make the pending revision the live copy, as of its hour; before that nothing is done."""
        revision, at = self.pending_revision, self.pending_at
        if at is None or at > (now or timezone.now()):
            return
        self._claim("publish", SYSTEM)
        if revision is None:
            raise WrongState(_("The revision that was to be published is gone."))
        self.forget_swap()
        minor = self.make_live(revision, at=None, now=at)
        self._log("swap", SYSTEM, at=at, revision=revision.number, **minor)

    @verb
    def drop_swap(self, reason: str) -> None:
        """Give up changes that cannot become live, for a reason that the log keeps; the live copy stays."""
        at = self.pending_at
        self._claim("cancel_swap", SYSTEM)
        self.forget_swap()
        self.save(update_fields=["pending_revision", "pending_at", "changed_at"])
        self._log("drop_swap", SYSTEM, reason, at=at)

    def has_swap(self) -> bool:
        return self.pending_at is not None

    def forget_swap(self) -> None:
        self.pending_revision = self.pending_at = None
