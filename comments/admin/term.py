from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from comments.forms.term_form import TermForm
from comments.models.term import Kind, Term
from newsroom.admin import FormPage, staff

# These are somebody's address, and finding comments by them would tell who wrote what.
PRIVATE = (Kind.EMAIL, Kind.NETWORK)


@admin.register(Term)
class TermAdmin(FormPage):
    """The word lists. Save shows first what a term would have held, and stores it with the second click."""

    form = TermForm
    change_form_template = "admin/comments/term/change_form.html"
    fields = ("kind", "text", "strength", "language", "with_prefixes", "tried")
    list_display = ("isolated", "kind", "strength", "language", "with_prefixes", "added_by", "created_at")
    list_display_links = ("isolated",)
    list_filter = ("kind", "strength", "language")
    list_select_related = ("by",)
    list_per_page = 100
    search_fields = ("text",)
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Term]:
        rows: QuerySet[Term] = super().get_queryset(request)
        return rows if self.sees_addresses(request) else rows.exclude(kind__in=PRIVATE)

    def get_form(self, request: HttpRequest, obj: Term | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "text" in form.base_fields:
            form.base_fields["text"].widget.attrs["dir"] = "auto"
        if "kind" in form.base_fields and not self.sees_addresses(request):
            kind: Any = form.base_fields["kind"]
            kind.choices = [choice for choice in Kind.choices if choice[0] not in PRIVATE]
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> Any:
        """Answer outside of a transaction: a term is tried on a thousand comments, and meanwhile readers send theirs.

        `put` is one of its own.
        """
        return self._changeform_view(request, object_id, form_url, extra_context)  # type: ignore[attr-defined]

    def form_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().form_context(request, obj, form)
        trial = getattr(form, "trial", None)
        # Nothing is wrong with the term: what is shown is what it does.
        return context | {"trial": trial, "errors": None} if trial else context

    def save_model(self, request: HttpRequest, obj: Term, form: Any, change: bool) -> None:
        obj.put(by=staff(request))

    def delete_model(self, request: HttpRequest, obj: Term) -> None:
        obj.remove(by=staff(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Term]) -> None:
        for term in queryset:
            term.remove(by=staff(request))

    def sees_addresses(self, request: HttpRequest) -> bool:
        return staff(request).has_perm("comments.view_commenter_pii")

    @admin.display(description=gettext_lazy("term"), ordering="text")
    def isolated(self, term: Term) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', term.text)

    @admin.display(description=gettext_lazy("by"), ordering="by")
    def added_by(self, term: Term) -> SafeString | str:
        return format_html("<bdi>{}</bdi>", term.by.get_username()) if term.by else "–"
