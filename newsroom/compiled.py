"""Queries that a process builds and compiles once, and asks with other values each time.

Building a queryset of several conditions and turning it into SQL costs Django more than the database needs to answer
it: on an article's page it was a third of all that the page costs. What is compiled is an ordinary queryset, built by
the same managers as everywhere, with `Asked` where a value will stand.
"""

import copy
import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from threading import Lock
from typing import Any

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, Field, Lookup, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from newsroom.planning import planned_anew


class Asked(Expression):
    """The value that a compiled query is asked with under `name`, or a function that gives it for a connection."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        return "%s", [self]


@Field.register_lookup
class Among(Lookup):
    """`pk__among=Asked(…)`: is one of a list, which is a single value and so of any length in the same SQL."""

    lookup_name = "among"

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        postgresql = connection.vendor == "postgresql"
        several = "= ANY (%s)" if postgresql else "IN (SELECT value FROM json_each(%s))"
        return f"{column} {several}", [*params, *self.process_rhs(compiler, connection)[1]]


class CompiledQuery:
    """A queryset with its SQL. Rows come as the queryset gives them: models, tuples or values, with what it prefetches.

    `build` is called at the first question: models have to be loaded by then. `among` is the name of the list that all
    rows are sought in, where there is one: of an empty one nothing is asked. A query whose plan goes by its values
    `needs_own_plan` each time (newsroom.planning).
    """

    def __init__(
        self, build: Callable[[], QuerySet[Any, Any]], *, among: str = "", needs_own_plan: bool = False
    ) -> None:
        self.build, self.among, self.needs_own_plan = build, among, needs_own_plan
        self._rows: QuerySet[Any, Any] | None = None
        # Compiling changes the query for as long as it takes: another thread would write down half of it, for good.
        self._turn = Lock()
        # By the alias of the database: each may be of another kind.
        self._compilers: dict[str, tuple[SQLCompiler, str, tuple[Any, ...]]] = {}

    def __call__(self, part: slice | None = None, /, **values: Any) -> list[Any]:
        """Return the rows for these values of all its `Asked`, or a part of them; it has a start and a stop.

        One query, and those of what is prefetched.
        """
        if self.among and not values[self.among]:
            return []
        built, using = self._compiled()
        sql, asked = self._question(using, part, values)
        # A connection belongs to its thread: so does whoever asks on it.
        compiler: Any = copy.copy(self._compilers[using][0])
        compiler.connection = connections[using]
        compiler.as_sql = lambda *args, **kwargs: (sql, asked)
        query: Any = copy.copy(built.query)
        query.get_compiler = lambda *args, **kwargs: compiler
        rows = type(built)(built.model, query, using)
        for name in ("_iterable_class", "_fields", "_prefetch_related_lookups"):
            setattr(rows, name, getattr(built, name))
        with self._planning(using):
            return list(rows)

    def columns(self, part: slice | None = None, /, **values: Any) -> list[tuple[Any, ...]]:
        """Return the rows as the database gives them: for numbers and texts, of which there are thousands."""
        if self.among and not values[self.among]:
            return []
        _built, using = self._compiled()
        with self._planning(using), connections[using].cursor() as cursor:
            cursor.execute(*self._question(using, part, values))
            return cursor.fetchall()

    def _planning(self, using: str) -> AbstractContextManager[None]:
        return planned_anew(using) if self.needs_own_plan else nullcontext()

    def _question(self, using: str, part: slice | None, values: dict[str, Any]) -> tuple[str, tuple[Any, ...]]:
        connection = connections[using]
        _compiler, sql, params = self._compilers[using]
        if part:
            sql, params = f"{sql} LIMIT %s OFFSET %s", (*params, part.stop - part.start, part.start)
        answers = {name: _adapted(value, connection) for name, value in values.items()}
        return sql, tuple(answers[one.name] if isinstance(one, Asked) else one for one in params)

    def _compiled(self) -> tuple[QuerySet[Any, Any], str]:
        """Return the queryset, and the database to ask, for which it is compiled."""
        if self._rows is not None and (using := self._rows.db) in self._compilers:
            return self._rows, using
        with self._turn:
            if self._rows is None:
                self._rows = self.build()
            using = self._rows.db
            if using not in self._compilers:
                first = self._rows.query.get_compiler(using)
                sql, params = first.as_sql()
                # What makes Python's values of the database's: the same for every row, and by every connection.
                converters = first.get_converters([column for column, *_rest in first.select[: first.col_count]])
                first.get_converters = lambda expressions: converters
                self._compilers[using] = first, sql, params
            return self._rows, using


def _adapted(value: Any, connection: BaseDatabaseWrapper) -> Any:
    if callable(value):
        return value(connection)
    if isinstance(value, list):
        return value if connection.vendor == "postgresql" else json.dumps(value)
    return connection.ops.adapt_unknown_value(value)
