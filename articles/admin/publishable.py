"""What the admin does with everything that has a status: columns, buttons for the verbs, refusals said in place."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import DateTimeField
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.moments import MomentField, MomentWidget
from articles.admin.step_fields import StepFields, step_fields
from articles.admin.taking_down import TAKEN_DOWN, TakesDown
from articles.admin.titles import SaysTitles
from articles.checklist import Finding
from articles.choices import Status
from articles.models import Publishable
from articles.workflow import STEPS, may
from newsroom import languages
from newsroom.admin import ACTS, FormPage, LogsDeletions, staff
from newsroom.admin.desk import isolated
from newsroom.clock import shown
from newsroom.models import AuditEntry
from newsroom.refusals import NotNow, NotPermitted

# The step a button of its own colour invites to: the furthest one this person may take.
PRIMARY = ("publish", "approve", "submit")

# Its button stands with the sentence it is about.
ELSEWHERE = ("cancel_swap",)

# So many revisions stand in a history; the rest have a list of their own.
NEWEST = 20

# Where the second pass of a refused form finds the reason; no header of a request can have a name in lower case.
REFUSAL = "newsroom.refusal"


class PublishableAdmin(SaysTitles, LogsDeletions, TakesDown, FormPage):
    """Rows are changed by their verbs only: the form stores the text, a button takes the step."""

    change_form_template = "admin/articles/publishable_change_form.html"
    object_history_template = "admin/articles/publishable_history.html"
    list_filter: ClassVar[Any] = ("language", "status")
    list_per_page = 50
    date_hierarchy = "published_at"
    formfield_overrides: ClassVar[Any] = {DateTimeField: {"form_class": MomentField, "widget": MomentWidget}}
    # The page has its own link, which is there only while readers can follow it.
    view_on_site = False

    class Media:
        js = (Script("js/submit-more.js", type="module"),)
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/admin-bar.css"]}

    def language_of(self, request: HttpRequest, row: Publishable | None) -> str:
        """Return the language of a row, or the one a new row is asked for in."""
        if row:
            return row.language
        asked = request.POST.get("language") or request.GET.get("language", "")
        if asked in languages.CODES:
            return asked
        own = [code for code in (languages.active(), *languages.CODES) if staff(request).works_in(code)]
        return own[0] if own else languages.active()

    def may_publish(self, request: HttpRequest, row: Publishable | None) -> bool:
        return may(staff(request), "publish", self.model, self.language_of(request, row))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and any(map(staff(request).works_in, languages.CODES))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed = super().has_change_permission(request, obj)
        return allowed and (obj is None or staff(request).works_in(obj.language))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Let nobody delete what readers have had: it is withdrawn, and its address says so."""
        if obj is None:
            return False
        allowed = super().has_delete_permission(request, obj)
        return allowed and staff(request).works_in(obj.language) and not obj.has_been_public()

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not may(staff(request), "add", self.model, self.language_of(request, None)):
            raise NotPermitted(_("Your account may not write in this edition."))
        return super().add_view(request, form_url, extra_context)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            # A section is not deleted beside the list it is chosen from.
            field.widget.can_delete_related = False
        return field

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show a verb's refusal on the form it came from, with the text in it: nothing of the attempt is stored."""
        self.take_down_first(request, object_id)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except NotNow as refusal:
            request.META[REFUSAL] = str(refusal)
            return super().changeform_view(request, object_id, form_url, extra_context)

    def form_arguments(self, request: HttpRequest, row: Publishable | None) -> dict[str, Any]:
        """Return what every form of ours is told beside its data."""
        return {
            "language": self.language_of(request, row),
            "may_publish": self.may_publish(request, row),
            "may_override": row is not None and row.may_override_embargo(staff(request)),
            "step_fields": self.step_fields(request, row),
            "refusal": request.META.get(REFUSAL, ""),
        }

    def step_fields(self, request: HttpRequest, row: Publishable | None) -> list[str]:
        """Return the names of the fields that belong to the steps this person may take."""
        by = staff(request)
        return step_fields(
            row.steps_for(by) if row else (),
            may_publish=self.may_publish(request, row),
            is_embargoed=bool(row and row.is_embargoed()),
            may_override=bool(row and row.may_override_embargo(by)),
        )

    def what_stops(self, row: Any) -> str:
        """Return, as HTML, what is missing before this is published from the admin; "" where nothing is."""
        address = self.address_of(row)
        links = [(address, finding.field, finding.text) for finding in self.lacking(row)]
        lacking = format_html_join(_(", "), '<a href="{}#id_{}">{}</a>', links)
        return format_html(_("It is not published: it lacks {lacking}."), lacking=lacking) if links else ""

    def lacking(self, row: Any) -> list[Finding]:
        return []

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        writable = [code for code in languages.CODES if may(staff(request), "add", self.model, code)]
        return super().changelist_view(request, (extra_context or {}) | {"add_languages": writable})

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Show the newsroom's own log, which knows of every act, in place of the admin's."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            return super().history_view(request, object_id, extra_context)
        entries = [(entry, ACTS.get(entry.verb, entry.verb)) for entry in AuditEntry.objects.about(row)]
        revisions = row.revisions.listed().order_by("-number")[:NEWEST] if hasattr(row, "revisions") else None
        context = (extra_context or {}) | {
            "title": _("History"),
            "subtitle": str(row),
            "entries": entries,
            "revisions": revisions,
        }
        return super().history_view(request, object_id, context)

    def form_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        language = self.language_of(request, obj)
        row = obj or self.model(language=language)
        return super().form_context(request, obj, form) | {
            "content_language": language,
            "content_direction": languages.direction(language),
            "steps": self._steps(request, row),
            "status": self.status_now(row) if obj else "",
            "live_url": row.get_absolute_url() if obj and row.is_public() else "",
            "editions": self._editions(request, row),
            "form_id": f"{row._meta.model_name}_form" if obj and self.has_change_permission(request, obj) else "",
            "panels": self.panels(request, obj) if obj else self.panels_of_new(request),
            "is_stale": form.is_bound and form.has_error(NON_FIELD_ERRORS, "stale"),
            "show_save_and_add_another": False,
        }

    def panels(self, request: HttpRequest, row: Any) -> list[SafeString]:
        """Return what stands beside the form of a stored row, each a section of its own."""
        return []

    def panels_of_new(self, request: HttpRequest) -> list[SafeString]:
        """Return what stands beside the form of a row that is being begun."""
        return []

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        if "_step" in request.POST:
            return self._take_step(request, obj)
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        if TAKEN_DOWN in request.META:
            return HttpResponseRedirect(self.address_of(obj))
        if "_step" in request.POST:
            return self._take_step(request, obj)
        if "_edition" in request.POST:
            return self.create_edition(request, obj)
        return super().response_change(request, obj)

    def create_edition(self, request: HttpRequest, row: Any) -> HttpResponse:
        raise NotImplementedError

    def other_edition(self, row: Any) -> Any:
        """Return the same in the other language, None where it does not exist."""
        raise NotImplementedError

    def publication_help(self) -> SafeString:
        zone = format_html("<bdi>{}</bdi>", timezone.get_current_timezone_name())
        return format_html(_("All times are those of {zone}."), zone=zone)

    def address_of(self, row: Publishable) -> str:
        return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])

    def _editions(self, request: HttpRequest, row: Any) -> list[dict[str, Any]]:
        """Return the two editions for the tabs above the form: this one, and the other with its way there."""
        other = self.other_edition(row) if row.pk else None
        tabs = []
        for code in languages.CODES:
            tab: dict[str, Any] = {"code": code, "direction": languages.direction(code), "name": languages.NAMES[code]}
            if code == row.language:
                tab |= {"current": True, "status": self.status_now(row) if row.pk else _("new")}
            elif other:
                tab |= {"url": self.address_of(other), "status": self.status_now(other)}
            else:
                tab["may_create"] = row.pk and may(staff(request), "add", self.model, code)
            tabs.append(tab)
        return tabs

    def _steps(self, request: HttpRequest, row: Publishable) -> list[dict[str, Any]]:
        names = [name for name in row.steps_for(staff(request)) if name not in ELSEWHERE]
        primary = next((name for name in PRIMARY if name in names), "")
        labels = {name: STEPS[name].label for name in names}
        if row.has_been_public() and row.status == Status.PUBLISHED:
            labels |= {"publish": _("Publish the changes")}
        return [
            {"name": name, "label": labels[name], "primary": name == primary, "danger": name == "withdraw"}
            for name in names
        ]

    def _take_step(self, request: HttpRequest, row: Publishable) -> HttpResponse:
        """Take the step of the button that was pressed. The text is stored by now, whatever the step says."""
        verb = request.POST["_step"]
        hour = row.published_at if row.is_scheduled() else None
        fields = StepFields(request.POST, initial={"publish_at": hour})
        # The change form has refused wrong fields before, for those who have the fields at all.
        if verb not in row.steps or not fields.is_valid():
            raise NotPermitted(_("There is no such step."))
        if verb == "publish" and self.may_publish(request, row) and (missing := self.what_stops(row)):
            self.message_user(request, format_html(_("The text is saved. {refusal}"), refusal=missing), messages.ERROR)
            return HttpResponseRedirect(self.address_of(row))
        try:
            getattr(row, verb)(by=staff(request), **fields.arguments(verb))
        except NotNow as refusal:
            words = format_html(_("The text is saved. {refusal}"), refusal=str(refusal))
            self.message_user(request, words, messages.ERROR)
        else:
            self.message_user(request, self._done(row), messages.SUCCESS)
        return HttpResponseRedirect(self.address_of(row))

    def _done(self, row: Publishable) -> SafeString:
        title = isolated(str(row), row.language)
        if (at := getattr(row, "pending_at", None)) is not None:
            words = _("Readers go on reading “{title}” as it is; the changes become live on {moment}.")
            return format_html(words, title=title, moment=shown(at))
        if row.is_scheduled() and row.published_at:
            return format_html(
                _("“{title}” will be published on {moment}."), title=title, moment=shown(row.published_at)
            )
        return format_html(_("“{title}” is now: {status}."), title=title, status=self.status_text(row))

    def status_text(self, row: Publishable) -> str:
        return _("scheduled") if row.is_scheduled() else row.get_status_display()

    @admin.display(description=gettext_lazy("status"), ordering="status")
    def status_now(self, row: Publishable) -> SafeString:
        name = "scheduled" if row.is_scheduled() else row.status
        return format_html('<span class="admin-status admin-status--{}">{}</span>', name, self.status_text(row))

    @admin.display(description=gettext_lazy("language"), ordering="language")
    def language_name(self, row: Publishable) -> SafeString:
        return isolated(languages.NAMES[row.language], row.language)
