"""Tables without what makes writing them slow: PostgreSQL makes an index of millions of rows at once many times faster.

Inside a transaction, so that they are there again whatever happens.
"""

import contextlib
from collections.abc import Iterator, Sequence

from django.db import connection, models

CONSTRAINTS = """
SELECT conrelid::regclass::text, quote_ident(conname), pg_get_constraintdef(oid), contype::text
FROM pg_constraint WHERE conrelid = ANY (%s::regclass[]) AND contype IN ('f', 'u') ORDER BY contype DESC
"""
INDEXES = """
SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = ANY (%s::regclass[])
AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid AND contype IN ('p', 'u'))
"""


@contextlib.contextmanager
def without_indexes(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """Take indexes and references off the tables, but for their keys, and put them back at the end."""
    if connection.vendor != "postgresql":
        yield
        return
    names = [connection.ops.quote_name(table._meta.db_table) for table in tables]
    with connection.cursor() as cursor:
        constraints = cursor.execute(CONSTRAINTS, [names]).fetchall()
        indexes = cursor.execute(INDEXES, [names]).fetchall()
        # No table is altered that still has references to be checked at the end of the transaction.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table, name, _definition, _kind in reversed(constraints):
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _definition in indexes:
            cursor.execute(f"DROP INDEX {name}")
        yield
        cursor.execute("SET LOCAL maintenance_work_mem = '512MB'")
        for _name, definition in indexes:
            cursor.execute(definition)
        for table, name, definition, _kind in constraints:
            cursor.execute(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
