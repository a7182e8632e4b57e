"""The moderators' mail: one a quarter of an hour while something waits, and one at once of what is of high risk.

Of a comment it has the headline above it and what was found, never its words or its writer's
name: what strangers type does not reach a letter box through us.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments import ages, links, notices
from comments.choices import State
from comments.models import Comment
from comments.moderation import reasons
from comments.querysets import CommentQuerySet
from newsroom import languages, mail
from newsroom.addresses import absolute
from newsroom.models import OutboxMessage, Site, User
from newsroom.templatetags.newsroom import figures

QUARTER = 15 * 60
MOST_NAMED = 10
# Waiting is never ended by a machine: after so long the digest says so.
FORGOTTEN = timedelta(days=30)


def write(now: datetime) -> int:
    """Due work: write a digest for each moderator in whose editions something waits, one a quarter of an hour."""
    if not settings.MAIL_CONFIGURED or not Site.current().is_staffed(now):
        return 0
    editions = [code for code in languages.CODES if _to_do(Comment.objects.in_editions([code])).exists()]
    window = int(now.timestamp()) // QUARTER
    people = {person.pk for edition in editions for person in notices.moderators(edition)}
    keys = {f"comments.digest:{window}:{person}": person for person in people}
    written = set(OutboxMessage.objects.filter(key__in=keys).values_list("key", flat=True))
    for key in sorted(set(keys) - written):
        OutboxMessage.objects.put("comments.digest", key=key, due_at=now, user=keys[key])
    return len(set(keys) - written)


def send(payload: dict[str, Any], now: datetime) -> None:
    """Tell one moderator what waits now; what was decided meanwhile does not count."""
    person = _moderator(payload["user"])
    rows = Comment.objects.in_editions([code for code in languages.CODES if person and person.works_in(code)])
    waiting, reported = rows.waiting(), rows.reported()
    if person is None or not _to_do(rows).exists():
        return
    count, reported_count = waiting.count(), reported.count()
    named = [*reported.select_related("article")[:MOST_NAMED], *waiting.select_related("article")[:MOST_NAMED]]
    oldest = waiting.values_list("waiting_since", flat=True).first()
    with translation.override(person.interface_language):
        context = {
            "waiting": count,
            "reported": reported_count,
            "age": ages.in_words(now - oldest) if oldest else "",
            "forgotten": waiting.filter(waiting_since__lt=now - FORGOTTEN).count(),
            "forgotten_days": figures(FORGOTTEN.days),
            "items": _items(named, person),
            "queue": absolute(reverse("admin:comments_queue")),
        }
        _send(person, _subject(count, reported_count), "digest", context)


def send_alert(payload: dict[str, Any], now: datetime) -> None:
    """Tell one moderator of one comment that somebody should look at now."""
    person = _moderator(payload["user"])
    comment = Comment.objects.reported().select_related("article").filter(pk=payload["comment"]).first()
    if person is None or comment is None or not person.works_in(comment.edition):
        return
    with translation.override(person.interface_language):
        hidden = comment.state == State.PENDING
        subject = _("Readers’ reports have hidden a comment") if hidden else _("A comment is reported as illegal")
        context = {"hidden": hidden, "items": _items([comment], person)}
        _send(person, subject, "alert", context | {"queue": absolute(reverse("admin:comments_queue"))})


def _subject(waiting: int, reported: int) -> str:
    if waiting:
        return ngettext("%(count)s comment waits", "%(count)s comments wait", waiting) % {"count": figures(waiting)}
    return ngettext("%(count)s comment reported", "%(count)s comments reported", reported) % {
        "count": figures(reported)
    }


def _to_do(rows: CommentQuerySet) -> CommentQuerySet:
    return rows.filter(Q(waiting_since__isnull=False) | Q(reported_at__isnull=False))


def _moderator(key: int) -> User | None:
    """Return the account if it may still decide and still wants mail."""
    person = User.objects.filter(pk=key, is_active=True, comments_digest=True).exclude(email="").first()
    return person if person and person.has_perm("comments.moderate_comment") else None


def _items(comments: Iterable[Comment], person: User) -> list[dict[str, Any]]:
    """Return what a mail says of each: the headline above it, what speaks against it, a link for each act."""
    different = list({comment.pk: comment for comment in comments}.values())[:MOST_NAMED]
    return [
        {
            "headline": comment.article.headline,
            "found": [str(reasons.label(finding.get("reason", ""))) for finding in comment.findings],
            "reports": _reported(comment.open_reports) if comment.open_reports else "",
            # Published and only reported: there is nothing to approve but that it stays.
            "stays": comment.state == State.APPROVED and comment.waiting_since is None,
            "approve": links.to_moderate(comment, State.APPROVED, person),
            "reject": links.to_moderate(comment, State.REJECTED, person),
        }
        for comment in different
    ]


def _reported(count: int) -> str:
    return ngettext("reported by %(count)s reader", "reported by %(count)s readers", count) % {"count": figures(count)}


def _send(person: User, subject: str, name: str, context: dict[str, Any]) -> None:
    site = Site.current()
    mail.send(person.email, mail.signed(subject, site), f"comments/mail/{name}.txt", context | {"site": site})
