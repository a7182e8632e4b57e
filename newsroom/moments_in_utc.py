"""Moments as PostgreSQL sends them, read by psycopg's C code: a page has eighty, and Django reads each in Python.

Django's loader differs from psycopg's own in the zone alone, and to that all our connections are set.
"""

from datetime import UTC
from typing import Any

from django.db.backends.postgresql.psycopg_any import get_adapters_template  # type: ignore[import-untyped]
from psycopg import adapters
from psycopg.pq import Format

MOMENT = adapters.types["timestamptz"].oid
PSYCOPGS_OWN: Any = adapters.get_loader(MOMENT, Format.TEXT)


class MomentInUTC:
    """What is registered as a loader; the one that reads is psycopg's, of which no class can be made."""

    format = Format.TEXT
    # Django asks, to see whether it is the connection's.
    timezone = UTC

    def __new__(cls, *of: Any) -> Any:
        return PSYCOPGS_OWN(*of)


def read_by_psycopg() -> None:
    """Let all connections of Django do so: they take over what it makes once for a zone."""
    template: Any = get_adapters_template(True, UTC)
    template.register_loader(MOMENT, MomentInUTC)
