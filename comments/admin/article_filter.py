from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comments.models import Comment


class WaitingCommentsFilter(admin.SimpleListFilter):
    """Articles under which something waits for a moderator; the articles themselves know no comments."""

    title = _("comments")
    parameter_name = "comments"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [("waiting", _("with comments that wait"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any] | None:
        return queryset.filter(pk__in=Comment.objects.waiting().order_by().values("article")) if self.value() else None
