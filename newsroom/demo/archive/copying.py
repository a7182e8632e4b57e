"""More of an archive than anybody writes: the database copies what is there, further and further back in time.

PostgreSQL alone, and minutes instead of hours: the texts of such an archive come again, addresses and keys do not.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.db import connection, models

from articles.models import Article, ReadCount
from articles.search_marks import MONTH
from comments.models import Discussion
from newsroom.demo.archive.table import Table
from newsroom.models import Site

# Made anew for a copy, or of other columns. {copy} is its number, {at} the moment it came out.
MADE = {
    "slug": "slug || '-{copy}'",
    "year": "extract(year FROM {at})::int",
    "month": "extract(month FROM {at})::int",
    # What never came out has no month.
    "search_text": "coalesce("
    f"regexp_replace(search_text, '{MONTH}\\d+', '{MONTH}' || to_char({{utc}}, 'YYYYMM')), search_text)",
    "content": "jsonb_set(content, '{{slug}}', to_jsonb((content->>'slug') || '-{copy}'))",
    "idempotency_key": "gen_random_uuid()",
    "fingerprint": "md5(fingerprint || '{copy}')",
}


class Copies:
    """Copies of the rows that have been written into `tables` since they were opened."""

    def __init__(self, tables: Sequence[Table], span: timedelta) -> None:
        self.tables = [table for table in tables if table.model is not ReadCount]
        self.first = {table.model: table.first_key for table in self.tables}
        self.sizes = {table.model: table.last_key - table.first_key for table in self.tables}
        # It has the article's key.
        self.first[Discussion], self.sizes[Discussion] = self.first[Article], self.sizes[Article]
        self.span = span

    def make(self, number: int) -> None:
        """Write the copy of this number, the first being 1."""
        with connection.cursor() as cursor:
            for table in self.tables:
                first = self.first[table.model]
                last = first + self.sizes[table.model]
                names = ", ".join(connection.ops.quote_name(field.column) for field in table.fields)
                values = ", ".join(self._value(field, number) for field in table.fields)
                name, key = table.model._meta.db_table, connection.ops.quote_name(table.model._meta.pk.column)
                cursor.execute(
                    f"INSERT INTO {name} ({names}) SELECT {values} FROM {name} "  # noqa: S608 (names of ours)
                    f"WHERE {key} > {first} AND {key} <= {last}"
                )

    def _value(self, field: Any, number: int) -> str:
        column: str = connection.ops.quote_name(field.column)
        shift = f"interval '{number * self.span.total_seconds():.0f} seconds'"
        of = field.remote_field.model if field.remote_field else field.model if field.primary_key else None
        if of in self.sizes:
            return f"{column} + {number * self.sizes[of]}"
        if isinstance(field, models.DateTimeField):
            return f"{column} - {shift}"
        if field.name in MADE:
            moment = f"(first_published_at - {shift})"
            at, utc = (f"({moment} AT TIME ZONE '{zone}')" for zone in (Site.current().zone, "UTC"))
            return MADE[field.name].format(copy=number, at=at, utc=utc)
        return column
