from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
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
    """Staff accounts. Whoever is no superuser makes no superuser, hands out no single rights and sees no hashes."""

    list_display = ("username", "full_name", "email", "works_in_names", "is_active")
    list_filter = ("is_active", "groups", "interface_language")
    add_fieldsets = (
        *StockUserAdmin.add_fieldsets,
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Editions"), {"fields": ("is_staff", "groups", "languages", "interface_language")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        password = ["password"] if request.user.is_superuser else ["new_password"]
        rights = ["is_superuser", "user_permissions"] if request.user.is_superuser else []
        return [
            (None, {"fields": ["username", *password]}),
            (_("Person"), {"fields": ["first_name", "last_name", "email"]}),
            (_("Editions"), {"fields": ["is_active", "is_staff", "groups", "languages", "interface_language"]}),
            *([(_("Permissions"), {"fields": rights, "classes": ["collapse"]})] if rights else []),
            (_("Important dates"), {"fields": ["last_login", "date_joined"], "classes": ["collapse"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return ("new_password", "last_login", "date_joined")

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "languages" in form.base_fields:
            form.base_fields["languages"] = LanguagesField()
        for name in ("username", "email", "password1", "password2"):
            if name in form.base_fields:
                form.base_fields[name].widget.attrs["dir"] = "ltr"
        if "is_staff" in form.base_fields and obj is None:
            form.base_fields["is_staff"].initial = True
        return form

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep superusers to themselves: whoever can set their password is one of them."""
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or request.user.is_superuser)

    @admin.display(description=_("password"))
    def new_password(self, user: User) -> SafeString | str:
        if not user.pk:
            return "–"
        address = reverse("admin:auth_user_password_change", args=[user.pk])
        return format_html('<a href="{}">{}</a>', address, _("Set a new password"))

    @admin.display(description=_("name"), ordering="last_name")
    def full_name(self, user: User) -> SafeString:
        return format_html("<bdi>{}</bdi>", user.get_full_name() or "–")

    @admin.display(description=_("works in"))
    def works_in_names(self, user: User) -> str:
        return " · ".join(languages.NAMES[code] for code in user.languages) or "–"


@admin.register(Site)
class SiteAdmin(admin.ModelAdmin):
    fieldsets = (
        (_("Names"), {"fields": ("name_ar", "name_en", "tagline_ar", "tagline_en", "time_zone")}),
        (_("Comments"), {"fields": ("comments_website_field", "guidelines_ar", "guidelines_en")}),
    )

    def get_form(self, request: HttpRequest, obj: Site | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        direct_by_suffix(form.base_fields)
        if "time_zone" in form.base_fields:
            form.base_fields["time_zone"].widget.attrs["dir"] = "ltr"
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
    """What has been done, by whom: to read, never to change."""

    list_display = ("at", "actor", "verb", "title_isolated", "note_isolated")
    list_filter = ("verb", "subject_type")
    list_per_page = 50
    search_fields = ("actor", "subject_title", "note")
    date_hierarchy = "at"
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[AuditEntry]:
        return super().get_queryset(request).defer("detail")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    @admin.display(description=_("title"), ordering="subject_title")
    def title_isolated(self, entry: AuditEntry) -> SafeString:
        return format_html("<bdi>{}</bdi>", entry.subject_title)

    @admin.display(description=_("note"))
    def note_isolated(self, entry: AuditEntry) -> SafeString:
        return format_html("<bdi>{}</bdi>", entry.note)


def direct(field: forms.Field, language: str) -> None:
    """Let a form field be written in `language`, whatever language the interface is in."""
    field.widget.attrs |= {"lang": language, "dir": languages.direction(language)}


def direct_by_suffix(fields: dict[str, forms.Field]) -> None:
    """Give each pair of fields such as name_ar and name_en its own language and direction."""
    for name, field in fields.items():
        for language in languages.CODES:
            if name.endswith(f"_{language}"):
                direct(field, language)
