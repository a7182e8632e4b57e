"""Who does a thing: a member of staff, or one of those that have no account."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from newsroom.models import User


@dataclass(frozen=True)
class Machine:
    """An actor without an account; it answers the questions about rights that a User answers."""

    name: str
    permissions: Collection[str] | None = None

    @property
    def account(self) -> None:
        """Return the account that acted, as a User returns itself."""
        return

    def has_perm(self, permission: str) -> bool:
        return self.permissions is None or permission in self.permissions

    def works_in(self, language: str) -> bool:
        return True

    def __str__(self) -> str:
        return self.name


# The newsroom itself: imports, the demo, due work.
SYSTEM = Machine("system")
# The guest who wrote a comment, acting on that comment alone.
AUTHOR = Machine("author", permissions=("comments.withdraw_comment",))
# Somebody outside who reads a draft by a preview link, and may leave a note about it.
GUEST = Machine("guest", permissions=())

SHOWN = {
    SYSTEM.name: pgettext_lazy("actor", "the site itself"),
    AUTHOR.name: pgettext_lazy("actor", "the author of the comment"),
    GUEST.name: pgettext_lazy("actor", "a guest"),
}


def shown(name: str, account: object) -> str:
    """Return the name of who acted as people read it; an account may be called as a machine is, and stays itself."""
    return name if account else str(SHOWN.get(name, name))


Actor: TypeAlias = "User | Machine"
