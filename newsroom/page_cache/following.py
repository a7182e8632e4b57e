"""Who notes that readers see something else: the models that pages are made of, by signals of their rows.

What changes rows past these signals (`update`, `bulk_create`, SQL) says so itself: `Change.objects.note`.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save

from newsroom.models import Change

# A test asks of every model there is whether it is among these, or why not.
FOLLOWED: set[type[Model]] = set()


def follow(model: type[Model], *, when: Callable[[Any], bool] = lambda row: True) -> None:
    """Let every row of `model` that is stored or deleted be a change of the news; `when` keeps what readers see."""

    def note(sender: type[Model], instance: Model, **told: Any) -> None:
        if when(instance):
            Change.objects.note(Change.NEWS)

    for signal in (post_save, post_delete):
        signal.connect(note, sender=model, weak=False)
    FOLLOWED.add(model)


def follow_links(through: type[Model], *, when: Callable[[Any], bool]) -> None:
    """As `follow`, of the rows of a many-to-many field."""

    def note(sender: type[Model], instance: Model, action: str, **told: Any) -> None:
        if action.startswith("post_") and when(instance):
            Change.objects.note(Change.NEWS)

    m2m_changed.connect(note, sender=through, weak=False)
    FOLLOWED.add(through)
