"""The months of the archive."""

from datetime import date
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import F, IntegerField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

# Back from the newest of the articles to the oldest, each month is looked up: to count them, or to look for those that
# differ, a database would go through all articles there are. A month is the number of those since the year 0.
MONTHS = """
WITH RECURSIVE months(number) AS (
    SELECT ({newest}) UNION ALL SELECT number - 1 FROM months WHERE number > ({oldest})
)
SELECT number FROM months WHERE ({one}) IS NOT NULL ORDER BY number DESC
"""
NUMBER = Cast(F("year"), IntegerField()) * 12 + F("month") - 1
YEAR, MONTH = RawSQL("months.number / 12", ()), RawSQL("months.number %% 12 + 1", ())


class DatedQuerySet(models.QuerySet[Any]):
    def months(self) -> list[date]:
        """Return the first day of each month that has any of these articles, newest first. One query.

        They are to be of one edition, as the index of addresses is: what it costs goes by the number of months.
        """
        parts = {
            # What has never been out has no year, and PostgreSQL would begin with all of that.
            "newest": self.filter(year__isnull=False).order_by("-year", "-month").values_list(NUMBER)[:1],
            "oldest": self.order_by("year", "month").values_list(NUMBER)[:1],
            "one": self.filter(year=YEAR, month=MONTH).order_by().values_list("pk")[:1],
        }
        try:
            compiled = {name: rows.query.get_compiler(self.db).as_sql() for name, rows in parts.items()}
        except EmptyResultSet:
            return []
        sql = MONTHS.format(**{name: part for name, (part, _params) in compiled.items()})
        with connections[self.db].cursor() as cursor:
            cursor.execute(sql, [value for _part, params in compiled.values() for value in params])
            return [date(number // 12, number % 12 + 1, 1) for (number,) in cursor.fetchall()]
