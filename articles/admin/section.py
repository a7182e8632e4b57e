from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Section, Topic
from articles.slugs import slug_from
from newsroom import languages
from newsroom.admin import LogsForms, direct_by_suffix

WORD = _("The last word of its address. Made from the name where empty; earlier ones lead there.")


class NamedInBothForm(forms.ModelForm):
    """A name in each language; the address words come from the names where nobody writes others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code in languages.CODES:
            if slug := self.fields.get(f"slug_{code}"):
                slug.required = False
                slug.help_text = WORD

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for code in languages.CODES:
            name = cleaned.get(f"name_{code}", "")
            if f"slug_{code}" in cleaned and not cleaned[f"slug_{code}"] and name:
                longest = self._meta.model._meta.get_field(f"slug_{code}").max_length
                cleaned[f"slug_{code}"] = slug_from(name)[:longest]
                if not cleaned[f"slug_{code}"]:
                    self.add_error(f"slug_{code}", _("The name has no letters to make it from: write one."))
        return cleaned


class NamedInBothAdmin(LogsForms):
    """Rows with a name in each language: every field in its own direction, names isolated in lists."""

    form = NamedInBothForm
    search_fields = ("name_ar", "name_en")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        direct_by_suffix(form.base_fields)
        return form

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the rows alone: what ties a topic to its articles goes with it, and the articles stay."""
        _listed, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return [str(row) for row in objs], counts, lacking, protected

    @admin.display(description=_("name in Arabic"), ordering="name_ar")
    def arabic_name(self, row: Any) -> SafeString:
        return format_html('<bdi lang="ar" dir="rtl">{}</bdi>', row.name_ar)

    @admin.display(description=_("name in English"), ordering="name_en")
    def english_name(self, row: Any) -> SafeString:
        return format_html('<bdi lang="en" dir="ltr">{}</bdi>', row.name_en)


@admin.register(Section)
class SectionAdmin(NamedInBothAdmin):
    list_display = ("arabic_name", "english_name", "colour", "order")
    list_display_links = ("arabic_name", "english_name")
    fieldsets = (
        (_("Arabic"), {"fields": ("name_ar", "slug_ar", "description_ar", "more_ar")}),
        (_("English"), {"fields": ("name_en", "slug_en", "description_en", "more_en")}),
        (_("In both editions"), {"fields": ("accent", "order")}),
    )

    @admin.display(description=_("colour"), ordering="accent")
    def colour(self, section: Section) -> SafeString:
        return format_html(
            '<span class="admin-colour admin-colour--{}"></span>{}', section.accent, section.get_accent_display()
        )


@admin.register(Topic)
class TopicAdmin(NamedInBothAdmin):
    list_display = ("arabic_name", "english_name")
    list_display_links = ("arabic_name", "english_name")
    fieldsets = (
        (_("Arabic"), {"fields": ("name_ar", "slug_ar")}),
        (_("English"), {"fields": ("name_en", "slug_en")}),
    )
