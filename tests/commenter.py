"""Somebody of whom much is held, in every table, and what is left of them."""

import letters
from django.db import connection
from django.test import Client
from django.utils import timezone
from makers import make_comment

from comments.choices import State
from comments.models import (
    Block,
    Origin,
    PersonalDataRequest,
    Report,
    Term,
)
from newsroom import outbox
from newsroom.actors import SYSTEM
from newsroom.pseudonyms import mail_pseudonym

ADDRESS = "sentinel.3f9c@example.org"
KEY = mail_pseudonym(ADDRESS)
NAME = "Scheherazade"


def leave_traces(article, moderator):
    """Leave all that can be known of somebody: comments in each state, an edit, reports, a block, notes, mail."""
    over = {"email": ADDRESS, "name": NAME, "device": "d" * 32, "network": "n" * 32, "fingerprint": "f" * 32}
    over |= {"website": "https://sentinel.example", "website_host": "sentinel.example", "verified": True}
    rows = {state: make_comment(article, state=state, body=f"Words, {state}", **over) for state in State}
    rows["edited"] = make_comment(article, body=f"Write to {ADDRESS.upper()}", **over)
    rows["edited"].edit(f"Or to {ADDRESS} again", findings=[{"reason": "x", "score": 1, "words": [ADDRESS]}], score=1)
    rows["in capitals"] = make_comment(article, **over | {"email": ADDRESS.upper()})
    rows["answered"] = make_comment(article, wants_replies=True, **over)
    rows["answer"] = make_comment(parent=rows["answered"], body="The answer of another reader")
    for row in rows.values():
        if row.email.lower() == ADDRESS:
            Origin.objects.create(comment=row, address="203.0.113.99", user_agent="Sentinel/1.0", at=timezone.now())
    theirs = make_comment(article, body="What somebody else wrote")
    Report.objects.file(theirs, reason="abuse", note=f"{ADDRESS} says", device="d" * 32, client="c" * 32)
    Report.objects.file(rows["answered"], reason="abuse", note=f"{NAME} is rude", device="e" * 32)
    Block.objects.put(rows[State.APPROVED], subject="email", effect="hold", by=moderator, note=f"{NAME}, {ADDRESS}")
    Term(kind="email", text=ADDRESS, strength="hold").put(by=moderator)
    rows["answered"].refresh_from_db()
    rows["answered"].reject(by=moderator, note=f"{NAME} again")
    rows["answered"].refresh_from_db()
    rows["answered"].approve(by=moderator)
    return rows


def ask(purpose):
    """Let the address be asked and return the path of the link that was mailed to it."""
    from django.core import mail

    PersonalDataRequest.objects.ask(ADDRESS.title(), purpose, by=SYSTEM)
    outbox.send_due()
    return letters.link(mail.outbox[-1], "/verify/data/")


def everything() -> str:
    """Return the whole database as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += sorted(f"{table}: {row}" for row in cursor.fetchall())
    return "\n".join(rows).lower()


def erase(words):
    return Client().post(ask("erase"), {"texts": "erase" if words else "keep"})
