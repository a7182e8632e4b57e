"""The senders of the comments' mails: each looks again whether what it was to tell of is still so.

Undone, removed, erased or unsubscribed meanwhile: nothing is sent. A mail to somebody else holds
nothing of a reader's, neither words nor name.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from comments import links
from comments.choices import State
from comments.models import Comment, PersonalDataRequest
from comments.models.personal_data import Purpose
from comments.notices import DECISION_PAUSE
from newsroom import mail
from newsroom.addresses import absolute
from newsroom.models import OutboxMessage, Site

Payload = dict[str, Any]
TOLD = (State.APPROVED, State.REJECTED)


def send_confirmation(payload: Payload, now: datetime) -> None:
    comment = _comment(payload["comment"])
    if comment is None or comment.verified:
        return
    with _edition(comment):
        context = {"article": comment.article, "link": links.to_confirm(comment), "days": _days(links.Purpose.CONFIRM)}
        _send(comment.email, _("Confirm your e-mail address"), "confirm", context)


def send_decision(payload: Payload, now: datetime) -> None:
    """Tell the author once what became of the comment, by its state now: the wish is fulfilled with it."""
    comment = _comment(payload["comment"])
    if comment is None or not comment.verified or comment.state not in TOLD:
        return
    if comment.state == State.APPROVED and not comment.is_public():
        return
    if comment.decided_at and now < comment.decided_at + DECISION_PAUSE:
        # Decided anew since, or confirmed at once: that may still be undone, and has its own moment.
        OutboxMessage.objects.put("comments.decision", due_at=comment.decided_at + DECISION_PAUSE, comment=comment.pk)
        return
    wish = Comment.objects.filter(pk=comment.pk, wants_decision=True)
    # Taken before the sending: of two workers one has it. Given back where the mail server fails.
    if not wish.update(wants_decision=False):
        return
    try:
        with _edition(comment):
            _send_decision(comment)
    except Exception:
        Comment.objects.filter(pk=comment.pk).update(wants_decision=True)
        raise


def send_reply(payload: Payload, now: datetime) -> None:
    """Tell the author of a comment of an approved reply, each reply once; to themselves they need no mail."""
    reply = Comment.objects.select_related("article", "parent").filter(pk=payload["comment"]).first()
    parent = reply.parent if reply else None
    if reply is None or parent is None or not reply.is_public():
        return
    approved_again = reply.first_approved_at != parse_datetime(payload["approved_at"])
    waits = parent.wants_replies and parent.verified and parent.email and parent.is_public()
    if approved_again or not waits or parent.email_key == reply.email_key:
        return
    with _edition(parent):
        context = {"article": reply.article, "address": absolute(reply.get_absolute_url())}
        _send_to_author(parent, _("There is a reply to your comment"), "reply", context)


def send_proof(payload: Payload, now: datetime) -> None:
    """Mail the link that lets the owner of an address have their data, or have them erased."""
    request = PersonalDataRequest.objects.filter(pk=payload["request"], used_at=None).first()
    newest = Comment.objects.exclude(email="").order_by("-submitted_at", "-pk").select_related("article")
    comment = newest.filter(email_key=request.email_key).first() if request and request.email_key else None
    if request is None or comment is None:
        return
    with _edition(comment):
        export = request.purpose == Purpose.EXPORT
        subject = _("Your personal data") if export else _("Erasing your personal data")
        context = {
            "export": export,
            "link": links.to_personal_data(request, comment.edition),
            "days": _days(links.Purpose.PERSONAL_DATA),
        }
        _send(comment.email, subject, "personal_data", context)


def _send_decision(comment: Comment) -> None:
    approved = comment.state == State.APPROVED
    subject = _("Your comment has been published") if approved else _("Your comment has not been published")
    context = {
        "article": comment.article,
        "approved": approved,
        "removed": comment.is_removed(),
        "reason": comment.get_reason_display() if comment.reason else "",
        # Short: an Arabic slug is three lines of percent signs in a plain text.
        "address": absolute(
            comment.get_absolute_url() if approved else reverse("short_link", args=[comment.article_id])
        ),
    }
    _send_to_author(comment, subject, "decision", context)


def _send_to_author(comment: Comment, subject: str, name: str, context: dict[str, Any]) -> None:
    """Send what can be unsubscribed from, by the link in the text and by the mail program's button (RFC 8058)."""
    link = links.to_unsubscribe(comment)
    headers = {"List_Unsubscribe": f"<{link}>", "List_Unsubscribe_Post": "List-Unsubscribe=One-Click"}
    _send(comment.email, subject, name, context | {"unsubscribe": link}, **headers)


def _send(to: str, subject: str, name: str, context: dict[str, Any], **headers: str) -> None:
    site = Site.current()
    known = {"site": site, "home": settings.PUBLIC_URL}
    mail.send(to, mail.signed(subject, site), f"comments/mail/{name}.txt", context | known, **headers)


def _comment(key: int) -> Comment | None:
    """Return the comment if it is still there and its author can be written to."""
    return Comment.objects.select_related("article").exclude(email="").filter(pk=key).first()


def _edition(comment: Comment) -> Any:
    return translation.override(comment.edition)


def _days(purpose: links.Purpose) -> int:
    age = links.AGES[purpose]
    return age.days if age else 0
