"""The library in the admin: every picture as a card, newest first, and each page of them as quick as the first."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.admin.bounded_list import BoundedList
from articles.admin.library_card import card_of
from articles.admin.library_filters import LackFilter, MonthFilter, UseFilter, YearFilter
from articles.models import Image


class PictureList(BoundedList):
    def shown(self, rows: Any) -> Any:
        return rows.as_cards()

    @property
    def cards(self) -> list[Any]:
        return [card_of(image) for image in self.result_list]


class ListsPictures(admin.ModelAdmin):
    # The columns of a table that is not drawn: the template has a grid.
    list_display = ("title",)
    list_filter: ClassVar[Any] = (LackFilter, UseFilter, YearFilter, MonthFilter)
    list_per_page = 48
    sortable_by = ()
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    ordering = ("-created_at", "-pk")
    search_fields = ("title",)
    search_help_text = _(
        "Words of the working title, the alt text, the caption, the credit, the licence or the source, in either "
        "language."
    )

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return PictureList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Image], search_term: str
    ) -> tuple[QuerySet[Image], bool]:
        rows: Any = queryset
        return rows.matching(search_term) if search_term.strip() else rows, False
