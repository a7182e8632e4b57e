from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin
from django.contrib.auth.admin import UserAdmin as StockUserAdmin
from django.contrib.auth.forms import AdminPasswordChangeForm, AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.admin.desk import staff
from newsroom.admin.log_changes import ROLES
from newsroom.admin.logged import LogsRights
from newsroom.models import AuditEntry, User


class LanguagesField(forms.MultipleChoiceField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=languages.CHOICES,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            label=_("works in"),
            help_text=_("The editions this person may work in. The rights within them come from the groups."),
        )


class NewUserForm(AdminUserCreationForm):
    """Every account of ours has a password: the stock form's choice of none is left out."""

    usable_password = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].required = self.fields["password2"].required = True


class AccountForm(UserChangeForm):
    # Who fills it in; set by the page that shows it.
    by: User

    def clean_groups(self) -> Any:
        chosen = self.cleaned_data["groups"]
        self._require_other(set(chosen) != set(self.instance.groups.all()))
        return chosen

    def clean_languages(self) -> Any:
        chosen = self.cleaned_data["languages"]
        self._require_other(set(chosen) != set(self.instance.languages))
        return chosen

    def _require_other(self, changed: bool) -> None:
        if changed and self.instance == self.by and not self.by.is_superuser:
            raise forms.ValidationError(_("Nobody changes this of their own account. Ask a colleague to do it."))


class PasswordForm(AdminPasswordChangeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for name in ("password1", "password2"):
            self.fields[name].required = True
            self.fields[name].widget.attrs["dir"] = "ltr"


class RoleFilter(admin.RelatedFieldListFilter):
    """The groups by the names of the roles, which are stored in English."""

    def field_choices(self, field: Any, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(key, ROLES.get(str(name), name)) for key, name in super().field_choices(field, request, model_admin)]


@admin.register(User)
class UserAdmin(LogsRights, StockUserAdmin):
    """Staff accounts. Whoever is no superuser makes no superuser, hands out no single rights and sees no hashes."""

    list_display = ("username", "full_name", "email", "works_in_names", "is_active")
    list_filter = ("is_active", ("groups", RoleFilter), "interface_language")
    rights = ("groups", "languages", "is_staff", "is_active", "is_superuser", "user_permissions")
    form = AccountForm
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
            (_("Person"), {"fields": ["first_name", "last_name", "email", "comments_digest"]}),
            (_("Editions"), {"fields": ["is_active", "is_staff", "groups", "languages", "interface_language"]}),
            *([(_("Permissions"), {"fields": rights, "classes": ["collapse"]})] if rights else []),
            (_("Important dates"), {"fields": ["last_login", "date_joined"], "classes": ["collapse"]}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        return ("new_password", "last_login", "date_joined")

    def get_form(self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = staff(request)
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

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:
        return super().user_change_password(request, id, form_url)

    def log_change(self, request: HttpRequest, obj: User, message: Any) -> Any:
        match = request.resolver_match
        if match and match.url_name == "auth_user_password_change":
            AuditEntry.objects.record(obj, "set_password", by=staff(request))
        return super().log_change(request, obj, message)

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


admin.site.unregister(Group)


@admin.register(Group)
class RoleAdmin(LogsRights, GroupAdmin):
    rights = ("permissions",)
