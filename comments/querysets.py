from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Article
from comments.choices import REMOVED, TRANSITIONS, RejectionReason, State
from newsroom.actors import Actor
from newsroom.refusals import NotPermitted

if TYPE_CHECKING:
    from comments.models import Comment

# Few enough for SQLite's limit of variables in one statement (999 in its older builds).
CHUNK = 200


@dataclass
class Decision:
    """What `decide` did: the keys it changed, and those somebody had decided before or whose state forbids it."""

    changed: list[int] = field(default_factory=list)
    stale: list[int] = field(default_factory=list)


class CommentQuerySet(models.QuerySet[Any]):
    def public(self) -> Self:
        """Keep what every reader may see: approved, under an article that is public now."""
        return self.filter(state=State.APPROVED, article__in=Article.objects.public())

    def on(self, article: Article) -> Self:
        return self.filter(article=article)

    def in_thread(self) -> Self:
        """Keep what has a place in the thread of its article, oldest first.

        Beside the approved these are the removed ones (rejected or withdrawn after they had
        been approved), of which a thread prints a placeholder where replies hang on it.
        """
        removed = Q(state__in=REMOVED, first_approved_at__isnull=False)
        return self.filter(Q(state=State.APPROVED) | removed).order_by("submitted_at", "pk")

    def decide(self, versions: Mapping[int, int], *, to: str, by: Actor, reason: str = "") -> Decision:
        """Move comments (key -> the version that was looked at) to the state `to`: the one place of every decision.

        Each chunk is one transaction with its log rows and counters. A comment that somebody
        else decided since, or whose state does not lead to `to`, is returned as stale and
        left alone. Raises NotPermitted, and ValueError for an unknown state or reason.
        """
        to = State(to)
        reason = RejectionReason(reason) if reason else ""
        right = "comments.withdraw_comment" if to == State.WITHDRAWN else "comments.moderate_comment"
        if not by.has_perm(right):
            raise NotPermitted(_("Your account may not decide about comments."))
        decision = Decision()
        keys = sorted(versions)
        chunks = [{key: versions[key] for key in keys[start : start + CHUNK]} for start in range(0, len(keys), CHUNK)]
        # All before the first is changed: a refusal leaves every one as it is.
        for chunk in chunks:
            self._check_editions(chunk, by)
        for chunk in chunks:
            with transaction.atomic():
                changed = self._decide_chunk(chunk, to, by, reason)
            decision.changed += changed
            decision.stale += [key for key in chunk if key not in changed]
        return decision

    def _check_editions(self, versions: Mapping[int, int], by: Actor) -> None:
        editions = self.filter(pk__in=versions).order_by().values_list("article__language", flat=True).distinct()
        if not all(by.works_in(language) for language in editions):
            raise NotPermitted(_("Your account may not decide about comments of this edition."))

    def _decide_chunk(self, versions: Mapping[int, int], to: State, by: Actor, reason: str) -> list[int]:
        """Decide about a few, inside the transaction of `decide`; return the keys that changed."""
        sources = [state for state, targets in TRANSITIONS.items() if to in targets]
        now = timezone.now()
        changed: list[Comment] = []
        for comment in self.filter(pk__in=versions):
            columns: dict[str, Any] = {"state": to, "reason": reason, "decided_at": now, "version": F("version") + 1}
            if to == State.APPROVED and comment.first_approved_at is None:
                columns["first_approved_at"] = now
            guarded = self.model.objects.filter(
                pk=comment.pk, version=versions[comment.pk], state=comment.state, state__in=sources
            )
            if guarded.update(**columns):
                changed.append(comment)
        self._log(changed, to, by, reason)
        self._count({comment.article_id for comment in changed})
        return [comment.pk for comment in changed]

    def _log(self, changed: "list[Comment]", to: State, by: Actor, reason: str) -> None:
        from comments.models import ModerationAction  # noqa: PLC0415 (the models import this module)

        ModerationAction.objects.bulk_create(
            ModerationAction(
                comment=comment,
                user=by.account,
                actor=str(by),
                from_state=comment.state,
                to_state=to,
                reason=reason,
            )
            for comment in changed
        )

    def _count(self, articles: set[int]) -> None:
        from comments.models import Discussion  # noqa: PLC0415 (the models import this module)

        for article_id in sorted(articles):
            Discussion.objects.get_or_create(article_id=article_id)
            discussion = Discussion.objects.filter(article_id=article_id)
            # This takes the row, so that the count after it sees what a simultaneous decision has just committed.
            discussion.update(version=F("version") + 1)
            approved = self.model.objects.filter(article_id=article_id, state=State.APPROVED)
            discussion.update(approved_count=approved.count())
