"""What readers, commenters and editors saw while something failed: the arithmetic, and the table."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

WIDTHS = (20, 9, 8, 13, 14)
HEAD = ("", "requests", "errors", "longest gap", "slowest")


@dataclass(frozen=True)
class Seen:
    """One request: whose, when it was sent and answered, and what was wrong with the answer; "" where nothing was."""

    who: str
    asked: float
    answered: float
    wrong: str = ""


@dataclass
class Phase:
    """What was done to the machines, and what came of it."""

    title: str
    began: float
    ended: float = 0.0
    # What did not come back, in words.
    not_recovered: list[str] = field(default_factory=list)


def longest_gap(moments: Iterable[float], began: float, ended: float) -> float:
    """Return the longest time between `began` and `ended` in which none of `moments` is."""
    marks = [began, *sorted(moment for moment in moments if began < moment < ended), ended]
    return max(later - earlier for earlier, later in zip(marks, marks[1:], strict=False))


def within(seen: Iterable[Seen], began: float, ended: float) -> list[Seen]:
    return [one for one in seen if began <= one.answered < ended]


def troubled(everybody: Iterable[str], seen: list[Seen], since: float, calm_from: float) -> list[str]:
    """Return who had no answer `since`, or a wrong one from `calm_from` on."""
    last = {who: [one for one in seen if one.who == who and one.answered >= since] for who in everybody}
    return [who for who, own in last.items() if not own or any(one.wrong for one in own if one.answered >= calm_from)]


def line(who: str, seen: list[Seen], began: float, ended: float) -> str:
    """Return the line of the table about `who`; `seen` is what everybody saw in that time."""
    own = [one for one in seen if one.who == who]
    wrong = Counter(one.wrong for one in own if one.wrong)
    gap = longest_gap((one.answered for one in own if not one.wrong), began, ended)
    slowest = max((one.answered - one.asked for one in own), default=0.0)
    cells = (who, str(len(own)), str(wrong.total()), f"{gap:.1f} s", f"{slowest:.1f} s")
    kinds = ", ".join(f"{count} × {kind}" for kind, count in wrong.most_common())
    return row(cells) + (f"   {kinds}" if kinds else "")


def row(cells: Iterable[str]) -> str:
    padded = [
        cell.rjust(width) if number else cell.ljust(width)
        for number, (cell, width) in enumerate(zip(cells, WIDTHS, strict=True))
    ]
    return "".join(padded)


def table(phase: Phase, everybody: Iterable[str], seen: Iterable[Seen]) -> str:
    during = within(seen, phase.began, phase.ended)
    return "\n".join([row(HEAD), *(line(who, during, phase.began, phase.ended) for who in everybody)])


class Ledger:
    """What was sent to be stored, each known by a word that is nowhere else, and what the site has said yes to."""

    def __init__(self) -> None:
        self._acknowledged: dict[str, bool] = {}

    def send(self, mark: str) -> None:
        self._acknowledged.setdefault(mark, False)

    def acknowledge(self, mark: str) -> None:
        self._acknowledged[mark] = True

    def acknowledged(self) -> set[str]:
        """Return what is to be found from now on."""
        return {mark for mark, said_yes in self._acknowledged.copy().items() if said_yes}


def lost(acknowledged: set[str], found: Counter[str]) -> list[str]:
    return sorted(mark for mark in acknowledged if not found[mark])


def twice(found: Counter[str]) -> list[str]:
    """Return what is stored more than once, the acknowledged and what was sent again after an error alike."""
    return sorted(mark for mark, count in found.items() if count > 1)
