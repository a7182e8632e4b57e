import re
from typing import Any

from django import template

from newsroom import languages
from newsroom.models import Notification

register = template.Library()
# Letters of a username, whatever the language of the words around it.
NAMED = re.compile(r"@[\w.@+-]+")
MOST = 9


@register.simple_tag
def unread_notifications(user: Any) -> str:
    """Return how many notifications somebody has not read, "" for none, "9+" for more: one short look at an index."""
    if not user or not user.is_authenticated:
        return ""
    count = Notification.objects.filter(user=user.pk).unread().order_by()[: MOST + 1].count()
    return "" if not count else str(count) if count <= MOST else f"{MOST}+"


@register.filter
def written_in(text: str, default: str) -> str:
    """Return the language most of `text` is written in: one that begins with a name is not written in that."""
    return languages.guess(NAMED.sub("", text), default)
