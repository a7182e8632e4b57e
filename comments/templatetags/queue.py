from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from comments.admin.queue.tabs import TABS
from newsroom import languages
from newsroom.models import User

register = template.Library()


@register.filter
def duration(seconds: int, units: int = 2) -> str:
    """Return a length of time in the words of the reader's language."""
    if seconds < 60:
        return _("under a minute")
    now = timezone.now()
    return timesince(now - timedelta(seconds=seconds), now, depth=units)


@register.filter
def age(since: datetime) -> str:
    time = duration(int((timezone.now() - since).total_seconds()), units=1)
    return _("%(time)s ago") % {"time": time}


@register.simple_tag
def comments_that_wait(user: User) -> int:
    """Count what waits for a moderator in the editions of this person, up to a bound."""
    return TABS["pending"].count([code for code in languages.CODES if user.works_in(code)])
