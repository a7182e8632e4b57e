"""Whether an address is its writer's: a link mailed to it, with nothing of the comment in it.

A mail to an address nobody has proved must not carry what a stranger typed: comment systems
have been used to send abuse that way (django-comments-xtd, issue 167).
"""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from comments.choices import State
from newsroom.client import Address, client_key
from newsroom.models import CommentMode, OutboxMessage, Site
from newsroom.pseudonyms import pseudonym
from newsroom.throttle import Window, count, take_back

if TYPE_CHECKING:
    from comments.models import Comment

KIND = "comments.confirm"
# So that nobody's letter box is filled through us, and no client fills many.
MOST_A_DAY_TO_AN_ADDRESS = 1
MOST_AN_HOUR_FROM_A_CLIENT = 3


def question(comment: "Comment", site: Site, address: Address | None) -> list[OutboxMessage]:
    """Return the message that asks the author to confirm their address, where that changes anything.

    Call it in the transaction that stores the message: it is counted.
    """
    mode = comment.article.comments_mode or site.comments_mode
    wanted = comment.wants_decision or comment.wants_replies or mode == CommentMode.FIRST
    known = comment.verified or comment.staff_id is not None or not comment.email_key
    if not settings.MAIL_CONFIGURED or not wanted or known or comment.state == State.SPAM:
        return []
    client = pseudonym("client", client_key(address)) if address else ""
    mailbox = Window(f"confirm:{comment.email_key}", 24 * 3600, exact=True)
    sender = Window(f"confirm-from:{client}" if client else "", 3600)
    counts = count([mailbox, sender])
    if client and counts[sender.key].count > MOST_AN_HOUR_FROM_A_CLIENT:
        # What a client is refused must not use up the one mail of the address's owner.
        take_back([mailbox])
        return []
    if counts[mailbox.key].count > MOST_A_DAY_TO_AN_ADDRESS:
        return []
    return [OutboxMessage(kind=KIND, payload={"comment": comment.pk}, due_at=timezone.now())]


@transaction.atomic
def confirm(comment: "Comment") -> bool:
    """Mark `comment` as written by the owner of its address, and what the same browser sent under it.

    Of what has been decided before the address was known they are told now. False where it was
    known already: the link has done its work, and lets no second browser be taken for its owner's.
    """
    same = type(comment).objects.filter(email_key=comment.email_key)
    same = same.filter(device=comment.device) if comment.device else same.filter(pk=comment.pk)
    untold = same.filter(verified=False, wants_decision=True, state__in=(State.APPROVED, State.REJECTED))
    told = [{"comment": key} for key in untold.values_list("pk", flat=True)]
    same.filter(verified=False).update(verified=True)
    OutboxMessage.objects.put_all("comments.decision", told, due_at=timezone.now())
    was_known = comment.verified
    comment.refresh_from_db()
    return not was_known
