"""System checks: what would go wrong later is said at the start, with a hint."""

from typing import Any

from django.core.checks import CheckMessage, Warning, register

from articles import share_card


@register
def share_cards_can_be_drawn(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn, and no more: without a card an article shares its photograph."""
    if share_card.can_draw():
        return []
    return [
        Warning(
            "Pillow finds no FriBiDi, so that no share cards are drawn: Arabic letters would stand unjoined.",
            hint="Install it from the system's packages (Debian: libfribidi0).",
            id="articles.W001",
        )
    ]
