from typing import Any

from django import template

from newsroom.models import Notification

register = template.Library()
MOST = 9


@register.simple_tag
def unread_notifications(user: Any) -> str:
    """Return how many notifications somebody has not read, "" for none, "9+" for more: one short look at an index."""
    if not user or not user.is_authenticated:
        return ""
    count = Notification.objects.filter(user=user.pk).unread().order_by()[: MOST + 1].count()
    return "" if not count else str(count) if count <= MOST else f"{MOST}+"
