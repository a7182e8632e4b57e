from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

from comments import ages
from comments.admin.queue.tabs import TABS
from newsroom import languages
from newsroom.models import User

register = template.Library()


@register.filter
def duration(seconds: int) -> str:
    return ages.in_words(timedelta(seconds=seconds), units=2)


@register.filter
def age(since: datetime) -> str:
    return _("%(time)s ago") % {"time": ages.in_words(timezone.now() - since)}


@register.simple_tag
def comments_that_wait(user: User) -> int:
    """Count what waits for a moderator in the editions of this person, up to a bound."""
    return TABS["pending"].count([code for code in languages.CODES if user.works_in(code)])
