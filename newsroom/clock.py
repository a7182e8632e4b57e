"""Moments as the newsroom says them: in its own time zone, which is always named with its offset on that day."""

from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from newsroom.models import Site
from newsroom.templatetags.newsroom import news_moment


def offset(moment: datetime) -> str:
    """Return how far the wall clock of an aware local moment is from UTC: UTC+01:00, and UTC where it is not."""
    text = f"{moment:%z}"
    return f"UTC{text[:3]}:{text[3:]}" if text.strip("+-0") else "UTC"


def zone_at(moment: datetime | None = None) -> str:
    """Return the newsroom's zone with its offset at `moment` (now where None): Africa/Casablanca, UTC+01:00."""
    zone = Site.current().zone
    return f"{zone.key}, {offset(localtime(moment or timezone.now(), zone))}"


def told(moment: datetime) -> str:
    """Return a moment in words with its zone, for a sentence in plain text."""
    zone = Site.current().zone
    with timezone.override(zone):
        words = news_moment(moment)
    # The zone is Latin and left to right, in an Arabic sentence too.
    return _("%(moment)s (%(zone)s)") % {"moment": words, "zone": f"\u2066{zone_at(moment)}\u2069"}


def shown(moment: datetime) -> SafeString:
    """Return a moment in words with its zone, for a page."""
    with timezone.override(Site.current().zone):
        words = news_moment(moment)
    return format_html(_("{moment} ({zone})"), moment=words, zone=format_html("<bdi>{}</bdi>", zone_at(moment)))
