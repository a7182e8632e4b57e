"""A table that only grows, by the word of the database: raw SQL, a fixture and another program meet it too."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.migrations import RunPython

# Raised as what other constraints raise, so that one `except IntegrityError` has both databases.
REFUSE = """
CREATE OR REPLACE FUNCTION refuse_to_rewrite() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def append_only(app: str, model: str, *, erasable: Mapping[str, str]) -> RunPython:
    """Return the operation that lets nothing change in a table but the columns of `erasable`, to the value there.

    It knows the columns of its own moment, and SQLite drops triggers with a table that it remakes: a migration
    that changes the table takes the triggers off before (`RunPython.database_backwards`) and puts them on after.
    """

    def put_on(apps: Any, schema_editor: Any) -> None:
        table = apps.get_model(app, model)._meta
        for statement in TRIGGERS[schema_editor.connection.vendor](table, erasable):
            schema_editor.execute(statement, params=None)

    def take_off(apps: Any, schema_editor: Any) -> None:
        table = apps.get_model(app, model)._meta.db_table
        place = f" ON {table}" if schema_editor.connection.vendor == "postgresql" else ""
        for name in ("update", "delete", "replace"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{name}{place}", params=None)

    return RunPython(put_on, take_off)


def _changes(table: Any, erasable: Mapping[str, str], differs: str) -> str:
    """Return the condition that says that an UPDATE would change more than it may."""
    conditions = []
    for field in table.local_concrete_fields:
        condition = f"NEW.{field.column} {differs} OLD.{field.column}"
        if field.name in erasable:
            condition = f"({condition} AND NEW.{field.column} {differs} {erasable[field.name]})"
        conditions.append(condition)
    return " OR ".join(conditions)


def _on_sqlite(table: Any, erasable: Mapping[str, str]) -> Iterator[str]:
    name = table.db_table
    refuse = f"BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
    changes = _changes(table, erasable, "IS NOT")
    yield f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} WHEN {changes} {refuse}"
    yield f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} {refuse}"
    # INSERT OR REPLACE deletes a row without asking the trigger above.
    there = f"EXISTS (SELECT 1 FROM {name} WHERE {table.pk.column} = NEW.{table.pk.column})"  # noqa: S608
    yield f"CREATE TRIGGER {name}_no_replace BEFORE INSERT ON {name} WHEN {there} {refuse}"


def _on_postgresql(table: Any, erasable: Mapping[str, str]) -> Iterator[str]:
    name = table.db_table
    refuse = "EXECUTE FUNCTION refuse_to_rewrite()"
    changes = _changes(table, erasable, "IS DISTINCT FROM")
    yield REFUSE
    yield f"CREATE TRIGGER {name}_no_update BEFORE UPDATE ON {name} FOR EACH ROW WHEN ({changes}) {refuse}"
    yield f"CREATE TRIGGER {name}_no_delete BEFORE DELETE ON {name} FOR EACH ROW {refuse}"
    yield f"CREATE TRIGGER {name}_no_replace BEFORE TRUNCATE ON {name} FOR EACH STATEMENT {refuse}"


TRIGGERS: dict[str, Callable[[Any, Mapping[str, str]], Iterator[str]]] = {
    "sqlite": _on_sqlite,
    "postgresql": _on_postgresql,
}
