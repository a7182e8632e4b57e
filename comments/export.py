"""A comment with all that was decided about it, as an archive or another system would want it."""

from collections.abc import Iterator
from typing import Any

from comments.models import Comment, ModerationAction, Report, Revision

# One query for the decisions of so many; SQLite's older builds take 999 variables in one.
CHUNK = 500


def rows(*, with_addresses: bool) -> Iterator[dict[str, Any]]:
    """Yield every comment, oldest first, a chunk at a time in memory; e-mail addresses only where asked for.

    Pseudonyms and origins are in none of them: they serve this site's own rules.
    """
    comments = Comment.objects.order_by("pk").select_related("article", "staff")
    comments = comments.defer("article__body", "article__body_html", "article__search_text")
    for comment in comments.prefetch_related("actions", "revisions", "reports").iterator(chunk_size=CHUNK):
        yield _row(comment) | ({"email": comment.email} if with_addresses else {})


def _row(comment: Comment) -> dict[str, Any]:
    return {
        "id": comment.pk,
        "article": comment.article_id,
        "article_url": comment.article.get_absolute_url(),
        "edition": comment.edition,
        "in_reply_to": comment.parent_id,
        "name": comment.name,
        "website": comment.website,
        "text": comment.body,
        "language": comment.language,
        "staff": comment.staff.get_username() if comment.staff else None,
        "state": comment.state,
        "reason": comment.reason,
        "submitted_at": comment.submitted_at,
        "edited_at": comment.edited_at,
        "first_approved_at": comment.first_approved_at,
        "decided_at": comment.decided_at,
        "featured_at": comment.featured_at,
        "score": comment.score,
        # The codes alone: the words that matched may be an address.
        "findings": [finding["reason"] for finding in comment.findings],
        # A record is read from its beginning.
        "decisions": [_decision(action) for action in reversed(comment.actions.all())],
        "edits": [_edit(revision) for revision in comment.revisions.all()],
        "reports": [_report(report) for report in comment.reports.all()],
    }


def _decision(action: ModerationAction) -> dict[str, Any]:
    return {
        "act": action.act,
        "at": action.at,
        "by": action.actor,
        "from": action.from_state,
        "to": action.to_state,
        "reason": action.reason,
        "note": action.note,
        "version": action.version,
        "waited_seconds": action.waited,
    }


def _edit(revision: Revision) -> dict[str, Any]:
    return {"at": revision.submitted_at, "state": revision.state, "text": revision.body}


def _report(report: Report) -> dict[str, Any]:
    return {"at": report.at, "reason": report.reason, "note": report.note, "resolved_at": report.resolved_at}
