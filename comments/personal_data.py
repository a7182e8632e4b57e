"""What is held of a mail address: handed over to its owner, or erased.

Who asks proves by a mailed link that the address is theirs; nothing of it is in the link.
"""

from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import F, Model, Prefetch
from django.utils import timezone

from comments import decision_log, links
from comments.choices import Act, State
from comments.decisions import CHUNK
from comments.forgetting import forget_address, forget_author, forget_words
from comments.models import Block, Comment, ModerationAction, PersonalDataRequest, Report
from newsroom.actors import AUTHOR
from newsroom.addresses import absolute
from newsroom.models import AuditEntry

# Read from the row as they stand there.
COLUMNS = (
    "name", "email", "website", "body", "language", "edition", "state", "reason", "submitted_at", "edited_at",
    "decided_at", "first_approved_at", "featured_at", "verified", "wants_decision", "wants_replies", "score",
    "findings", "email_key", "device", "network", "fingerprint",
)  # fmt: skip


def proved(token: str) -> PersonalDataRequest | None:
    """Return the request whose mailed link this is, or None where it is wrong, too old or has been used."""
    content = links.read(links.Purpose.PERSONAL_DATA, token)
    open_ones = PersonalDataRequest.objects.filter(used_at=None).exclude(email_key="")
    return open_ones.filter(pk=content["request"]).first() if content else None


def hand_over(request: PersonalDataRequest) -> dict[str, Any]:
    """Return all that is held of the address, for its owner; the link is used up with it."""
    with transaction.atomic():
        held = export(request.email_key)
        _used(request, "export", comments=len(held["comments"]))
    return held


def erase_all(request: PersonalDataRequest, *, words: bool) -> int:
    """Erase what is held of the address, the texts too where `words`; return of how many comments. Used up with it."""
    number = erase(request.email_key, words=words)
    with transaction.atomic():
        PersonalDataRequest.objects.filter(email_key=request.email_key).update(email_key="")
        _used(request, "erase", comments=number, words=words)
    return number


def export(email_key: str) -> dict[str, Any]:
    """Return everything held of an address, ready for JSON. Of others nothing is in it: no moderator, no reporter."""
    log = Prefetch("actions", ModerationAction.objects.order_by("at", "pk"))
    # "" is the key of the staff's own.
    rows = Comment.objects.filter(email_key=email_key).exclude(email_key="").order_by("submitted_at", "pk")
    rows = rows.select_related("article", "origin").prefetch_related("revisions", "reports", log)
    comments = [_comment(comment) for comment in rows.iterator(chunk_size=CHUNK)]
    devices = {comment["device"] for comment in comments} - {""}
    return {
        "made_at": timezone.now(),
        "comments": comments,
        "reports": list(
            Report.objects.filter(device__in=devices).values("comment", "reason", "note", "at", "resolved_at")
        ),
        "blocks": list(
            Block.objects.filter(key__in={email_key, *devices}).values("subject", "effect", "note", "created_at")
        ),
    }


def erase(email_key: str, *, words: bool) -> int:
    """Take an address and its owner out of everything that is kept; return of how many comments. Again: nothing."""
    if not email_key:
        return 0
    theirs = Comment.objects.filter(email_key=email_key)
    devices = set(theirs.values_list("device", flat=True)) - {""}
    with transaction.atomic():
        # Not of "": it is in every note there is.
        for email in theirs.exclude(email="").order_by().values_list("email", flat=True).distinct():
            forget_address(email, email_key)
        for block in Block.objects.filter(key__in={email_key, *devices}):
            AuditEntry.objects.about(block).forget_notes()
            Block.objects.filter(pk=block.pk).update(note="")
        for report in Report.objects.filter(device__in=devices):
            # Still one device's, but nobody's.
            Report.objects.filter(pk=report.pk).update(note="", client="", device=uuid4().hex)
    number = 0
    while changed := _erase_some(email_key, words=words):
        number += changed
    return number


@transaction.atomic
def _erase_some(email_key: str, *, words: bool) -> int:
    """Erase up to 500, each with one line in the log; readers have the pages without them at once."""
    rows = Comment.objects.filter(email_key=email_key).order_by("pk")
    keys = list(rows.select_for_update(of=("self",)).values_list("pk", flat=True)[:CHUNK])
    if words:
        open_ones = rows.filter(pk__in=keys, state__in=(State.PENDING, State.APPROVED))
        versions = dict(open_ones.values_list("pk", "version"))
        Comment.objects.decide(versions, to=State.WITHDRAWN, by=AUTHOR, whole=True)
        # What was refused a moment ago can no longer be undone either: there is nothing left to publish.
        Comment.objects.filter(pk__in=set(keys) - set(versions)).update(version=F("version") + 1)
    comments = list(Comment.objects.filter(pk__in=keys))
    (forget_words if words else forget_author)(comments)
    now = timezone.now()
    ModerationAction.objects.bulk_create(
        ModerationAction(
            comment=comment, act=Act.ERASE, at=now, actor=str(AUTHOR), from_state=comment.state,
            to_state=comment.state, version=comment.version,
        )
        for comment in comments
    )  # fmt: skip
    decision_log.count({comment.article_id for comment in comments})
    return len(keys)


def _used(request: PersonalDataRequest, verb: str, **detail: Any) -> None:
    PersonalDataRequest.objects.filter(pk=request.pk).update(used_at=timezone.now())
    AuditEntry.objects.record(request, verb, by=AUTHOR, **detail)


def _comment(comment: Comment) -> dict[str, Any]:
    origin = getattr(comment, "origin", None)
    return {
        "number": comment.pk,
        "article": absolute(comment.article.get_absolute_url()) if comment.article.is_public() else None,
        "in_reply_to": comment.parent_id,
        **_of(comment, *COLUMNS),
        "edits": [_of(edit, "body", "state", "submitted_at") for edit in comment.revisions.all()],
        "decisions": [
            _of(line, "at", "act", "from_state", "to_state", "reason", "note") for line in comment.actions.all()
        ],
        "reported": len(comment.reports.all()),
        "origin": _of(origin, "address", "user_agent", "at") if origin else None,
    }


def _of(row: Model, *columns: str) -> dict[str, Any]:
    return {column: getattr(row, column) for column in columns}
