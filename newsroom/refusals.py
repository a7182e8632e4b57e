"""How a verb says no. Each carries a sentence for the person who asked, in their language."""

from django.core.exceptions import PermissionDenied


class Refused(Exception):
    """A verb was not carried out and nothing was changed; `str()` is the translated reason."""


class NotPermitted(Refused, PermissionDenied):
    """The actor lacks the right, or does not work in the language: a 403."""


class NotNow(Refused):
    """Whoever asked may do it, but not as things stand: said in place, for another try."""


class WrongState(NotNow):
    """The row's status or state does not allow the verb."""


class Stale(NotNow):
    """Somebody else changed the row since it was read; nothing was overwritten."""


class SlugTaken(NotNow):
    """Another article of the month has the slug; `free` is one that is not taken."""

    def __init__(self, message: str, *, free: str) -> None:
        super().__init__(message)
        self.free = free
