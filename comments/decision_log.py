"""What is written with a decision, in its transaction: texts, reports, log lines, counters. And how it is put back."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection
from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.dateparse import parse_datetime

from comments import kept_pages
from comments.choices import Act, State
from newsroom import languages
from newsroom.actors import Actor

if TYPE_CHECKING:
    from comments.decisions import Order
    from comments.models import Comment, ModerationAction

# What a decision changes of a row, and an undo puts back.
MOMENTS = ("decided_at", "first_approved_at", "featured_at", "waiting_since", "reported_at", "edited_at")
VALUES = ("state", "reason", "reviewed", "open_reports")


def finish(changed: "list[tuple[Comment, Act]]", order: "Order") -> None:
    """Do what goes with the decision about `changed`, whose rows are as they were before it."""
    _decide_edits([comment for comment, act in changed if act == Act.EDIT], order)
    decided = [comment for comment, act in changed if act == Act.DECISION]
    # Hidden by reports, a comment keeps the edit that waits; shown again, it waits again.
    if order.to == State.APPROVED:
        _let_edits_wait([comment for comment in decided if comment.first_approved_at])
    elif order.to != State.PENDING:
        _close_edits([comment for comment in decided if comment.first_approved_at])
    if order.to != State.PENDING:
        reported = [comment for comment, act in changed if comment.reported_at and act != Act.EDIT]
        _resolve_reports(reported, order.now)
    _write_lines(changed, order)
    # What readers have never seen changes no page of theirs.
    seen = [comment for comment, _act in changed if order.to == State.APPROVED or comment.first_approved_at]
    count({comment.article_id for comment in seen}, {comment.email_key for comment in seen})


def reported_unread(comments: "Iterable[Comment]", order: "Order") -> set[int]:
    """Return which of the locked `comments` were reported after the moment they were read, where they are to stay."""
    from comments.models import Report  # noqa: PLC0415 (the models import this module)

    reported = [comment.pk for comment in comments if comment.reported_at]
    if not reported or order.seen_at is None or order.to != State.APPROVED:
        return set()
    since = Report.objects.filter(comment__in=reported, resolved_at=None, at__gt=order.seen_at)
    return set(since.values_list("comment", flat=True))


def put_back(
    comments: "list[Comment]",
    lines: "Mapping[int, ModerationAction]",
    *,
    by: Actor,
    now: datetime,
    batch: uuid.UUID,
) -> None:
    """Undo the decisions that `lines` tell of; the rows are locked and as the decisions left them."""
    from comments.models import ModerationAction  # noqa: PLC0415 (the models import this module)

    undone = []
    seen = [comment for comment in comments if comment.first_approved_at]
    for comment in comments:
        line = lines[comment.pk]
        undone.append(
            ModerationAction(
                comment=comment, act=Act.UNDO, batch=batch, at=now, user=by.account, actor=str(by),
                from_state=comment.state, to_state=line.before["state"], version=comment.version + 1,
            )
        )  # fmt: skip
        if line.before["state"] == State.APPROVED and line.before["waiting_since"]:
            _put_edit_back(comment)
        for name in MOMENTS:
            setattr(comment, name, _moment(line.before[name]))
        for name in VALUES:
            setattr(comment, name, line.before[name])
        comment.version += 1
    _write(comments, ["body", "language", "version", *MOMENTS, *VALUES])
    _open_reports_again(comments, {line.at for line in lines.values()})
    ModerationAction.objects.bulk_create(undone)
    count({comment.article_id for comment in seen}, {comment.email_key for comment in seen})


def _write(comments: "list[Comment]", names: list[str]) -> None:
    """Store columns that are each row's own.

    By hand, as one statement that is run for each row: `bulk_update` needs ten seconds for a
    thousand rows, all of them to write its CASE of fourteen columns.
    """
    if not comments:
        return
    fields: list[Any] = [comments[0]._meta.get_field(name) for name in names]
    values = [
        [*(field.get_db_prep_save(getattr(comment, field.attname), connection) for field in fields), comment.pk]
        for comment in comments
    ]
    columns = ", ".join(f"{connection.ops.quote_name(field.column)} = %s" for field in fields)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {comments[0]._meta.db_table} SET {columns} WHERE id = %s", values)  # noqa: S608


def count(articles: Iterable[int], authors: Iterable[str] = ()) -> None:
    """Count the approved comments of `articles` anew, move the versions of their discussions, and let pages know.

    `authors` are the keys of those whose comments came or went: what they left elsewhere may look different now.
    """
    from comments.models import Comment, Discussion  # noqa: PLC0415 (the models import this module)

    keys = sorted(articles)
    if not keys:
        return
    # The rows first, in one order: the count after it then sees what a simultaneous decision has committed.
    _move_versions(keys)
    approved = Comment.objects.filter(article=OuterRef("pk"), state=State.APPROVED).order_by().values("article")
    number = Subquery(approved.annotate(number=Count("pk")).values("number"))
    Discussion.objects.filter(article__in=keys).update(approved_count=Coalesce(number, 0))
    kept_pages.note(keys, authors)


def _move_versions(articles: list[int]) -> None:
    """Move the versions of these discussions, which locks their rows; one that is not there yet begins.

    By hand: `bulk_create(update_conflicts=True)` cannot add to what is there, and the ORM's way is a statement more.
    """
    places = ", ".join(["(%s, 0, 1)"] * len(articles))
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO comments_discussion (article_id, approved_count, version) VALUES {places} "  # noqa: S608
            "ON CONFLICT (article_id) DO UPDATE SET version = comments_discussion.version + 1",
            articles,
        )


def _write_lines(changed: "list[tuple[Comment, Act]]", order: "Order") -> None:
    from comments.models import ModerationAction  # noqa: PLC0415 (the models import this module)

    ModerationAction.objects.bulk_create(
        ModerationAction(
            comment=comment,
            act=act,
            batch=order.batch,
            at=order.now,
            user=order.by.account,
            actor=str(order.by),
            from_state=comment.state,
            to_state=order.to if act == Act.DECISION else comment.state,
            reason=order.reason,
            note=order.note,
            version=comment.version + 1,
            before=_before(comment),
            waited=_waited(comment, order),
        )
        for comment, act in changed
    )


def _before(comment: "Comment") -> dict[str, Any]:
    moments = {name: getattr(comment, name) for name in MOMENTS}
    return {name: moment and moment.isoformat() for name, moment in moments.items()} | {
        name: getattr(comment, name) for name in VALUES
    }


def _moment(text: str | None) -> datetime | None:
    return parse_datetime(text) if text else None


def _waited(comment: "Comment", order: "Order") -> int | None:
    if comment.waiting_since is None or order.by.account is None or comment.staff_id is not None:
        return None
    return max(0, int((order.now - comment.waiting_since).total_seconds()))


def _decide_edits(comments: "list[Comment]", order: "Order") -> None:
    """Let each waiting edit change places with the approved text, or drop it."""
    from comments.models import Comment, Revision  # noqa: PLC0415 (the models import this module)

    for edit in Revision.objects.filter(comment__in=comments, state=State.PENDING).select_related("comment"):
        comment = edit.comment
        if order.to == State.APPROVED:
            language = languages.guess(edit.body, default=comment.edition)
            # The fingerprint was of the words that are replaced: sent anew, they are no repetition.
            texts = {"body": edit.body, "language": language, "edited_at": edit.submitted_at, "fingerprint": ""}
            Comment.objects.filter(pk=comment.pk).update(**texts)
            edit.body = comment.body
        edit.state = order.to
        edit.save()


def _let_edits_wait(comments: "list[Comment]") -> None:
    from comments.models import Comment, Revision  # noqa: PLC0415 (the models import this module)

    for edit in Revision.objects.filter(comment__in=comments, state=State.PENDING):
        Comment.objects.filter(pk=edit.comment_id).update(waiting_since=edit.submitted_at)


def _close_edits(comments: "list[Comment]") -> None:
    from comments.models import Revision  # noqa: PLC0415 (the models import this module)

    if comments:
        Revision.objects.filter(comment__in=comments, state=State.PENDING).update(state=State.REJECTED)


def _put_edit_back(comment: "Comment") -> None:
    """Let the edit that was decided about wait again, the text it had replaced back in its place.

    A decision about the comment alone (kept, or hidden by reports) has left its edit waiting, and that is the newest.
    """
    from comments.models import Revision  # noqa: PLC0415 (the models import this module)

    edit = Revision.objects.filter(comment=comment).order_by("-pk").first()
    if edit is None or edit.state == State.PENDING:
        return
    if edit.state == State.APPROVED:
        comment.body, edit.body = edit.body, comment.body
        comment.language = languages.guess(comment.body, default=comment.edition)
    edit.state = State.PENDING
    edit.save()


def _resolve_reports(comments: "list[Comment]", now: datetime) -> None:
    from comments.models import Report  # noqa: PLC0415 (the models import this module)

    if comments:
        Report.objects.filter(comment__in=comments, resolved_at=None).update(resolved_at=now)


def _open_reports_again(comments: "list[Comment]", decided: set[datetime]) -> None:
    """Open what the decisions had closed; a device that has reported anew meanwhile has its open report already."""
    from comments.models import Comment, Report  # noqa: PLC0415 (the models import this module)

    reports = Report.objects.filter(comment__in=comments)
    anew = Report.objects.filter(comment=OuterRef("comment"), device=OuterRef("device"), resolved_at=None)
    reports.filter(resolved_at__in=decided).exclude(~Q(device="") & Exists(anew)).update(resolved_at=None)
    # What came between the decision and its undoing counts as well.
    opened = reports.filter(resolved_at=None).order_by().values("comment")
    for found in opened.annotate(first=Min("at"), clients=Count("client", distinct=True)):
        columns = {"reported_at": found["first"], "open_reports": max(1, found["clients"])}
        Comment.objects.filter(pk=found["comment"]).update(**columns)
