"""Rows by the thousand: COPY on PostgreSQL, many at once on SQLite."""

import json
from collections.abc import Callable
from typing import Any

from django.db import connection, models
from django.db.models import Max

NULL = "\\N"
Cell = Callable[[Any], Any]


class Table:
    """What is to be stored of one model: rows are kept as the database takes them, until `flush` writes them."""

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.fields = [field for field in model._meta.concrete_fields if not field.generated]
        self.cells = [_cell_of(field) for field in self.fields]
        self.places = {field.attname: place for place, field in enumerate(self.fields)}
        self.defaults = [cell(field.get_default()) for cell, field in zip(self.cells, self.fields, strict=True)]
        self.key = model._meta.pk.attname
        self.first_key = self.last_key = self._highest_key()
        self.rows: list[list[Any]] = []

    def _highest_key(self) -> int:
        return self.model._default_manager.aggregate(highest=Max("pk"))["highest"] or 0

    def next_key(self) -> int:
        self.last_key += 1
        return self.last_key

    def add(self, **values: Any) -> None:
        """Keep a row with these columns, by the names of attributes, and the defaults of all others."""
        if self.key not in values:
            values[self.key] = self.next_key()
        row = self.defaults.copy()
        for name, value in values.items():
            place = self.places[name]
            row[place] = self.cells[place](value)
        self.rows.append(row)

    def flush(self) -> None:
        names = ", ".join(connection.ops.quote_name(field.column) for field in self.fields)
        table = connection.ops.quote_name(self.model._meta.db_table)
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                    copy.write("".join("\t".join(row) + "\n" for row in self.rows))
            elif self.rows:
                signs = ", ".join(["%s"] * len(self.fields))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({signs})", self.rows)  # noqa: S608 (ours)
        self.rows = []


def _cell_of(field: Any) -> Cell:
    """Return what makes of a value of `field` what the database takes."""
    if connection.vendor != "postgresql":
        return lambda value: field.get_db_prep_save(value, connection)
    text: Cell = str
    if isinstance(field, models.JSONField):
        text = _json
    elif isinstance(field, models.CharField | models.TextField):
        text = _escaped
    return lambda value: NULL if value is None else text(value)


def _escaped(value: str) -> str:
    """Return a text as COPY reads it; most have nothing to be escaped."""
    for sign, escaped in (("\\", "\\\\"), ("\n", "\\n"), ("\t", "\\t"), ("\r", "\\r")):
        if sign in value:
            value = value.replace(sign, escaped)
    return value


def _json(value: Any) -> str:
    return _escaped(json.dumps(value, ensure_ascii=False))
