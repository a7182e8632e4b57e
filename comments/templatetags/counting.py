import json
from collections.abc import Callable
from typing import Any

from django import template
from django.utils.translation import ngettext

from newsroom import languages

register = template.Library()


@register.inclusion_tag("comments/_counter.html")
def character_counter(longest: int, field_id: str) -> dict[str, Any]:
    """Print what a script needs to say how many characters are left, in the language and its plural forms."""
    return {
        "field_id": field_id,
        "longest": longest,
        "left": _messages(
            lambda number: ngettext("%(number)s character left", "%(number)s characters left", number),
        ),
        "over": _messages(
            lambda number: ngettext("%(number)s character too many", "%(number)s characters too many", number),
        ),
    }


def _messages(message: Callable[[int], str]) -> str:
    return json.dumps({category: message(number) for category, number in languages.PLURALS.items()}, ensure_ascii=False)
