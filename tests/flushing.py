"""What empties the tables between two tests, which the log of the newsroom lets nobody do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.base.operations import BaseDatabaseOperations

from newsroom.models import AuditEntry

TABLE = AuditEntry._meta.db_table
EXECUTE = BaseDatabaseOperations.execute_sql_flush


def flush(operations: Any, statements: list[str]) -> None:
    with {"sqlite": dropped, "postgresql": disabled}[operations.connection.vendor](operations.connection):
        EXECUTE(operations, statements)


@contextmanager
def dropped(connection: Any) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
        triggers = cursor.fetchall()
        for name, _sql in triggers:
            cursor.execute(f"DROP TRIGGER {name}")
        yield
        for _name, sql in triggers:
            cursor.execute(sql)


@contextmanager
def disabled(connection: Any) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
        yield
        cursor.execute(f"ALTER TABLE {TABLE} ENABLE TRIGGER USER")
