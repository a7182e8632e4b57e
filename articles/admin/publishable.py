"""What the admin does with everything that has a status: columns, buttons for the verbs, refusals said in place."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Publishable
from articles.workflow import STEPS, may
from newsroom import languages
from newsroom.refusals import NotPermitted, Refused


class StepFields(forms.Form):
    """Two fields that belong to a verb and not to the row."""

    publish_at = forms.SplitDateTimeField(
        label=gettext_lazy("publish at"),
        required=False,
        widget=admin.widgets.AdminSplitDateTime,
        help_text=gettext_lazy("For the button “Publish”: empty means now, a later time schedules it."),
    )
    reason = forms.CharField(
        label=gettext_lazy("reason for a withdrawal"),
        required=False,
        help_text=gettext_lazy("For the button “Withdraw”: readers see it on the page that stays."),
    )


class PublishableAdmin(admin.ModelAdmin):
    """Rows are changed by their verbs only: the form stores the text, a button takes the step."""

    list_filter: Any = ("language", "status")
    date_hierarchy = "published_at"

    def language_of(self, request: HttpRequest, row: Publishable | None) -> str:
        """Return the language of a row, or the one asked for by `?language=` for a new one."""
        if row:
            return row.language
        asked = request.GET.get("language", "")
        return asked if asked in languages.CODES else languages.active()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or request.user.works_in(obj.language))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody delete what readers have had: it is withdrawn, and its address says so."""
        if obj is None:
            return False
        allowed = super().has_delete_permission(request, obj)
        return allowed and request.user.works_in(obj.language) and not obj.has_been_public()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not may(request.user, "add", self.model, self.language_of(request, None)):
            raise NotPermitted(_("Your account may not write in this edition."))
        return super().add_view(request, form_url, extra_context)

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, obj: Any = None, **kwargs: Any) -> Any:
        row = obj or self.model(language=self.language_of(request, None))
        context["steps"] = [{"name": name, "label": STEPS[name].label} for name in row.steps_for(request.user)]
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        if "_step" in request.POST:
            return self._take_step(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if "_step" in request.POST:
            return self._take_step(request, obj)
        return super().response_change(request, obj)

    def _take_step(self, request: HttpRequest, row: Publishable) -> HttpResponse:
        """Take the step of the button that was pressed. The text is stored by now, whatever the step says."""
        verb = request.POST["_step"]
        if verb not in STEPS:
            raise NotPermitted(_("There is no such step."))
        fields = StepFields(request.POST)
        if not fields.is_valid():
            raise AssertionError("the change form has checked these fields before it was saved")
        arguments: dict[str, Any] = {}
        if verb == "publish":
            arguments["at"] = fields.cleaned_data["publish_at"]
        elif verb == "withdraw":
            arguments["reason"] = fields.cleaned_data["reason"]
        try:
            getattr(row, verb)(by=request.user, **arguments)
        except NotPermitted:
            raise
        except Refused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, self._done(row), messages.SUCCESS)
        return HttpResponseRedirect(self._address_of(row))

    def _done(self, row: Publishable) -> SafeString:
        status = _("scheduled") if row.is_scheduled() else row.get_status_display()
        return format_html(_("{title} is now: {status}."), title=isolated(str(row), row.language), status=status)

    def _address_of(self, row: Publishable) -> str:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def status_now(self, row: Publishable) -> str:
        return _("scheduled") if row.is_scheduled() else row.get_status_display()


def isolated(text: str, language: str) -> SafeString:
    """Return `text` so that its direction stays inside it, whatever language the interface is in."""
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, languages.direction(language), text)
