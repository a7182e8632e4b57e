import json
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import FieldDoesNotExist
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_POST

from newsroom import actors
from newsroom.actors import SYSTEM
from newsroom.admin import log_export
from newsroom.admin.desk import staff
from newsroom.admin.log_changes import fields_changed, rights_changed, step
from newsroom.models import AuditEntry, Site, User
from newsroom.refusals import NotPermitted
from newsroom.typed_number import typed_number

# The value of the person who is none.
MACHINE = "site"
SHOWN_OF_NETWORK = 8
LONGEST_QUERY = 1000

# What the log's words mean; a word that is not here is shown as it is.
ACTS = {
    "start": pgettext_lazy("log", "started"),
    "add": pgettext_lazy("log", "added"),
    "change": pgettext_lazy("log", "changed"),
    "control": pgettext_lazy("log", "changed times or settings"),
    "submit": pgettext_lazy("log", "submitted for review"),
    "return": pgettext_lazy("log", "returned to the writer"),
    "approve": pgettext_lazy("log", "marked as ready"),
    "publish": pgettext_lazy("log", "published"),
    "unschedule": pgettext_lazy("log", "taken off the schedule"),
    "withdraw": pgettext_lazy("log", "withdrawn"),
    "restore": pgettext_lazy("log", "restored as a draft"),
    "revert": pgettext_lazy("log", "took an earlier revision up again"),
    "take_over": pgettext_lazy("log", "went on with it in another’s place"),
    "cancel_swap": pgettext_lazy("log", "took changes off the schedule"),
    "swap": pgettext_lazy("log", "changes published at their hour"),
    "drop_swap": pgettext_lazy("log", "changes not published at their hour"),
    "pin": pgettext_lazy("log", "pinned to the front page"),
    "move_pin": pgettext_lazy("log", "moved on the front page"),
    "unpin": pgettext_lazy("log", "taken off its place on the front page"),
    "override_embargo": pgettext_lazy("log", "overrode the embargo"),
    "add_correction": pgettext_lazy("log", "published a correction"),
    "change_correction": pgettext_lazy("log", "changed a correction"),
    "delete_correction": pgettext_lazy("log", "deleted a correction"),
    "preview": pgettext_lazy("log", "made a preview link"),
    "revoke_preview": pgettext_lazy("log", "revoked a preview link"),
    "note": pgettext_lazy("log", "left a note"),
    "resolve_note": pgettext_lazy("log", "resolved a note"),
    "reopen_note": pgettext_lazy("log", "opened a note again"),
    "delete": pgettext_lazy("log", "deleted"),
    "change_rights": pgettext_lazy("log", "changed rights"),
    "set_password": pgettext_lazy("log", "set a new password"),
    "load demo": pgettext_lazy("log", "loaded the demo newsroom"),
    "replace_file": pgettext_lazy("log", "replaced the file"),
    "refocus": pgettext_lazy("log", "chose another focal point"),
    "link": pgettext_lazy("log", "linked with the other edition"),
    "unlink": pgettext_lazy("log", "separated from the other edition"),
    "mark_current": pgettext_lazy("log", "marked as up to date with its source"),
    "block": pgettext_lazy("log", "blocked"),
    "lift": pgettext_lazy("log", "lifted the block"),
    "retry": pgettext_lazy("log", "sent once more"),
    "forget": pgettext_lazy("log", "forgot what was kept long enough"),
    "ask_export": pgettext_lazy("log", "asked for an export of personal data"),
    "ask_erase": pgettext_lazy("log", "asked for personal data to be erased"),
    "export": pgettext_lazy("log", "exported personal data"),
    "erase": pgettext_lazy("log", "erased personal data"),
    "export_log": pgettext_lazy("log", "exported the log"),
}


class ActFilter(admin.SimpleListFilter):
    title = _("act")
    parameter_name = "verb"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(ACTS.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(verb=self.value()) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    title = _("kind of thing")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        kinds = AuditEntry.objects.order_by("subject_type").values_list("subject_type", flat=True).distinct()
        return [(kind, kind_name(kind)) for kind in kinds]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        return queryset.filter(subject_type=self.value()) if self.value() else queryset


class PersonFilter(admin.SimpleListFilter):
    """Those who work here; who no longer does is found by the search."""

    title = pgettext_lazy("log", "person")
    parameter_name = "person"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        people = User.objects.filter(is_staff=True).order_by("username")
        return [(MACHINE, _("nobody: the site itself")), *((str(person.pk), str(person)) for person in people)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[AuditEntry]) -> QuerySet[AuditEntry]:
        if self.value() == MACHINE:
            return queryset.filter(user=None, actor=str(SYSTEM))
        key = typed_number(self.value())
        return queryset if key is None else queryset.filter(user=key)


@admin.register(AuditEntry)
class AuditEntryAdmin(admin.ModelAdmin):
    """What has been done, by whom: to read and to take along, never to change."""

    change_list_template = "admin/newsroom/auditentry/change_list.html"
    list_display = ("at", "actor_isolated", "act", "from_to", "kind", "title_isolated", "note_isolated", "same_network")
    list_filter = (ActFilter, KindFilter, PersonFilter, "at")
    list_per_page = 50
    fields = (*list_display[:-1], "fields_changed", "network", "detail_isolated")
    readonly_fields = fields
    search_fields = ("actor", "subject_title", "note", "network__startswith")
    search_help_text = _("Words of a title or a note, a name, or the signs of a network.")
    date_hierarchy = "at"
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: AuditEntry | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, (extra_context or {}) | {"title": title})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.export_view))
        return [path("export/<str:form>/", view, name="newsroom_auditentry_export"), *super().get_urls()]

    def export_view(self, request: HttpRequest, form: str) -> HttpResponseBase:
        """Send the entries that the list with the same query shows, all pages of it; the export is an entry too."""
        if not self.has_view_permission(request):
            raise NotPermitted(str(_("Your account may not do this.")))
        try:
            entries = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:
            raise Http404 from error
        site = Site.current()
        if form == "csv":
            lines, kind = log_export.as_csv(entries, words_now(), site.zone), "text/csv; charset=utf-8"
        elif form == "jsonl":
            lines, kind = log_export.as_json_lines(entries), "application/x-ndjson"
        else:
            raise Http404
        AuditEntry.objects.record(
            site, "export_log", by=staff(request), format=form, filters=request.GET.urlencode()[:LONGEST_QUERY]
        )
        name = f"log-{timezone.localtime(timezone=site.zone):%Y-%m-%d}.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return StreamingHttpResponse(lines, content_type=kind, headers=headers)

    @admin.display(description=_("actor"), ordering="actor")
    def actor_isolated(self, entry: AuditEntry) -> SafeString:
        return format_html("<bdi>{}</bdi>", entry.actor_name)

    @admin.display(description=_("act"), ordering="verb")
    def act(self, entry: AuditEntry) -> str:
        return str(ACTS.get(entry.verb, entry.verb))

    @admin.display(description=pgettext_lazy("log", "from → to"))
    def from_to(self, entry: AuditEntry) -> SafeString | str:
        names = status_names(entry)
        return step(*names) if names else rights_changed(entry) or "–"

    @admin.display(description=_("changed fields"))
    def fields_changed(self, entry: AuditEntry) -> str:
        return fields_changed(entry)

    @admin.display(description=_("kind of thing"))
    def kind(self, entry: AuditEntry) -> str:
        return kind_name(entry.subject_type)

    @admin.display(description=_("title"), ordering="subject_title")
    def title_isolated(self, entry: AuditEntry) -> SafeString:
        return format_html("<bdi>{}</bdi>", entry.subject_title)

    @admin.display(description=_("note"))
    def note_isolated(self, entry: AuditEntry) -> SafeString:
        return format_html("<bdi>{}</bdi>", entry.note)

    @admin.display(description=_("network"))
    def same_network(self, entry: AuditEntry) -> SafeString | str:
        """Print the beginning of the pseudonym, which leads to what else was done from there."""
        if not entry.network:
            return "–"
        address = reverse("admin:newsroom_auditentry_changelist")
        shown = entry.network[:SHOWN_OF_NETWORK]
        return format_html('<a href="{}?q={}"><bdi dir="ltr">{}</bdi></a>', address, entry.network, shown)

    @admin.display(description=_("detail"))
    def detail_isolated(self, entry: AuditEntry) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', json.dumps(entry.detail, ensure_ascii=False))


def kind_name(subject_type: str) -> str:
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return subject_type


def status_names(entry: AuditEntry) -> tuple[str, str] | None:
    """Return between which statuses the act took its subject, as its kind calls them; None where none is known."""
    before, after = entry.detail.get("from"), entry.detail.get("to")
    if not before or not after:
        return None
    statuses = status_choices(entry.subject_type)
    return str(statuses.get(before, before)), str(statuses.get(after, after))


def status_choices(subject_type: str) -> dict[str, Any]:
    try:
        field: Any = apps.get_model(subject_type)._meta.get_field("status")
    except (LookupError, ValueError, FieldDoesNotExist):
        return {}
    return dict(field.flatchoices)


def words_now() -> log_export.Words:
    """Return what says an entry in the language of this moment, also when the moment is over."""
    acts = {verb: str(act) for verb, act in ACTS.items()}
    models = {model._meta.label_lower: str(model._meta.verbose_name) for model in apps.get_models()}
    statuses = {kind: {value: str(label) for value, label in status_choices(kind).items()} for kind in models}

    machines = {name: str(words) for name, words in actors.SHOWN.items()}

    def words(entry: AuditEntry) -> tuple[str, str, str, str, str]:
        kind = entry.subject_type
        called, steps = statuses.get(kind, {}), [entry.detail.get(name, "") for name in ("from", "to")]
        before, after = (called.get(step, step) for step in steps)
        actor = entry.actor if entry.user_id else machines.get(entry.actor, entry.actor)
        return actor, acts.get(entry.verb, entry.verb), models.get(kind, kind), before, after

    return words
