from datetime import datetime
from typing import Any

from django.db import models, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments import decision_log
from comments.choices import Act, State
from comments.decisions import require_right
from newsroom.actors import Actor
from newsroom.refusals import NotPermitted, Stale, WrongState


class Featurable(models.Model):
    """What can be the editor's pick."""

    featured_at = models.DateTimeField(gettext_lazy("editor’s pick since"), null=True, blank=True, editable=False)

    # Of the comment.
    actions: Any
    article_id: Any
    edition: Any
    objects: Any
    parent_id: Any
    state: Any
    version: Any

    class Meta:
        abstract = True

    def feature(self, *, by: Actor) -> None:
        """Make it the editor's pick: first in the thread, once. A reply would stand there without its question."""
        if self.state != State.APPROVED or self.parent_id is not None:
            raise WrongState(_("Only a published comment that answers no other can be the editor’s pick."))
        self._set_featured(timezone.now(), Act.FEATURE, by)

    def unfeature(self, *, by: Actor) -> None:
        self._set_featured(None, Act.UNFEATURE, by)

    def _set_featured(self, at: datetime | None, act: Act, by: Actor) -> None:
        require_right(State.APPROVED, by)
        if not by.works_in(self.edition):
            raise NotPermitted(_("Your account may not decide about comments of this edition."))
        with transaction.atomic():
            rows = type(self).objects.filter(pk=self.pk, version=self.version)
            if not rows.update(featured_at=at, version=F("version") + 1):
                raise Stale(_("Somebody else has decided about this comment meanwhile."))
            self.actions.create(
                act=act, user=by.account, actor=str(by), from_state=self.state, to_state=self.state,
                version=self.version + 1,
            )  # fmt: skip
            decision_log.count([self.article_id])
        self.refresh_from_db()
