"""How a comment comes into the table: from a guest, by the policy's verdict, or from the staff, by the queue."""

import uuid
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from comments import limits, notices
from comments.choices import State
from comments.decisions import DecidedQuerySet
from newsroom import languages
from newsroom.actors import SYSTEM, Actor
from newsroom.models import Site
from newsroom.plain_text import clean_line, is_invisible
from newsroom.refusals import NotPermitted, WrongState

if TYPE_CHECKING:
    from comments.models import Comment
    from comments.moderation.verdict import Submission, Verdict
    from newsroom.models import User


class ReceivedQuerySet(DecidedQuerySet):
    @transaction.atomic
    def receive(self, sent: "Submission", verdict: "Verdict", **wishes: bool) -> "Comment":
        """Store what a guest sent, in the state the policy says, with its origin and notices.

        Raises IntegrityError where the same form has brought a comment already, and TooOften where
        its author, or very many others from the same address, have sent some too short a time ago.
        """
        from comments.models import Origin  # noqa: PLC0415 (the models import this module)
        from comments.models.arriving import Arrival  # noqa: PLC0415 (the same)

        origin = None
        if sent.address is not None:
            origin = Origin(address=str(sent.address), user_agent=sent.user_agent[:300], at=sent.now)
        comment: Comment = self.model(
            article=sent.article, parent=sent.parent, depth=sent.parent.depth + 1 if sent.parent else 0,
            name=sent.name, email=sent.email, website=sent.website, body=sent.body, language=sent.language,
            # Spam is filed at once; what may be public is so by a decision, with its log row and counter.
            state=State.SPAM if verdict.state == State.SPAM else State.PENDING,
            submitted_at=sent.now, idempotency_key=sent.key or uuid.uuid4(),
            email_key=sent.email_key, device=sent.device, network=sent.network, fingerprint=sent.fingerprint,
            website_host=host_of(sent.website), verified=sent.verified,
            findings=[finding.as_json() for finding in verdict.findings], score=verdict.score, **wishes,
        )  # fmt: skip
        comment.arrival = Arrival(limits.Counting(sent.address, sent.email_key, sent.device), origin)
        approved = verdict.state == State.APPROVED
        stored = comment
        if approved:
            stored = self.publish_new(comment, by=SYSTEM)
        else:
            comment.save(force_insert=True)
        notices.after_receipt(comment, sent.site, sent.address, approved=approved)
        return stored

    def sent_before(self, sent: "Submission") -> "Comment | None":
        """Return what this very form, or its author in the same text at the same place within a day, has brought."""
        first = sent.history.same_form or sent.history.same_words
        return self.filter(pk=first).first() if first else None

    @transaction.atomic
    def answer(self, parent: "Comment", body: str, *, by: Actor, key: uuid.UUID | None = None) -> "Comment":
        """Publish a reply of the staff, and with it the comment it answers.

        `key` is that of the form: sent twice, one reply is published and both times returned.
        Raises NotPermitted, and WrongState where the parent is refused or too deep to be answered.
        """
        if by.account is None or not by.has_perm("comments.moderate_comment") or not by.works_in(parent.edition):
            raise NotPermitted(_("Your account may not decide about comments."))
        # Two clicks at once come one after the other here: the second finds the reply of the first.
        self.select_for_update().filter(pk=parent.pk).first()
        given: Comment | None = self.filter(idempotency_key=key).first() if key else None
        if given:
            return given
        if parent.state == State.PENDING:
            parent.approve(by=by)
        if not parent.can_be_replied_to():
            raise WrongState(_("This comment cannot be answered."))
        reply: Comment = self.create(
            article=parent.article, parent=parent, depth=parent.depth + 1,
            name=signature(by.account, parent.edition), email="", body=body, idempotency_key=key or uuid.uuid4(),
            language=languages.guess(body, default=parent.edition), staff=by.account,
        )  # fmt: skip
        reply.approve(by=by)
        return reply


def signature(account: "User", edition: str) -> str:
    """Return the name a reply of the staff is signed with; the name somebody logs in by stays in the newsroom."""
    from comments.models.comment import LONGEST_NAME  # noqa: PLC0415 (the models import this module)

    name = clean_line(account.get_full_name())
    if is_invisible(name):
        name = Site.name.read(Site.current(), edition)
    return name[:LONGEST_NAME].rstrip()


def host_of(address: str) -> str:
    """Return the host of a web address, "" where it has none."""
    try:
        return (urlsplit(address).hostname or "")[:120]
    except ValueError:
        return ""
