"""How often is too often: counters in the database, so that every process and machine counts together."""

import math
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection
from django.db.models import F

from newsroom.models import Tally


@dataclass(frozen=True)
class Window:
    """What is counted (`key`, a pseudonym and no address) and for how many seconds."""

    key: str
    seconds: int


@dataclass(frozen=True)
class Count:
    """How often it has happened in this window, this time included, and in how many seconds that ends."""

    count: int
    ends_in: int


def count(windows: Iterable[Window], *, now: float | None = None) -> dict[str, Count]:
    """Count one more in each window and return the counts by key: one statement, atomic on both databases.

    A window begins with the first thing counted in it, so that one of 15 seconds with room for one is
    a pause of 15 seconds. Inside a transaction the counts are locked until its end: whoever counts the
    same waits, and what is rolled back has not been counted.
    """
    now = time.time() if now is None else now
    # In one order, so that two requests that share keys cannot wait for each other.
    rows = sorted({window.key: math.ceil(now) + window.seconds for window in windows if window.key}.items())
    if not rows:
        return {}
    table = connection.ops.quote_name(Tally._meta.db_table)
    places = ", ".join(["(%s, %s, 1)"] * len(rows))
    runs = f"{table}.ends_at > %s"
    # The table's name is ours, every value is a parameter.
    statement = (
        f"INSERT INTO {table} (key, ends_at, count) VALUES {places} ON CONFLICT (key) DO UPDATE SET "  # noqa: S608
        f"ends_at = CASE WHEN {runs} THEN {table}.ends_at ELSE EXCLUDED.ends_at END, "
        f"count = CASE WHEN {runs} THEN {table}.count + 1 ELSE 1 END "
        "RETURNING key, count, ends_at"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*(value for row in rows for value in row), int(now), int(now)])
        return {key: Count(number, math.ceil(ends_at - now)) for key, number, ends_at in cursor.fetchall()}


def take_back(window: Window) -> None:
    """Uncount what has just been counted in `window` and was then not done. Call it in the same transaction."""
    Tally.objects.filter(key=window.key, count__gt=0).update(count=F("count") - 1)


def forget_ended(*, now: float | None = None) -> int:
    """Delete the counts whose window is over; return how many."""
    now = time.time() if now is None else now
    return Tally.objects.filter(ends_at__lt=int(now)).delete()[0]
