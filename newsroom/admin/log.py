from typing import Any

from django.apps import apps
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from newsroom.models import AuditEntry

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
    "preview": pgettext_lazy("log", "made a preview link"),
    "revoke_preview": pgettext_lazy("log", "revoked a preview link"),
    "note": pgettext_lazy("log", "left a note"),
    "resolve_note": pgettext_lazy("log", "resolved a note"),
    "reopen_note": pgettext_lazy("log", "opened a note again"),
    "delete": pgettext_lazy("log", "deleted"),
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
