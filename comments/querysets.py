from typing import TYPE_CHECKING, Self

from django.db.models import Exists, OuterRef, Q, TextField
from django.db.models.functions import Cast

from articles.models import Article
from comments.choices import REMOVED, State
from comments.decisions import Decision
from comments.receiving import ReceivedQuerySet

if TYPE_CHECKING:
    from comments.models import Comment

__all__ = ["CommentQuerySet", "Decision"]


class CommentQuerySet(ReceivedQuerySet):
    """Which comments; how they come is in comments.receiving, what becomes of them in comments.decisions."""

    def public(self) -> Self:
        """Keep what every reader may see: approved, under an article that is public now."""
        return self.filter(state=State.APPROVED, article__in=Article.objects.public())

    def on(self, article: Article) -> Self:
        return self.filter(article=article)

    def in_editions(self, editions: list[str]) -> Self:
        """Keep those under the articles of `editions`; where that is every edition, without asking."""
        return self.filter(edition__in=editions)

    def in_thread(self) -> Self:
        """Keep what has a place in the thread of its article, oldest first.

        Beside the approved these are the removed ones (rejected or withdrawn after they had
        been approved), of which a thread prints a placeholder where replies hang on it.
        """
        removed = Q(state__in=REMOVED, first_approved_at__isnull=False)
        return self.filter(Q(state=State.APPROVED) | removed).order_by("submitted_at", "pk")

    def waiting(self) -> Self:
        """Keep what a moderator is waited for, oldest first: pending comments, and edits of approved ones."""
        return self.filter(waiting_since__isnull=False).order_by("waiting_since", "pk")

    def reported(self) -> Self:
        """Keep what readers have reported since a moderator last looked, oldest report first."""
        return self.filter(reported_at__isnull=False).order_by("reported_at", "pk")

    def by_author_of(self, comment: "Comment") -> Self:
        """Keep what the sender of `comment` wrote: known by the address, else by the browser, else by this alone."""
        if comment.email_key:
            return self.filter(email_key=comment.email_key).exclude(email_key="")
        if comment.device:
            return self.filter(device=comment.device).exclude(device="")
        return self.filter(pk=comment.pk)

    def by_newcomers(self) -> Self:
        """Keep what came from an address of which nothing has been approved yet."""
        # `exclude`, here and above, is what lets SQLite see that its partial index will do.
        theirs = self.model.objects.filter(email_key=OuterRef("email_key")).exclude(email_key="")
        approved = theirs.filter(state=State.APPROVED)
        return self.exclude(email_key="").filter(~Exists(approved))

    def found_for(self, reason: str) -> Self:
        """Keep those of which the policy found `reason` (a code of comments.moderation)."""
        # As text: SQLite has no question for a list of objects, and both write a key and its value like this.
        return self.alias(found=Cast("findings", TextField())).filter(found__contains=f'"reason": "{reason}"')

    def with_links(self) -> Self:
        return self.filter(Q(body__contains="://") | ~Q(website=""))
