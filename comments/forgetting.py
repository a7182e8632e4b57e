"""Taking from comments what says who wrote them, and what: when their author asks, when their time is over."""

import re
from collections.abc import Iterable
from typing import Any

from django.utils import translation
from django.utils.translation import pgettext

from comments.models import Block, Comment, ModerationAction, Origin, Report, Revision, Term
from comments.models.block import Effect, Subject
from comments.models.term import Kind
from newsroom.models import AuditEntry, OutboxMessage

# Stands for a text that is no more; no form takes one so short.
NO_WORDS = "–"
NOTHING_OF_ITS_AUTHOR: dict[str, Any] = {
    "email": "",
    "website": "",
    "email_key": "",
    "device": "",
    "network": "",
    "website_host": "",
    "fingerprint": "",
    "verified": False,
    "wants_decision": False,
    "wants_replies": False,
}


def forget_author(comments: Iterable[Comment]) -> None:
    """Leave nothing in or around the rows that says whose they are. Call it inside a transaction.

    The text stays, without its author's address where that is in it.
    """
    rows = list(comments)
    keys = [comment.pk for comment in rows]
    edits = list(Revision.objects.filter(comment__in=keys).select_related("comment"))
    for edit in edits:
        edit.body = _without(edit.comment.email, edit.body)
    Revision.objects.bulk_update(edits, ["body"])
    for comment in rows:
        comment.body = _without(comment.email, comment.body)
        comment.findings = [finding | {"words": []} for finding in comment.findings]
        comment.name = _nobody(comment.edition)
        for column, value in NOTHING_OF_ITS_AUTHOR.items():
            setattr(comment, column, value)
    Comment.objects.bulk_update(rows, ["body", "findings", "name", *NOTHING_OF_ITS_AUTHOR], batch_size=50)
    Origin.objects.filter(comment__in=keys).delete()
    Report.objects.filter(comment__in=keys).update(note="")
    ModerationAction.objects.filter(comment__in=keys).update(note="")
    OutboxMessage.objects.filter(payload__comment__in=keys).delete()


def forget_words(comments: Iterable[Comment]) -> None:
    """Leave of the rows their place in the thread alone. Call it inside a transaction."""
    rows = list(comments)
    Revision.objects.filter(comment__in=rows).delete()
    for comment in rows:
        comment.body = NO_WORDS
    forget_author(rows)


def forget_address(email: str, email_key: str) -> None:
    """Take an address out of what the staff wrote: notes, log, word lists. Call it inside a transaction.

    What a list of addresses did to its comments a block goes on doing, which does not say whose they are.
    """
    for notes in (ModerationAction.objects, Report.objects, Block.objects):
        notes.filter(note__icontains=email).update(note="")
    AuditEntry.objects.filter(note__icontains=email).forget_notes()
    if Term.objects.filter(kind=Kind.EMAIL, text__iexact=email).delete()[0]:
        Block.objects.get_or_create(key=email_key, defaults={"subject": Subject.EMAIL, "effect": Effect.HOLD})


def _without(email: str, text: str) -> str:
    return re.sub(re.escape(email), "…", text, flags=re.IGNORECASE) if email else text


def _nobody(edition: str) -> str:
    with translation.override(edition):
        return pgettext("author of a comment", "A reader")
