"""Corrections under the form of an article: readers see them at once, so that each has its line in the log."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.admin.moments import name_parts
from articles.admin.publishable import PublishableAdmin
from articles.models import Article, Correction
from newsroom.admin import direct, staff
from newsroom.models import AuditEntry


class CorrectionInline(admin.StackedInline):
    model = Correction
    extra = 0

    def has_add_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_add_permission(request, obj) and self._works_in(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) and self._works_in(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_delete_permission(request, obj) and self._works_in(request, obj)

    def get_formset(self, request: HttpRequest, obj: Article | None = None, **kwargs: Any) -> Any:
        formset = super().get_formset(request, obj, **kwargs)
        if obj and "text" in formset.form.base_fields:
            direct(formset.form.base_fields["text"], obj.language)
            name_parts(formset.form.base_fields["published_at"])
        return formset

    def _works_in(self, request: HttpRequest, article: Article | None) -> bool:
        return article is None or staff(request).works_in(article.language)


class TakesCorrections(PublishableAdmin):
    inlines = (CorrectionInline,)

    def get_inlines(self, request: HttpRequest, obj: Article | None) -> Any:
        # Before anybody has read it there is nothing to correct: it is simply changed.
        return self.inlines if obj and obj.first_published_at else ()

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        super().save_formset(request, form, formset, change)
        changed = [row for row, _fields in formset.changed_objects]
        acts = {"add": formset.new_objects, "change": changed, "delete": formset.deleted_objects}
        for act, corrections in acts.items():
            for row in corrections:
                # With its text: what readers saw is not to be lost with the row.
                AuditEntry.objects.record(
                    form.instance, f"{act}_correction", by=staff(request), note=row.text, kind=row.kind
                )
