from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.models import AuditEntry, Site, User


class LanguagesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=languages.CHOICES,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=_("works in"),
            help_text=_("The editions this person may work in. The rights within them come from the groups."),
        )


@admin.register(User)
class UserAdmin(StockUserAdmin):
    list_display = ("username", "first_name", "last_name", "email", "works_in_names", "is_active")
    list_filter = ("is_active", "groups", "interface_language")
    fieldsets = (
        *(StockUserAdmin.fieldsets or ()),
        (_("Editions"), {"fields": ("languages", "interface_language")}),
    )
    add_fieldsets = (
        *StockUserAdmin.add_fieldsets,
        (_("Editions"), {"fields": ("languages", "interface_language", "is_staff", "groups")}),
    )

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.base_fields["languages"] = LanguagesField()
        return form

    @admin.display(description=_("works in"))
    def works_in_names(self, user: User) -> str:
        return " · ".join(languages.NAMES[code] for code in user.languages)


@admin.register(Site)
class SiteAdmin(admin.ModelAdmin):
    fieldsets = (
        (_("Names"), {"fields": ("name_ar", "name_en", "tagline_ar", "tagline_en", "time_zone")}),
        (_("Comments"), {"fields": ("comments_website_field", "guidelines_ar", "guidelines_en")}),
    )

    def get_form(self, request: HttpRequest, obj: Site | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        direct_by_suffix(form.base_fields)
        return form

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Site.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Site | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Site, form: Any, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    list_display = ("at", "actor", "verb", "subject_title", "note")
    list_filter = ("verb", "subject_type")
    search_fields = ("actor", "subject_title", "note")
    date_hierarchy = "at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False


def direct(field: forms.Field, language: str) -> None:
    """Let a form field be written in `language`, whatever language the interface is in."""
    field.widget.attrs |= {"lang": language, "dir": languages.direction(language)}


def direct_by_suffix(fields: dict[str, forms.Field]) -> None:
    """Give each pair of fields such as name_ar and name_en its own language and direction."""
    for name, field in fields.items():
        for language in languages.CODES:
            if name.endswith(f"_{language}"):
                direct(field, language)
