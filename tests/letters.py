"""What is mailed: sent when its time has come, and read as its receiver reads it."""

import re
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from newsroom import due, outbox

LATER = timedelta(minutes=2, seconds=1)
LINK = re.compile(r"https?://\S+")


def send(after: timedelta = LATER) -> outbox.Sent:
    """Send what is due in two minutes: the time in which a decision can be taken back is over then."""
    return outbox.send_due(timezone.now() + after)


def run_due(now: datetime | None = None) -> dict[str, int]:
    return due.run(now)


def link(mail, part: str) -> str:
    """Return the path of the one link in `mail` that has `part` in it."""
    found = {address for address in LINK.findall(mail.body) if part in address}
    assert len(found) == 1, found
    return found.pop().removeprefix(settings.PUBLIC_URL)


def links(mail) -> list[str]:
    return [address.removeprefix(settings.PUBLIC_URL) for address in LINK.findall(mail.body)]
