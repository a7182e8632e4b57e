from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.safestring import SafeString

# Rows that a box shows, and how far what else there is gets counted.
SHOWN = 5
MOST = 99


@dataclass(frozen=True)
class Line:
    """One row: what it is (isolated), where it leads, and what is said beside it."""

    words: SafeString
    url: str
    # Each with the class of its badge, "" where it is plain.
    beside: list[tuple[str, SafeString | str]] = field(default_factory=list)


@dataclass(frozen=True)
class Box:
    name: str
    title: Promise
    # Said where there is nothing.
    empty: Promise
    lines: list[Line]
    count: int
    # The whole list; "" where each line leads to one of its own.
    url: str = ""

    @property
    def counted(self) -> str:
        return str(self.count) if self.count <= MOST else f"{MOST}+"
