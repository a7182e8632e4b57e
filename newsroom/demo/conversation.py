"""The demo's readers and its moderator, by the same verbs as everybody else; only the hours are made up."""

import tomllib
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from articles.models import Article
from comments.choices import State
from comments.models import Comment, ModerationAction, Report, Term
from newsroom import languages
from newsroom.actors import AUTHOR, Actor
from newsroom.models import User

TERMS = Path(__file__).parent / "terms.toml"
# How long each in turn has waited for the moderator, and a reply of the staff after that.
WAITS = tuple(timedelta(minutes=minutes) for minutes in (3, 8, 5, 21, 2, 13, 4, 34, 9, 6, 52))
ANSWERED_AFTER = timedelta(minutes=18)


def add_terms() -> None:
    """Fill the word lists with what some of the demo's comments were held for."""
    for row in tomllib.loads(TERMS.read_text(encoding="utf-8"))["terms"]:
        Term.objects.get_or_create(text=row["text"], language=row["language"], defaults=row)


def add_comments(article: Article, rows: list[dict[str, Any]], since: datetime) -> None:
    """Store readers' comments as the form would have, and let the demo's moderator decide about them."""
    if not rows:
        return
    moderator = User.objects.get(username="moderator")
    rows = sorted(rows, key=lambda row: row["minutes_after"])
    stored: dict[str, Comment] = {}
    for row in rows:
        stored[row["id"]] = _store(article, row, stored.get(row.get("reply_to", "")))
    _decide(rows, stored, moderator)
    for row in rows:
        _act_on(stored[row["id"]], row, moderator)
    sent = {stored[row["id"]].pk: since + timedelta(minutes=row["minutes_after"]) for row in rows}
    _set_clocks(article, sent)


def _store(article: Article, row: dict[str, Any], parent: Comment | None) -> Comment:
    """Store a comment as sent just now: its author may still change it, and the hour comes last."""
    findings = row.get("findings", [])
    return Comment.objects.create(
        article=article,
        parent=parent,
        depth=parent.depth + 1 if parent else 0,
        name=row["name"],
        email=row["email"],
        website=row.get("website", ""),
        body=row["body"].strip(),
        language=languages.guess(row["body"], default=article.language),
        findings=findings,
        score=sum(finding["score"] for finding in findings),
    )


def _decide(rows: list[dict[str, Any]], stored: dict[str, Comment], moderator: User) -> None:
    """Decide about all that have the same end at once, as a moderator would who has selected them."""
    alike: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row in rows:
        comment = stored[row["id"]]
        if row["state"] != State.PENDING:
            alike[row["state"], row.get("reason", "")][comment.pk] = comment.version
    for (state, reason), versions in alike.items():
        by: Actor = AUTHOR if state == State.WITHDRAWN else moderator
        Comment.objects.decide(versions, to=state, by=by, reason=reason)


def _act_on(comment: Comment, row: dict[str, Any], moderator: User) -> None:
    """Do what else became of it: the editor's pick, a reply of the staff, an edit that waits, reports."""
    if not {"pick", "staff_reply", "edit", "reports"} & set(row):
        return
    comment.refresh_from_db()
    if row.get("pick"):
        comment.feature(by=moderator)
    if row.get("staff_reply"):
        Comment.objects.answer(comment, row["staff_reply"], by=moderator)
    if row.get("edit"):
        comment.edit(row["edit"], findings=[], score=0)
    for number, report in enumerate(row.get("reports", ())):
        Report.objects.file(comment, **report, device=f"demo {comment.pk}-{number}", client=f"demo {number}")


def _set_clocks(article: Article, sent: dict[int, datetime]) -> None:
    """Let each have been sent at its own hour, decided about a while later, and answered later still."""
    now = timezone.now()
    decided: dict[int, datetime] = {}
    comments = list(Comment.objects.on(article).order_by("pk"))
    for place, comment in enumerate(comments):
        if comment.staff_id and comment.parent_id:
            sent[comment.pk] = decided[comment.pk] = min(decided[comment.parent_id] + ANSWERED_AFTER, now)
        else:
            decided[comment.pk] = min(sent[comment.pk] + WAITS[place % len(WAITS)], now)
        comment.submitted_at = sent[comment.pk]
        for name in ("decided_at", "first_approved_at", "featured_at"):
            if getattr(comment, name):
                setattr(comment, name, decided[comment.pk])
        if comment.waiting_since:
            comment.waiting_since = (sent if comment.state == State.PENDING else decided)[comment.pk]
    moments = ["submitted_at", "decided_at", "first_approved_at", "featured_at", "waiting_since"]
    Comment.objects.bulk_update(comments, moments, batch_size=100)
    lines = list(ModerationAction.objects.filter(comment__in=comments))
    for line in lines:
        key = line.comment_id or 0
        line.at = decided[key]
        line.waited = None if line.waited is None else int((decided[key] - sent[key]).total_seconds())
    ModerationAction.objects.bulk_update(lines, ["at", "waited"], batch_size=100)
