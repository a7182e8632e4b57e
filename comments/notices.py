"""What is to be told to whom, written into the outbox with the change itself; sending is elsewhere."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from comments.models import Comment


def after_decision(changed: "Iterable[Comment]", to: str) -> None:
    """Write the notices that a decision brings. `changed` are as they were before it."""


def after_receipt(comment: "Comment") -> None:
    """Write the notices that a comment brings when it is received."""
