"""Corrections under the form of an article: readers see them at once, so that each has its line in the log."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from articles.admin.moments import name_parts
from articles.admin.publishable import PublishableAdmin
from articles.choices import CorrectionKind
from articles.models import Article, Correction
from newsroom.admin import direct, staff
from newsroom.clock import shown
from newsroom.models import AuditEntry


class CorrectionForm(forms.ModelForm):
    """One correction, which its author's page sends with what stood there when it was opened.

    What the page has not changed is left as it is by now; where somebody else was first, the later one is told.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.show_hidden_initial = bool(self.instance.pk)

    def clean(self) -> dict[str, Any] | None:
        for name in self.changed_data:
            if self._was_changed_by_another(name):
                words = _("Somebody else has changed this correction. It now says: %(words)s")
                self.add_error(
                    name, words % {"words": f"\N{FIRST STRONG ISOLATE}{self._now(name)}\N{POP DIRECTIONAL ISOLATE}"}
                )
        return super().clean()

    def _was_changed_by_another(self, name: str) -> bool:
        if not self.instance.pk:
            return False
        widget = self.fields[name].hidden_widget()
        seen = widget.value_from_datadict(self.data, self.files, self[name].html_initial_name)
        return self.fields[name].has_changed(self[name].initial, seen)

    def _now(self, name: str) -> str:
        value = self[name].initial
        return shown(value) if isinstance(value, datetime) else str(dict(CorrectionKind.choices).get(value, value))


class CorrectionInline(admin.StackedInline):
    model = Correction
    form = CorrectionForm
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
