"""How often is too often: counters in the database, so that every process and machine counts together."""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

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

    Fixed windows: at the seam of two, twice the limit can pass. It is accepted, since what matters
    is that a flood ends and that an honest reader is free again within the window.
    """
    now = time.time() if now is None else now
    # In one order, so that two requests that share keys cannot wait for each other.
    rows = sorted({window.key: _end(window, now) for window in windows if window.key}.items())
    if not rows:
        return {}
    table = connection.ops.quote_name(Tally._meta.db_table)
    places = ", ".join(["(%s, %s, 1)"] * len(rows))
    # The table's name is ours, every value is a parameter.
    statement = (
        f"INSERT INTO {table} (key, ends_at, count) VALUES {places} "  # noqa: S608
        f"ON CONFLICT (key) DO UPDATE SET ends_at = EXCLUDED.ends_at, count = "
        f"CASE WHEN {table}.ends_at = EXCLUDED.ends_at THEN {table}.count + 1 ELSE 1 END "
        "RETURNING key, count, ends_at"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for row in rows for value in row])
        return {key: Count(number, max(1, int(ends_at - now))) for key, number, ends_at in cursor.fetchall()}


def forget_ended(*, now: float | None = None) -> int:
    """Delete the counts whose window is over; return how many."""
    now = time.time() if now is None else now
    return Tally.objects.filter(ends_at__lt=int(now)).delete()[0]


def _end(window: Window, now: float) -> int:
    return (int(now) // window.seconds + 1) * window.seconds
