from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comments.models import PersonalDataRequest
from newsroom.admin.desk import staff
from newsroom.models import User
from newsroom.refusals import WrongState


class RequestForm(forms.ModelForm):
    email = forms.EmailField(
        label=gettext_lazy("e-mail"),
        max_length=254,
        help_text=gettext_lazy("The link is mailed there; the address itself is not kept with the request."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    # Who fills it in; set by the page that shows it.
    by: User

    class Meta:
        model = PersonalDataRequest
        fields = ("email", "purpose")

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        try:
            PersonalDataRequest.objects.require_askable(email, by=self.by)
        except WrongState as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return email


@admin.register(PersonalDataRequest)
class PersonalDataRequestAdmin(admin.ModelAdmin):
    """Who has asked for their data, or for their erasing: a new one mails the proof, the person does the rest."""

    form = RequestForm
    list_display = ("asked_at", "purpose", "asked_by", "used_at")
    list_select_related = ("by",)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: PersonalDataRequest | None = None) -> bool:
        return request.user.is_active and staff(request).has_perm("comments.view_commenter_pii")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: PersonalDataRequest | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: PersonalDataRequest | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: PersonalDataRequest | None = None) -> Any:
        return ("purpose", "asked_at", "asked_by", "used_at") if obj else ("email", "purpose")

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change=change, **kwargs)
        form.by = staff(request)
        return form

    def save_model(self, request: HttpRequest, obj: PersonalDataRequest, form: Any, change: bool) -> None:
        obj.pk = PersonalDataRequest.objects.ask(form.cleaned_data["email"], obj.purpose, by=staff(request)).pk
        self.message_user(request, _("The link is on its way to the address."), messages.SUCCESS)

    @admin.display(description=gettext_lazy("asked by"))
    def asked_by(self, row: PersonalDataRequest) -> SafeString | str:
        return format_html("<bdi>{}</bdi>", row.by.get_username()) if row.by else "–"
