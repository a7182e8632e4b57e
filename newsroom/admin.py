from typing import Any, cast

from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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


# The groups that a migration makes, whose names are stored in English.
ROLES = {
    "writer": pgettext_lazy("role", "Writer"),
    "translator": pgettext_lazy("role", "Translator"),
    "editor": pgettext_lazy("role", "Editor"),
    "chief editor": pgettext_lazy("role", "Chief editor"),
    "photo editor": pgettext_lazy("role", "Photo editor"),
    "moderator": pgettext_lazy("role", "Moderator"),
}


class NewUserForm(AdminUserCreationForm):
    """Every account of ours has a password: the stock form's choice of none is left out."""

    usable_password = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].required = self.fields["password2"].required = True


class PasswordForm(AdminPasswordChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True
            self.fields[name].widget.attrs["dir"] = "ltr"


@admin.register(User)
class UserAdmin(StockUserAdmin):
    """Staff accounts. Whoever is no superuser makes no superuser, hands out no single rights and sees no hashes."""

    list_display = ("username", "full_name", "email", "works_in_names", "is_active")
    list_filter = ("is_active", "groups", "interface_language")
    add_form = NewUserForm
    change_password_form = PasswordForm
    # The stock two-box chooser cannot be used without JavaScript; there are six groups.
    filter_horizontal = ()
    add_fieldsets = (
        (None, {"fields": ("username", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Editions"), {"fields": ("is_staff", "groups", "languages", "interface_language")}),
    )

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        if obj is None:
            return self.add_fieldsets
        password = ["password"] if staff(request).is_superuser else ["new_password"]
        rights = ["is_superuser", "user_permissions"] if staff(request).is_superuser else []
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
        if "groups" in form.base_fields:
            groups: Any = form.base_fields["groups"]
            groups.label_from_instance = lambda group: ROLES.get(group.name, group.name)
            groups.widget = forms.CheckboxSelectMultiple(choices=groups.choices)
            groups.help_text = _("What this person may do, in the editions they work in.")
        for name in ("username", "email", "password1", "password2"):
            if name in form.base_fields:
                form.base_fields[name].widget.attrs["dir"] = "ltr"
        if "is_staff" in form.base_fields and obj is None:
            form.base_fields["is_staff"].initial = True
        return form

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Keep superusers to themselves: whoever can set their password is one of them."""
        allowed: bool = super().has_change_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or staff(request).is_superuser)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_superuser or staff(request).is_superuser)

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


# What the log's words mean; a word that is not here is shown as it is.
ACTS = {
    "start": pgettext_lazy("log", "started"),
    "change": pgettext_lazy("log", "changed"),
    "control": pgettext_lazy("log", "changed times or settings"),
    "submit": pgettext_lazy("log", "submitted for review"),
    "return": pgettext_lazy("log", "returned to the writer"),
    "approve": pgettext_lazy("log", "marked as ready"),
    "publish": pgettext_lazy("log", "published"),
    "unschedule": pgettext_lazy("log", "taken off the schedule"),
    "withdraw": pgettext_lazy("log", "withdrawn"),
    "restore": pgettext_lazy("log", "restored as a draft"),
}


class ActFilter(admin.SimpleListFilter):
    title = _("act")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ACTS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(verb=self.value()) if self.value() else queryset


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """What has been done, by whom: to read, never to change."""

    list_display = ("at", "actor", "act", "kind", "title_isolated", "note_isolated")
    list_filter = (ActFilter,)
    list_per_page = 50
    fields = ("at", "actor", "act", "kind", "title_isolated", "note_isolated", "detail")
    search_fields = ("actor", "subject_title", "note")
    date_hierarchy = "at"
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    @admin.display(description=_("act"), ordering="verb")
    def act(self, entry: AuditEntry) -> str:
        return str(ACTS.get(entry.verb, entry.verb))

    @admin.display(description=_("kind of thing"))
    def kind(self, entry: AuditEntry) -> str:
        try:
            return str(apps.get_model(entry.subject_type)._meta.verbose_name)
        except LookupError:
            return entry.subject_type

    @admin.display(description=_("title"), ordering="subject_title")
    def title_isolated(self, entry: AuditEntry) -> SafeString:
        return format_html("<bdi>{}</bdi>", entry.subject_title)

    @admin.display(description=_("note"))
    def note_isolated(self, entry: AuditEntry) -> SafeString:
        return format_html("<bdi>{}</bdi>", entry.note)


def staff(request: HttpRequest) -> User:
    """Return who is at work: the admin lets nobody in without an account."""
    return cast(User, request.user)


def direct(field: forms.Field, language: str) -> None:
    """Let a form field be written in `language`, whatever language the interface is in."""
    field.widget.attrs |= {"lang": language, "dir": languages.direction(language)}


def direct_by_suffix(fields: dict[str, forms.Field]) -> None:
    """Give each pair of fields such as name_ar and name_en its own language and direction."""
    for name, field in fields.items():
        for language in languages.CODES:
            if name.endswith(f"_{language}"):
                direct(field, language)
