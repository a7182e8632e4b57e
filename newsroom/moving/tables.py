"""All rows from one database to another, in one transaction, and the proof that they are there."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import DataError, IntegrityError, connections, models, transaction
from django.db.migrations.recorder import MigrationRecorder

# What `migrate` puts into a new database. It gives way to the rows, and the keys, of the old one.
FILLED_BY_MIGRATIONS = (
    "articles.Synonym",
    "auth.Group",
    "auth.Group_permissions",
    "auth.Permission",
    "contenttypes.ContentType",
)
AT_ONCE = 2000
Model = type[models.Model]
Progress = Callable[[int, int], None]


class NotMoved(Exception):
    """Why nothing was moved, in words for the operator."""


class Fingerprint:
    """Of the rows of a table in any order: how many, and the sum of what each hashes to."""

    def __init__(self) -> None:
        self.rows = 0
        self.sum = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Fingerprint) and (self.rows, self.sum) == (other.rows, other.sum)

    __hash__ = None  # type: ignore[assignment]

    def __str__(self) -> str:
        return f"{self.rows} rows, {self.sum:032x}"

    def add(self, row: Iterable[Any]) -> None:
        written = "\x1f".join(map(_written, row)).encode("utf-8", "surrogatepass")
        self.rows += 1
        self.sum = (self.sum + int.from_bytes(hashlib.blake2b(written, digest_size=16).digest())) % 2**128


def _written(value: Any) -> str:
    """Return a value as it is hashed: the same for the same moment in any zone, and for an object in any order."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, dict | list):
        return json.dumps(value, sort_keys=True, ensure_ascii=False)
    return repr(value)


def all_models() -> list[Model]:
    """Return every model that has a table of its own, links of many-to-many fields among them."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.managed and not model._meta.proxy]


def fields_of(model: Model) -> list[Any]:
    return [field for field in model._meta.local_concrete_fields if not field.generated]


def rows_of(model: Model, alias: str) -> Iterator[tuple[Any, ...]]:
    rows = model._base_manager.using(alias).order_by("pk")
    return rows.values_list(*(field.attname for field in fields_of(model))).iterator(chunk_size=AT_ONCE)


def move(source: str, target: str, progress: Progress) -> dict[str, Fingerprint]:
    """Move every row and return the fingerprint of each table, or raise NotMoved and have changed nothing.

    `progress` is told how many rows of how many are over. Nobody can write to `source` meanwhile.
    """
    with transaction.atomic(using=source), transaction.atomic(using=target):
        _compare_migrations(source, target)
        _refuse_what_is_filled(target)
        sent = _copy_all(source, target, progress)
        _check_keys(target)
        _reset_sequences(target)
        for model in all_models():
            _compare(model, target, sent[model._meta.label])
    return sent


def _compare_migrations(source: str, target: str) -> None:
    applied = [set(MigrationRecorder(connections[alias]).applied_migrations()) for alias in (source, target)]
    for name, missing in (("old", applied[1] - applied[0]), ("new", applied[0] - applied[1])):
        if missing:
            first = ".".join(min(missing))
            raise NotMoved(f"The {name} database has not had {len(missing)} migrations ({first}): run `migrate` on it.")


def _refuse_what_is_filled(target: str) -> None:
    filled = [
        model._meta.label
        for model in all_models()
        if model._meta.label not in FILLED_BY_MIGRATIONS and model._base_manager.using(target).exists()
    ]
    if filled:
        raise NotMoved(f"The new database is not empty: there are rows of {', '.join(sorted(filled))}.")
    with connections[target].cursor() as cursor:
        for label in FILLED_BY_MIGRATIONS:
            # Keys that lead here are looked at when all is over.
            table = connections[target].ops.quote_name(_model(label)._meta.db_table)
            cursor.execute(f"DELETE FROM {table}")  # noqa: S608 (a name of ours)


def _model(label: str) -> Model:
    return next(model for model in all_models() if model._meta.label == label)


def _copy_all(source: str, target: str, progress: Progress) -> dict[str, Fingerprint]:
    found = all_models()
    total, over = sum(model._base_manager.using(source).count() for model in found), 0
    sent: dict[str, Fingerprint] = {}
    for model in found:
        sent[model._meta.label] = fingerprint = Fingerprint()
        try:
            _write(model, target, _counted(rows_of(model, source), fingerprint, over, total, progress))
        except (DataError, IntegrityError) as error:
            said = str(error).partition("\n")[0]
            raise NotMoved(f"{model._meta.label} has a row that the new database does not take: {said}") from error
        over += fingerprint.rows
    return sent


def _counted(
    rows: Iterator[tuple[Any, ...]], fingerprint: Fingerprint, over: int, total: int, progress: Progress
) -> Iterator[tuple[Any, ...]]:
    for row in rows:
        fingerprint.add(row)
        yield row
        if fingerprint.rows % AT_ONCE == 0 or over + fingerprint.rows == total:
            progress(over + fingerprint.rows, total)


def _write(model: Model, alias: str, rows: Iterator[tuple[Any, ...]]) -> None:
    """Write rows as they are: no signal is sent, nothing is computed anew."""
    connection, fields = connections[alias], fields_of(model)
    stored: Any = (
        [field.get_db_prep_save(value, connection) for field, value in zip(fields, row, strict=True)] for row in rows
    )
    table = connection.ops.quote_name(model._meta.db_table)
    names = ", ".join(connection.ops.quote_name(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for values in stored:
                    copy.write_row(values)
        else:
            signs = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({signs})", stored)  # noqa: S608 (names of ours)


def _check_keys(alias: str) -> None:
    try:
        connections[alias].check_constraints()
    except IntegrityError as error:
        said = str(error).partition("\n")[0]
        raise NotMoved(f"A row speaks of another that is not there: {said}") from error


def _reset_sequences(alias: str) -> None:
    """Let the next key of each table be one that is free."""
    connection = connections[alias]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), all_models()):
            cursor.execute(statement)


def _compare(model: Model, alias: str, sent: Fingerprint) -> None:
    arrived = Fingerprint()
    for row in rows_of(model, alias):
        arrived.add(row)
    if arrived != sent:
        raise NotMoved(f"{model._meta.label} has not arrived as it was: {sent} there, {arrived} here.")
