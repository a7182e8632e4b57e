"""The one place of every decision about comments, and of its undoing."""

import copy
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models, transaction
from django.db.models import F, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import decision_log, notices
from comments.choices import TRANSITIONS, Act, RejectionReason, State
from newsroom.actors import Actor
from newsroom.models import Site
from newsroom.refusals import NotPermitted, WrongState

if TYPE_CHECKING:
    from comments.models import Comment

# Few enough for SQLite's limit of variables in one statement (999 in its older builds).
CHUNK = 500
UNDO_FOR = timedelta(seconds=60)
UNDOABLE = (Act.DECISION, Act.EDIT, Act.KEEP)


@dataclass
class Decision:
    """What `decide` did: the keys it changed, and those somebody had decided before or whose state forbids it."""

    changed: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)
    batch: uuid.UUID = field(default_factory=uuid.uuid4)


@dataclass(frozen=True)
class Order:
    """What is to be decided, by whom: the same for every comment of one call."""

    to: State
    by: Actor
    reason: str
    note: str
    whole: bool
    batch: uuid.UUID
    now: datetime
    # When what is decided about was read; None: in this moment.
    seen_at: datetime | None = None

    def act(self, comment: "Comment") -> Act | None:
        """Return what this order is for `comment`, or None where its state does not lead there.

        Of an approved comment a waiting edit is approved or rejected, unless the comment itself is
        meant (`whole`). Approved once more, one that readers reported is kept: a moderator has looked.
        """
        edited = comment.state == State.APPROVED and comment.waiting_since is not None
        if edited and not self.whole and self.to in (State.APPROVED, State.REJECTED):
            return Act.EDIT
        if comment.state == self.to == State.APPROVED and comment.reported_at is not None:
            return Act.KEEP
        return Act.DECISION if self.to in TRANSITIONS[comment.state] else None

    def columns(self, act: Act) -> dict[str, Any]:
        """Return the columns to write, the same for every comment of one act."""
        columns: dict[str, Any] = {"version": F("version") + 1, "decided_at": self.now}
        if self.by.account is not None:
            columns["reviewed"] = True
        if act == Act.EDIT:
            # What readers reported is the published text: that is still to be looked at.
            return columns | {"waiting_since": None}
        if self.to == State.PENDING:
            # Hidden until somebody looks: what made it so is still to be seen.
            return columns | {"state": self.to, "reason": self.reason, "waiting_since": self.now}
        columns |= {"reported_at": None, "open_reports": 0}
        if act == Act.KEEP:
            return columns
        columns |= {"state": self.to, "reason": self.reason, "waiting_since": None}
        if self.to == State.APPROVED:
            columns["first_approved_at"] = Coalesce("first_approved_at", Value(self.now, models.DateTimeField()))
        else:
            columns["featured_at"] = None
        return columns


class DecidedQuerySet(models.QuerySet[Any]):
    def decide(
        self,
        versions: Mapping[int, int],
        *,
        to: str,
        by: Actor,
        reason: str = "",
        note: str = "",
        whole: bool = False,
        seen_at: datetime | None = None,
    ) -> Decision:
        """Move comments (key -> the version that was looked at) to the state `to`: the one place of every decision.

        Each chunk is one transaction with its log rows, counters and notices. A comment that
        somebody else decided since, or whose state does not lead to `to`, is returned as stale
        and left alone; so is, of what is to stay, one that a reader has reported after `seen_at`:
        keeping it would close a report that nobody has read. `whole`: the comment itself is meant,
        and not an edit of it that waits.
        Raises NotPermitted, WrongState where the newsroom wants a reason and there is none, and
        ValueError for an unknown state or reason.
        """
        decision = Decision()
        reason = RejectionReason(reason) if reason else ""
        order = Order(State(to), by, reason, note, whole, decision.batch, timezone.now(), seen_at)
        require_right(order.to, by)
        if order.to == State.REJECTED and by.account is not None and not reason:
            check_no_reason_is_needed()
        # All before the first is changed: a refusal leaves every one as it is.
        for chunk in chunks(sorted(versions)):
            self._check_editions(chunk, by)
        for chunk in chunks(sorted(versions)):
            with transaction.atomic():
                changed = self._decide_chunk({key: versions[key] for key in chunk}, order)
            decision.changed += changed
            decision.stale += sorted(set(chunk) - set(changed))
        return decision

    def publish_new(self, comment: "Comment", *, by: Actor) -> "Comment":
        """Store a new comment as the decision to approve it leaves it, and return it; inside the caller's transaction.

        The same log line and count as of every decision, and one INSERT instead of an INSERT, a
        lock, an UPDATE and reading it again. The notices are the caller's.
        """
        order = Order(State.APPROVED, by, "", "", False, uuid.uuid4(), comment.submitted_at)
        require_right(order.to, by)
        published = copy.copy(comment)
        published.state, published.version, published.waiting_since = order.to, comment.version + 1, None
        published.decided_at = published.first_approved_at = order.now
        published.save(force_insert=True)
        comment.pk = published.pk
        decision_log.finish([(comment, Act.DECISION)], order)
        return published

    def undo(self, batch: uuid.UUID, *, by: Actor) -> Decision:
        """Put back what `by` decided with one click within the last minute, each comment to its earlier state.

        What somebody else has decided since is stale and stays. Raises WrongState where there is
        nothing (left) to undo.
        """
        from comments.models import ModerationAction  # noqa: PLC0415 (the models import this module)

        now = timezone.now()
        made = ModerationAction.objects.filter(batch=batch, user=by.account, act__in=UNDOABLE)
        lines = {line.comment_id: line for line in made if line.comment_id is not None}
        if by.account is None or not lines or any(line.at < now - UNDO_FOR for line in lines.values()):
            raise WrongState(_("It is too late to undo this; decide about the comments anew."))
        decision = Decision()
        for chunk in chunks(sorted(lines)):
            self._check_editions(chunk, by)
            with transaction.atomic():
                changed = self._undo_chunk({key: lines[key] for key in chunk}, by, now, decision.batch)
            decision.changed += changed
            decision.stale += sorted(set(chunk) - set(changed))
        return decision

    def _check_editions(self, keys: Iterable[int], by: Actor) -> None:
        if by.account is None:
            # A machine works in every edition: it need not be asked in which.
            return
        editions = self.filter(pk__in=keys).order_by().values_list("edition", flat=True).distinct()
        if not all(by.works_in(language) for language in editions):
            raise NotPermitted(_("Your account may not decide about comments of this edition."))

    def _decide_chunk(self, versions: Mapping[int, int], order: Order) -> list[int]:
        """Decide about a few, inside the transaction of `decide`; return the keys that changed."""
        rows = self._locked(versions)
        unread = decision_log.reported_unread(rows, order)
        groups: dict[tuple[str, int, Act], list[Comment]] = defaultdict(list)
        for comment in rows:
            act = order.act(comment)
            if act and comment.version == versions[comment.pk] and comment.pk not in unread:
                groups[comment.state, comment.version, act].append(comment)
        changed: list[tuple[Comment, Act]] = []
        for (state, version, act), comments in groups.items():
            taken = self._take(comments, state, version, order.columns(act))
            changed += [(comment, act) for comment in comments if comment.pk in taken]
        decision_log.finish(changed, order)
        decided = [comment for comment, act in changed if act == Act.DECISION]
        notices.after_decision(decided, order.to, order.now)
        return sorted(comment.pk for comment, _act in changed)

    def _locked(self, keys: Iterable[int]) -> "DecidedQuerySet":
        """Lock in one order (SQLite's transaction holds the whole database): of two at once one waits.

        `no_key`: a reply that comes meanwhile looks at its parent's key when it commits, and would
        wait for a lock on all of the row while it holds the discussion that we need.
        """
        return self.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",), no_key=True)

    def _take(self, comments: "list[Comment]", state: str, version: int, columns: dict[str, Any]) -> set[int]:
        """Change those that are still as they were read: the guard is in the UPDATE itself. Return their keys."""
        keys = {comment.pk for comment in comments}
        guarded = self.model.objects.filter(pk__in=keys, state=state, version=version)
        if guarded.update(**columns) == len(keys):
            return keys
        # Somebody came between; our own are those that bear the moment of this decision.
        ours = self.model.objects.filter(pk__in=keys, version=version + 1, decided_at=columns["decided_at"])
        return set(ours.values_list("pk", flat=True))

    def _undo_chunk(self, lines: Mapping[int, Any], by: Actor, now: datetime, batch: uuid.UUID) -> list[int]:
        changed = [comment for comment in self._locked(lines) if comment.version == lines[comment.pk].version]
        decision_log.put_back(changed, lines, by=by, now=now, batch=batch)
        return [comment.pk for comment in changed]


def require_right(to: str, by: Actor) -> None:
    right = "comments.withdraw_comment" if to == State.WITHDRAWN else "comments.moderate_comment"
    if not by.has_perm(right):
        raise NotPermitted(_("Your account may not decide about comments."))


def check_no_reason_is_needed() -> None:
    if Site.current().comments_reason_required:
        raise WrongState(_("Choose a reason: in this newsroom a rejection needs one."))


def chunks(keys: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(keys), CHUNK):
        yield keys[start : start + CHUNK]
