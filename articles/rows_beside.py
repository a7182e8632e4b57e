"""Rows that belong to a row, read with it: as one value of the same query, and not by a further one.

For the few rows of a page: who wrote an article, what corrects it. A question of its own costs Django, the driver and
the database more than three such values do.
"""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, DateTimeField, F, Func, JSONField, Model, QuerySet, Subquery, TextField
from django.db.models.sql.compiler import SQLCompiler

Row = list[Any]
# What both databases make of no rows.
NOTHING = "[]"


class RowsBeside(Subquery):
    """The `columns` of a queryset's rows, in its order: a list of lists of what Django's fields hold.

    What comes out is `made` of each row and the alias of the database, where that is given. As columns there may be
    keys, texts, numbers, moments, yes or no, and JSON; the rows are not to be `distinct`, for which PostgreSQL does
    not compare JSON.
    """

    output_field = TextField()
    empty_result_set_value = NOTHING
    # PostgreSQL; in both, what is gathered comes in the order of the rows that it is gathered from.
    template = "(SELECT COALESCE(json_agg(beside.found)::text, '[]') FROM (%(subquery)s) AS beside)"

    def __init__(
        self, rows: QuerySet[Any, Any], *columns: str, made: Callable[[Row, str], Any] = lambda row, using: row
    ) -> None:
        self.made = made
        super().__init__(rows.annotate(found=_InOneValue(*map(F, columns))).values("found"))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **how: Any) -> Any:
        gathered = "(SELECT json_group_array(json(beside.found)) FROM (%(subquery)s) AS beside)"
        return self.as_sql(compiler, connection, template=gathered, **how)  # type: ignore[call-arg]

    def convert_value(self, value: str, expression: Any, connection: BaseDatabaseWrapper) -> list[Any]:
        if value == NOTHING:
            return []
        rows = json.loads(value)
        for place, read in self._readers:
            for row in rows:
                row[place] = None if row[place] is None else read(row[place])
        return [self.made(row, connection.alias) for row in rows]

    @cached_property
    def _readers(self) -> list[tuple[int, Callable[[Any], Any]]]:
        """Return the places of the columns that JSON has otherwise, and what reads them."""
        columns = self.query.annotations["found"].get_source_expressions()
        found = [(place, _READERS.get(type(column.output_field))) for place, column in enumerate(columns)]
        return [(place, read) for place, read in found if read]


def row_of(model: type[Model], names: tuple[str, ...]) -> Callable[[Row, str], Any]:
    """Return what makes a row of `model` of its columns `names`, for `made`."""
    return lambda row, using: model.from_db(using, names, row)


def read_together(using: str, **several: RowsBeside) -> dict[str, list[Any]]:
    """Read what has nothing to do with each other, of no row, from the database `using`. One query."""
    connection = connections[using]
    sql, params = [], []
    for rows in several.values():
        part, values = _compiled(rows, using)
        sql.append(part)
        params += values
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql)}", params)
        found = cursor.fetchone()
    return {
        name: rows.convert_value(value, rows, connection)
        for (name, rows), value in zip(several.items(), found, strict=True)
    }


def _compiled(rows: RowsBeside, using: str) -> tuple[str, Any]:
    compiler = rows.query.get_compiler(using)
    try:
        return compiler.compile(rows.resolve_expression(rows.query))
    except EmptyResultSet:
        return f"'{NOTHING}'", ()


class _InOneValue(Func):
    function = "json_build_array"
    output_field = TextField()

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **how: Any) -> Any:
        columns = self.copy()
        # SQLite stores JSON as a text, and would put it in as one.
        columns.set_source_expressions(
            [_AsJSON(each) if isinstance(each.output_field, JSONField) else each for each in self.source_expressions]
        )
        return columns.as_sql(compiler, connection, function="json_array", **how)


class _AsJSON(Func):
    function = "json"
    output_field = JSONField()


def _moment(text: str) -> datetime:
    """Read a moment as JSON has it of PostgreSQL, in UTC with its offset, and of SQLite, in UTC without one."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


# SQLite has no yes and no, but 1 and 0.
_READERS: dict[type[Any], Callable[[Any], Any]] = {DateTimeField: _moment, BooleanField: bool}
