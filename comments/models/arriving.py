import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.db import connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

from comments.limits import Counting
from comments.models.origin import Origin
from newsroom import throttle


@dataclass(frozen=True)
class Arrival:
    """What is written with a comment that a guest has sent: that there was one more, and where it came from."""

    counting: Counting
    origin: Origin | None


# By hand, and in one statement: each by itself is a journey to the database and back, and what the ORM needs to
# write them is more than the database needs to store them. What is too often is rolled back with its counts; of
# the comment nothing is written then.
STATEMENT = """
WITH asked (key, ends_at, most) AS (SELECT * FROM unnest(%s::text[], %s::bigint[], %s::integer[])),
counted AS (INSERT INTO newsroom_tally (key, ends_at, count) SELECT key, ends_at, 1 FROM asked {one_more}),
stored AS (
    INSERT INTO comments_comment ({columns}) SELECT {places}
    WHERE NOT EXISTS (SELECT 1 FROM counted JOIN asked USING (key) WHERE counted.count > asked.most)
    RETURNING id
),
noted AS (
    INSERT INTO comments_origin (comment_id, address, user_agent, at)
    SELECT stored.id, came.* FROM stored, (VALUES (%s::inet, %s, %s::timestamptz)) AS came (address, user_agent, at)
    WHERE came.address IS NOT NULL
)
SELECT id, NULL, 0, 0 FROM stored UNION ALL SELECT NULL, key, count, ends_at FROM counted
"""


class Arriving(models.Model):
    """What guests send: a new row that has an `arrival` is stored with it, or raises TooOften."""

    arrival: Arrival | None = None
    # By the columns that are stored.
    _statements: ClassVar[dict[tuple[str, ...], str]] = {}

    class Meta:
        abstract = True

    def _do_insert(self, manager: Any, using: str, fields: list[Any], returning_fields: Any, raw: bool) -> list[Any]:
        """Do what Django does here when a new row is saved."""
        connection = connections[using]
        if self.arrival and connection.vendor == "postgresql":
            return self._arrive(self.arrival, fields, connection)
        if self.arrival:
            self.arrival.counting.count()
        stored: list[Any] = super()._do_insert(manager, using, fields, returning_fields, raw)  # type: ignore[misc]
        if self.arrival and self.arrival.origin:
            self.arrival.origin.comment_id = stored[0][0]
            self.arrival.origin.save(force_insert=True)
        return stored

    def _arrive(self, arrival: Arrival, fields: list[Any], connection: BaseDatabaseWrapper) -> list[Any]:
        counting, origin, now = arrival.counting, arrival.origin, time.time()
        shared = throttle.count_shared(counting.limits)
        # Where it is too often already by what the cache has counted, nothing is to be stored.
        is_over = bool(counting.waits(shared))
        most = {window.key: 0 if is_over else limit.most for window, limit in counting.limits.items()}
        rows = throttle.rows_of([window for window in counting.limits if window.key not in shared], now)
        asked: list[Any] = [[key for key, _end in rows]]
        asked += [_array(end for _key, end in rows), _array(most[key] for key, _end in rows)]
        came = [origin.address, origin.user_agent, origin.at] if origin else [None, "", None]
        with connection.cursor() as cursor:
            cursor.execute(
                self._statement(fields), [*asked, int(now), int(now), *self._values(fields, connection), *came]
            )
            found = cursor.fetchall()
        counting.check(shared | throttle.counts_of((row[1:] for row in found if row[0] is None), now))
        return [row[:1] for row in found if row[0] is not None]

    def _values(self, fields: list[Any], connection: BaseDatabaseWrapper) -> list[Any]:
        # None is NULL in every kind of column: a third of them need not be asked how they write it.
        values = [(field, field.pre_save(self, True)) for field in fields]
        return [None if it is None else field.get_db_prep_save(it, connection=connection) for field, it in values]

    def _statement(self, fields: list[Any]) -> str:
        columns = tuple(field.column for field in fields)
        if columns not in self._statements:
            named, places = ", ".join(f'"{column}"' for column in columns), ", ".join(["%s"] * len(columns))
            self._statements[columns] = STATEMENT.format(one_more=throttle.ONE_MORE, columns=named, places=places)
        return self._statements[columns]


def _array(numbers: Iterable[int]) -> str:
    """Return numbers as PostgreSQL writes an array; the adapter of lists looks for a type that holds each of them."""
    return f"{{{','.join(map(str, numbers))}}}"
