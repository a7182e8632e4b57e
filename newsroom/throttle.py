"""How often is too often: counted for all processes and machines together, in the shared cache or in the database.

Where the cache goes away what it has counted goes with it, and begins anew in the database: nobody is locked out by
that, and some may do a little more than they should. What must not happen twice is `exact`.
"""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import F

from newsroom import shared_cache
from newsroom.models import Tally

# ARGV: how many milliseconds the window of each key has.
COUNT = """
local counts = {}
for number, key in ipairs(KEYS) do
    local count = redis.call('INCR', key)
    if redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, ARGV[number]) end
    counts[number] = {count, redis.call('PTTL', key)}
end
return counts
"""
TAKE_BACK = """
for _, key in ipairs(KEYS) do
    if tonumber(redis.call('GET', key) or 0) > 0 then redis.call('DECR', key) end
end
return #KEYS
"""
COUNTED = "return tonumber(redis.call('GET', KEYS[1]) or 0)"
# What follows an INSERT of (key, ends_at, count), where there is a count already. Twice: now, in whole seconds.
ONE_MORE = (
    "ON CONFLICT (key) DO UPDATE SET "
    "ends_at = CASE WHEN newsroom_tally.ends_at > %s THEN newsroom_tally.ends_at ELSE EXCLUDED.ends_at END, "
    "count = CASE WHEN newsroom_tally.ends_at > %s THEN newsroom_tally.count + 1 ELSE 1 END "
    "RETURNING key, count, ends_at"
)


@dataclass(frozen=True)
class Window:
    """What is counted (`key`, a pseudonym and no address) and for how many seconds."""

    key: str
    seconds: int
    # Counted in the database in any case: whoever counts the same waits until the transaction ends, what
    # comes to nothing has not been counted, and no cache that is emptied forgets it.
    exact: bool = False


@dataclass(frozen=True)
class Count:
    """How often it has happened in this window, this time included, and in how many seconds that ends."""

    count: int
    ends_in: int


def count(windows: Iterable[Window], *, now: float | None = None) -> dict[str, Count]:
    """Count one more in each window and return the counts by key: one statement, atomic wherever it is counted.

    A window begins with the first thing counted in it, so that one of 15 seconds with room for one is
    a pause of 15 seconds. In the database the counts are locked until the transaction ends, and what is
    rolled back has not been counted. The shared cache counts by its own clock and knows nothing of
    transactions: what is not done after all has to be taken back.
    """
    asked = {window.key: window for window in windows if window.key}
    shared = count_shared(asked.values())
    rest = [window for key, window in asked.items() if key not in shared]
    return shared | _count_stored(rest, time.time() if now is None else now)


def count_shared(windows: Iterable[Window]) -> dict[str, Count]:
    """Count in the shared cache what may be counted there, all or nothing: {} where none answers."""
    those = [window for window in windows if window.key and not window.exact]
    if not those:
        return {}
    keys, lengths = [window.key for window in those], [1000 * window.seconds for window in those]
    counts = shared_cache.CACHE.run(COUNT, keys, *lengths)
    if counts is None:
        return {}
    return {key: Count(number, math.ceil(left / 1000)) for key, (number, left) in zip(keys, counts, strict=True)}


def rows_of(windows: Iterable[Window], now: float) -> list[tuple[str, int]]:
    """Return key and end of each window: in one order, so that two requests that share keys cannot wait for each other.

    For who counts in a statement of their own, with ONE_MORE.
    """
    return sorted((window.key, math.ceil(now) + window.seconds) for window in windows)


def counts_of(rows: Iterable[tuple[str, int, int]], now: float) -> dict[str, Count]:
    """Return what ONE_MORE has returned."""
    return {key: Count(number, math.ceil(ends_at - now)) for key, number, ends_at in rows}


def _count_stored(windows: list[Window], now: float) -> dict[str, Count]:
    rows = rows_of(windows, now)
    if not rows:
        return {}
    places = ", ".join(["(%s, %s, 1)"] * len(rows))
    # Every value is a parameter.
    statement = f"INSERT INTO newsroom_tally (key, ends_at, count) VALUES {places} {ONE_MORE}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(value for row in rows for value in row), int(now), int(now)])
        return counts_of(cursor.fetchall(), now)


def take_back(windows: Iterable[Window]) -> None:
    """Uncount what has just been counted in `windows` and was then not done. Call it in the same transaction."""
    keys = {window.key: window.exact for window in windows if window.key}
    shared = [key for key, exact in keys.items() if not exact]
    if shared and shared_cache.CACHE.run(TAKE_BACK, shared):
        keys = {key: exact for key, exact in keys.items() if exact}
    if keys:
        Tally.objects.filter(key__in=keys, count__gt=0).update(count=F("count") - 1)


def counted(window: Window) -> int | None:
    """Return what the shared cache has counted in `window`; None where it is for the database to say."""
    number: int | None = shared_cache.CACHE.run(COUNTED, [window.key])
    return number


def forget_ended(*, now: float | None = None) -> int:
    """Delete the counts whose window is over, and return how many; the shared cache does it by itself."""
    now = time.time() if now is None else now
    return Tally.objects.filter(ends_at__lt=int(now)).delete()[0]
