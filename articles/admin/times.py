"""What is wrong with the times in a form, said beside the field; the verbs refuse the same, with the text stored."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Publishable
from newsroom.clock import told

# Whoever chose “now” takes a while to press the button.
JUST_NOW = timedelta(minutes=10)


@dataclass
class Times:
    row: Any
    typed: dict[str, Any]
    changed: Collection[str]
    publishes: bool
    may_override: bool
    now: datetime

    @property
    def publication(self) -> datetime | None:
        """Return when readers get what is in the form: as it stands, or as the button asks."""
        standing: datetime | None = self.row.published_at
        if not self.publishes:
            return standing
        # What readers have had keeps its date, and comes back now.
        return max(self.typed.get("publish_at") or self.now, self.now)


def passed(times: Times) -> str:
    at = times.typed.get("publish_at")
    if times.publishes and "publish_at" in times.changed and at and at < times.now - JUST_NOW:
        return _("This time has passed. Choose a later one, or leave it empty to publish now.")
    if times.publishes and at and at > times.now and times.row.is_gone(times.now):
        return _("What readers have had before comes back now, not at a later time.")
    return ""


def expired(times: Times) -> str:
    expiry = times.typed.get("expires_at")
    if not expiry:
        return ""
    if times.publication and expiry <= times.publication:
        return _("This is before its publication. Choose a later time, or leave it empty.")
    pending = getattr(times.row, "pending_at", None)
    if pending and expiry <= pending:
        return _("Changes are to be published later than this, on %(moment)s.") % {"moment": told(pending)}
    if "expires_at" in times.changed and expiry <= times.now:
        return _("This time has passed. Choose a later one, or leave it empty.")
    return ""


def embargoed(times: Times) -> str:
    until, standing = times.typed.get("embargoed_until"), times.row.embargoed_until
    is_shorter = times.row.is_embargoed(times.now) and (until is None or until < standing)
    if is_shorter and not times.may_override:
        words = _("Your account may not end an embargo before its hour, %(moment)s.")
        return words % {"moment": told(standing)}
    if not until or until <= times.now:
        return ""
    if times.publishes:
        at = max(times.typed.get("publish_at") or times.now, times.now)
        if at < until and not times.typed.get("before_embargo"):
            return _("This is after its publication. Publish it when the embargo has passed.")
        return ""
    if "embargoed_until" not in times.changed:
        return ""
    if times.row.has_been_public():
        return _("Readers have had it already: an embargo comes too late.")
    if times.row.is_scheduled() and times.row.published_at < until:
        words = _("It is scheduled for an earlier time, %(moment)s. Take it off the schedule first.")
        return words % {"moment": told(times.row.published_at)}
    return ""


RULES: dict[str, Callable[[Times], str]] = {"publish_at": passed, "expires_at": expired, "embargoed_until": embargoed}


def complaints(
    row: Publishable, typed: dict[str, Any], changed: Collection[str], *, publishes: bool, may_override: bool
) -> Iterator[tuple[str, str]]:
    """Yield field and complaint for what somebody typed into the form of `row`."""
    times = Times(row, typed, changed, publishes, may_override, timezone.now())
    for name, rule in RULES.items():
        if complaint := rule(times):
            yield name, complaint
