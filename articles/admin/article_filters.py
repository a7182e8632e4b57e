"""By what the list of articles is cut: each filter one condition that a queryset of articles.standing answers."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.choices import Freshness
from articles.models import Author
from articles.standing import Standing
from newsroom.admin import staff

# A name that fits more people than this has to be written out further.
MOST_NAMES = 200


class StandingFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            *Standing.choices,
            ("today", _("scheduled today")),
            ("changed", _("with unpublished changes")),
            ("swap", _("with scheduled changes")),
            ("stuck", _("scheduled, cannot be published")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any] | None:
        value = self.value()
        if value in Standing.values:
            rows: QuerySet[Any] = queryset.standing(value)
            return rows
        kept = {"today": "due_today", "changed": "ahead", "swap": "with_changes_scheduled", "stuck": "stuck"}
        return getattr(queryset, kept[value])() if value in kept else None


class FreshnessFilter(admin.SimpleListFilter):
    title = _("translation")
    parameter_name = "freshness"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Freshness.choices)

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any] | None:
        return queryset.of_freshness(self.value()) if self.value() in Freshness.values else None


class MineFilter(admin.SimpleListFilter):
    title = pgettext_lazy("filter", "my part in it")
    parameter_name = "mine"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("written", _("written by me")),
            ("waiting", _("waiting for me")),
            ("returned", _("returned to me")),
            ("translate", _("to be translated by me")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any] | None:
        kept = {
            "written": "written_by",
            "waiting": "waiting_for",
            "returned": "returned_to",
            "translate": "to_translate",
        }
        value = self.value()
        return getattr(queryset, kept[value])(staff(request)) if value in kept else None


class MarkFilter(admin.SimpleListFilter):
    title = pgettext_lazy("filter", "what stands out")
    parameter_name = "with"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [
            ("breaking", _("breaking now")),
            ("no-picture", _("without a picture")),
            ("no-alt", _("picture without alt text, last thirty days")),
        ]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any] | None:
        if self.value() == "breaking":
            rows: QuerySet[Any] = queryset.breaking()
            return rows
        if self.value() == "no-picture":
            return queryset.filter(lead_image=None, without_picture=False)
        return queryset.without_alt() if self.value() == "no-alt" else None


class BylineFilter(admin.SimpleListFilter):
    """By a name that is typed: a newsroom of twenty years has more authors than a list can show."""

    title = _("author")
    parameter_name = "author"
    template = "admin/articles/article/_byline_filter.html"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return []

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: Any) -> Any:
        """Return for the template what is typed, the rest of the list's query, and the way back to all."""
        others = [
            (name, value)
            for name, values in changelist.filter_params.items()
            if name != self.parameter_name
            for value in values
        ]
        everything = changelist.get_query_string(remove=[self.parameter_name])
        yield {"name": self.parameter_name, "value": self.value() or "", "others": others, "query_string": everything}

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[Any] | None:
        name = " ".join((self.value() or "").replace("\0", "").split())
        if not name:
            return None
        named = Author.objects.filter(Q(name_ar__icontains=name) | Q(name_en__icontains=name)).order_by("pk")
        kept: QuerySet[Any] = queryset.filter(pk__in=self._bylines(queryset, named.values("pk")[:MOST_NAMES]))
        return kept

    def _bylines(self, queryset: Any, authors: Any) -> Any:
        return queryset.model.bylines.through.objects.filter(author__in=authors).values("article")
