"""Corrections under the form of an article: readers see them at once, so that each has its line in the log."""

import hashlib
from datetime import datetime
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.forms.models import model_to_dict
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.moments import name_parts
from articles.admin.publishable import PublishableAdmin
from articles.choices import CorrectionKind
from articles.models import Article, Correction
from newsroom.admin import direct, staff
from newsroom.clock import shown
from newsroom.models import AuditEntry
from newsroom.plain_text import isolated

COLUMNS = ("kind", "text", "published_at")


class CorrectionForm(forms.ModelForm):
    """One correction, which a page sends with a mark of what stood there when it was opened.

    What the page has not changed is left as it is by now; where somebody else was first, the later one is told.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        help_texts: ClassVar = {
            "text": gettext_lazy("Readers see it as soon as it is saved, before other changes are published.")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Before the form fills the row with what was typed.
        self.stored = _mark(**model_to_dict(self.instance, COLUMNS)) if self.instance.pk else ""
        self.initial.setdefault("seen", self.stored)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.instance.pk and self.has_changed() and self.cleaned_data.get("seen") != self.stored:
            words = _("Somebody else has changed this correction. It now says: %(words)s")
            for name in set(self.changed_data) & set(COLUMNS):
                self.add_error(name, words % {"words": isolated(self._now(name))})
        return cleaned

    def has_changed(self) -> bool:
        typed: dict[str, Any] = getattr(self, "cleaned_data", {})
        if self.instance.pk and all(typed.get(name) for name in COLUMNS):
            return bool(_mark(**{name: typed[name] for name in COLUMNS}) != typed.get("seen"))
        return bool(super().has_changed())

    def _now(self, name: str) -> str:
        value = self[name].initial
        return shown(value) if isinstance(value, datetime) else str(dict(CorrectionKind.choices).get(value, value))


def _mark(kind: str, text: str, published_at: datetime) -> str:
    """Return what tells one state of a correction from another, as far as a form shows it."""
    moment = int(published_at.timestamp())
    return hashlib.sha256("\n".join([kind, str(moment), *text.split()]).encode()).hexdigest()


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
