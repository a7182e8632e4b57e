"""What two sequences have in common, at a cost that is bounded whatever they hold."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher

# Two stretches without a word that each has once: beyond so many comparisons they count as wholly different.
MOST_COMPARISONS = 250_000
# Pairs of paragraphs that are compared word by word to find which became which.
MOST_PAIRS = 10_000

# Where equal stretches begin, and how long they are.
Match = tuple[int, int, int]


def matches(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[Match]:
    """Return the equal stretches of both, in order: (start before, start after, length).

    Between what each side has exactly once (patience, as in `git diff --patience`) difflib does
    the rest: prose is full of words that are everywhere and say nothing of what belongs together.
    """
    found: list[Match] = []
    for low, high, low_after, high_after in _gaps(before, after):
        found += _between(before, after, low, high, low_after, high_after)
    return _joined(found)


def pairs(
    before: Sequence[object], after: Sequence[object], likeness: Callable[[int, int], float]
) -> list[tuple[int, int]]:
    """Return which of `before` became which of `after`, in order, so that the sum of their likeness is greatest."""
    if len(before) * len(after) > MOST_PAIRS:
        return []
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    alike = [[likeness(i, j) for j in range(len(after))] for i in range(len(before))]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            together = best[i + 1][j + 1] + alike[i][j] if alike[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], together)
    found, i, j = [], 0, 0
    while i < len(before) and j < len(after):
        if alike[i][j] and best[i][j] == best[i + 1][j + 1] + alike[i][j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _gaps(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[tuple[int, int, int, int]]:
    """Divide both at the words that stand once in each and in the same order; each part begins with such a word."""
    low = low_after = 0
    for i, j in _anchors(before, after):
        yield low, i, low_after, j
        low, low_after = i, j
    yield low, len(before), low_after, len(after)


def _anchors(before: Sequence[Hashable], after: Sequence[Hashable]) -> list[tuple[int, int]]:
    once, once_after = _once(before), _once(after)
    common = [(i, once_after[item]) for item, i in once.items() if item in once_after]
    # The longest run in which both sides rise: patience sorting, each card with the one it lies upon.
    tops: list[int] = []
    piles: list[int] = []
    under: list[int | None] = []
    for number, (_i, j) in enumerate(common):
        pile = bisect_left(tops, j)
        under.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1], piles[pile : pile + 1] = [j], [number]
    run, card = [], piles[-1] if piles else None
    while card is not None:
        run.append(common[card])
        card = under[card]
    return run[::-1]


def _once(items: Sequence[Hashable]) -> dict[Hashable, int]:
    counts = Counter(items)
    return {item: i for i, item in enumerate(items) if counts[item] == 1}


def _between(
    before: Sequence[Hashable], after: Sequence[Hashable], low: int, high: int, low_after: int, high_after: int
) -> list[Match]:
    start = 0
    while low + start < high and low_after + start < high_after and before[low + start] == after[low_after + start]:
        start += 1
    found = [(low, low_after, start)]
    low, low_after = low + start, low_after + start
    end = 0
    while high - end > low and high_after - end > low_after and before[high - end - 1] == after[high_after - end - 1]:
        end += 1
    high, high_after = high - end, high_after - end
    if 0 < (high - low) * (high_after - low_after) <= MOST_COMPARISONS:
        matcher = SequenceMatcher(None, before[low:high], after[low_after:high_after], autojunk=False)
        found += [(low + i, low_after + j, size) for i, j, size in matcher.get_matching_blocks() if size]
    return [*found, (high, high_after, end)]


def _joined(found: list[Match]) -> list[Match]:
    joined: list[Match] = []
    for i, j, size in found:
        if not size:
            continue
        if joined and joined[-1][0] + joined[-1][2] == i and joined[-1][1] + joined[-1][2] == j:
            joined[-1] = (joined[-1][0], joined[-1][1], joined[-1][2] + size)
        else:
            joined.append((i, j, size))
    return joined
