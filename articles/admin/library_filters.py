"""By what the library is cut: what a picture lacks, whether anything shows it, when it came."""

from datetime import MAXYEAR, MINYEAR, datetime
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dates import MONTHS
from django.utils.translation import gettext_lazy as _

from articles.models import Image
from newsroom import languages
from newsroom.typed_number import typed_number


class LackFilter(admin.SimpleListFilter):
    title = _("what is missing")
    parameter_name = "lacks"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            (languages.ARABIC, _("alt text in Arabic")),
            (languages.ENGLISH, _("alt text in English")),
            ("licence", _("licence")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Image] | None:
        if self.value() in languages.CODES:
            rows: QuerySet[Image] = queryset.without_alt(self.value())
            return rows
        return queryset.filter(licence="") if self.value() == "licence" else None


class UseFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("yes", _("used somewhere")), ("no", _("not used"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Image] | None:
        if self.value() not in ("yes", "no"):
            return None
        rows: QuerySet[Image] = queryset.used(self.value() == "yes")
        return rows


class YearFilter(admin.SimpleListFilter):
    title = _("year")
    parameter_name = "year"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        first = Image.objects.order_by("created_at").values_list("created_at", flat=True).first()
        this = timezone.localtime().year
        years = range(this, (timezone.localtime(first).year if first else this) - 1, -1)
        return [(str(year), str(year)) for year in years]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image] | None:
        year = typed_year(self.value())
        return queryset.filter(created_at__year=year) if year else None


class MonthFilter(admin.SimpleListFilter):
    """The months of the year that has been chosen."""

    title = _("month")
    parameter_name = "month"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(str(number), name) for number, name in MONTHS.items()] if request.GET.get("year") else []

    def queryset(self, request: HttpRequest, queryset: QuerySet[Image]) -> QuerySet[Image] | None:
        year, month = typed_year(request.GET.get("year")), typed_number(self.value(), 2)
        if not year or month not in MONTHS:
            return None
        # As moments: the month of each row would have to be reckoned.
        start = datetime(year, month, 1, tzinfo=timezone.get_current_timezone())
        after = start.replace(year=year + month // 12, month=month % 12 + 1)
        return queryset.filter(created_at__gte=start, created_at__lt=after)


def typed_year(text: str | None) -> int | None:
    """Return the year in `text`; the first and the last one have hours that no other zone can name."""
    year = typed_number(text, 4)
    return year if year and MINYEAR < year < MAXYEAR else None
