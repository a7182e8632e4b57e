"""Two who changed the same text from the same beginning: what each has changed, and where an editor must choose.

Pure functions of lists of paragraphs and of values; nothing here knows of forms or rows.
"""

import re
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from articles import alignment

Kind = Literal["same", "alike", "mine", "theirs", "conflict"]
Choice = Literal["mine", "theirs", "both"]
CHOICES: tuple[Choice, ...] = ("mine", "theirs", "both")
# What stands for itself at the top of a body; anything else there is part of a paragraph without its tags.
BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "blockquote", "table", "figure"}
TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)[^>]*>")


@dataclass(frozen=True)
class Piece:
    """Consecutive paragraphs, as they were and as each side has them."""

    kind: Kind
    base: tuple[str, ...]
    mine: tuple[str, ...]
    theirs: tuple[str, ...]

    @property
    def default(self) -> Choice:
        """Return what is taken where nobody has chosen: what was typed, and of two additions both."""
        return "mine" if self.base else "both"

    def taken(self, choice: Choice | None = None) -> tuple[str, ...]:
        """Return the paragraphs that stay; `choice` counts in a conflict alone."""
        if self.kind in ("mine", "theirs"):
            return self.mine if self.kind == "mine" else self.theirs
        if self.kind == "conflict":
            choice = choice or self.default
            if choice == "both":
                # What both have added is there once; what one side has twice stays twice.
                return (*self.theirs, *(part for part in self.mine if part not in self.theirs))
            return self.theirs if choice == "theirs" else self.mine
        return self.mine


@dataclass(frozen=True)
class _Change:
    """Paragraphs `start` to `end` of the base became `now` on one side."""

    start: int
    end: int
    is_mine: bool
    now: tuple[str, ...]


def merge(base: Sequence[str] | None, mine: Sequence[str], theirs: Sequence[str]) -> list[Piece]:
    """Return the pieces of both texts in reading order; where `base` is unknown, it is what they have in common."""
    if base is None:
        base = [mine[i + k] for i, _j, size in alignment.matches(mine, theirs) for k in range(size)]
    pieces: list[Piece] = []
    at = 0
    for start, end, changes in _groups(sorted(_changes(base, mine, theirs), key=lambda one: (one.start, one.end))):
        pieces += _unchanged(base[at:start])
        pieces += _grouped(base, start, end, changes)
        at = end
    return pieces + _unchanged(base[at:])


def resolve(pieces: Sequence[Piece], choices: Mapping[int, Choice]) -> list[str]:
    """Return the paragraphs of the merged text; `choices` by the number of the piece."""
    return [paragraph for number, piece in enumerate(pieces) for paragraph in piece.taken(choices.get(number))]


def merge_value(base: Hashable, mine: Hashable, theirs: Hashable, *, base_is_known: bool = True) -> Kind:
    """Say who changed a value; a conflict is where both did, each in another way."""
    if mine == theirs:
        return "same" if base_is_known and mine == base else "alike"
    if base_is_known and base in (mine, theirs):
        return "theirs" if mine == base else "mine"
    return "conflict"


def paragraphs(body: str) -> list[str]:
    """Cut a cleaned body at the ends of its outermost elements; put together again they are the body."""
    cut: list[str] = []
    depth = start = 0
    for tag in TAG.finditer(body):
        if tag["name"].lower() == "br":
            continue
        if not tag["end"] and depth == 0 and tag["name"].lower() in BLOCKS:
            cut.append(body[start : tag.start()])
            start = tag.start()
        depth = max(0, depth + (-1 if tag["end"] else 1))
        if tag["end"] and depth == 0 and tag["name"].lower() in BLOCKS:
            cut.append(body[start : tag.end()])
            start = tag.end()
    cut.append(body[start:])
    return [part for part in cut if part.strip()]


def _changes(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> list[_Change]:
    found = []
    for is_mine, now in ((True, mine), (False, theirs)):
        i = j = 0
        for start, start_now, size in [*alignment.matches(base, now), (len(base), len(now), 0)]:
            if start > i or start_now > j:
                found.append(_Change(i, start, is_mine, tuple(now[j:start_now])))
            i, j = start + size, start_now + size
    return found


def _groups(changes: Sequence[_Change]) -> list[tuple[int, int, list[_Change]]]:
    """Put together the changes that lie over each other; those that only touch stay apart, their order is plain."""
    groups: list[tuple[int, int, list[_Change]]] = []
    for change in changes:
        if groups:
            start, end, members = groups[-1]
            if change.start < end or (start, end) == (change.start, change.end):
                groups[-1] = (start, max(end, change.end), [*members, change])
                continue
        groups.append((change.start, change.end, [change]))
    return groups


def _grouped(base: Sequence[str], start: int, end: int, changes: Sequence[_Change]) -> list[Piece]:
    was = tuple(base[start:end])
    mine = _side(base, start, end, [change for change in changes if change.is_mine])
    theirs = _side(base, start, end, [change for change in changes if not change.is_mine])
    if len(was) == len(mine) == len(theirs):
        # As many paragraphs on each side: each is one that was changed, and is chosen by itself.
        return [_piece((a,), (b,), (c,)) for a, b, c in zip(was, mine, theirs, strict=True)]
    return [_piece(was, mine, theirs)]


def _side(base: Sequence[str], start: int, end: int, changes: Sequence[_Change]) -> tuple[str, ...]:
    side: list[str] = []
    at = start
    for change in changes:
        side += [*base[at : change.start], *change.now]
        at = change.end
    return (*side, *base[at:end])


def _piece(base: tuple[str, ...], mine: tuple[str, ...], theirs: tuple[str, ...]) -> Piece:
    return Piece(merge_value(base, mine, theirs), base, mine, theirs)


def _unchanged(paragraphs: Sequence[str]) -> list[Piece]:
    same = tuple(paragraphs)
    return [Piece("same", same, same, same)] if same else []
