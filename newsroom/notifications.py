"""Who is told what in the newsroom: an inbox in the admin, and mail to those who have asked for it.

Verbs call `tell` in their own transaction. Who is to be told of an event is known to the app
whose event it is; it registers here what may be said of its rows in a mail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy, pgettext_lazy

from newsroom import mail
from newsroom.actors import Actor
from newsroom.addresses import absolute
from newsroom.models import Notification, OutboxMessage, Site, User
from newsroom.plain_text import isolated

KIND = "newsroom.notification"
# What is read in the admin within it is not mailed as well.
MAIL_PAUSE = timedelta(minutes=2)
# What was read is kept so long.
KEPT = timedelta(days=90)


@dataclass(frozen=True)
class Event:
    """What is told: as a line of the inbox, and where on the subject's page it is to be seen."""

    label: Any
    anchor: str = ""


EVENTS = {
    "submitted": Event(pgettext_lazy("notification", "Submitted for review")),
    "returned": Event(pgettext_lazy("notification", "Returned to the writer")),
    "approved": Event(pgettext_lazy("notification", "Marked as ready")),
    "published": Event(pgettext_lazy("notification", "Published")),
    "appeared": Event(pgettext_lazy("notification", "Published at its hour")),
    "withdrawn": Event(pgettext_lazy("notification", "Withdrawn")),
    "outdated": Event(gettext_lazy("The article it was translated from has changed")),
    "mentioned": Event(gettext_lazy("A note mentions you"), anchor="#notes"),
    "noted": Event(gettext_lazy("A note about your article"), anchor="#notes"),
    "guest_note": Event(gettext_lazy("A note from a reader of your preview link"), anchor="#notes"),
}

# Kind of subject -> what a mail to `user` may call the row: its title, "" where it is not to be named,
# None where that person may no longer see it or it is gone.
Naming = Callable[[int, User], str | None]
NAMINGS: dict[str, Naming] = {}


def register(subject_type: str, naming: Naming) -> None:
    NAMINGS[subject_type] = naming


def tell(
    people: Iterable[User],
    event: str,
    subject: Model,
    language: str,
    *,
    by: Actor,
    actor: str = "",
    text: str = "",
) -> None:
    """Put it into the inbox of each of `people`, and into the outbox for those who want mail of `event`."""
    people = list(people)
    new = Notification.objects.tell(people, event, subject, language, by=by, actor=actor, text=text)
    if not settings.MAIL_CONFIGURED:
        return
    mailed = {person.pk for person in people if person.email and event in person.mailed_events}
    payloads = [{"notification": row.pk} for row in new if row.user_id in mailed]
    if payloads:
        OutboxMessage.objects.put_all(KIND, payloads, due_at=timezone.now() + MAIL_PAUSE)


def send(payload: dict[str, Any], now: datetime) -> None:
    """Mail one notification: what happened and where to read it, none of the words of the article or the note."""
    row = Notification.objects.select_related("user").filter(pk=payload["notification"], read_at=None).first()
    if row is None or not row.user.is_active or not row.user.email or row.event not in row.user.mailed_events:
        return
    title = NAMINGS[row.subject_type](row.subject_id, row.user)
    if title is None:
        return
    site = Site.current()
    with translation.override(row.user.interface_language):
        label = str(EVENTS[row.event].label)
        subject = f"{label}: {isolated(title)}" if title else label
        context = {
            "label": label,
            "title": isolated(title) if title else "",
            "actor": isolated(row.actor) if row.actor != "system" else "",
            "address": absolute(reverse("admin:notification", args=[row.pk])),
            "settings": absolute(reverse("admin:own_settings")),
            "site": site,
        }
        mail.send(row.user.email, mail.signed(subject, site), "newsroom/mail/notification.txt", context)


def address_of(row: Notification) -> str:
    """Return the page in the admin that a notification leads to."""
    name = row.subject_type.replace(".", "_")
    return reverse(f"admin:{name}_change", args=[row.subject_id]) + (
        EVENTS[row.event].anchor if row.event in EVENTS else ""
    )


def forget_old(now: datetime) -> int:
    """Due work: delete what was read long ago."""
    return Notification.forget_old(now - KEPT)
