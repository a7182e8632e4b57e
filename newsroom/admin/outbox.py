from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from newsroom.admin.desk import staff
from newsroom.models import OutboxMessage
from newsroom.refusals import WrongState

STATES = {
    "failed": pgettext_lazy("message", "given up"),
    "waiting": pgettext_lazy("message", "waiting"),
    "sent": pgettext_lazy("message", "sent"),
}


class StateFilter(admin.SimpleListFilter):
    title = _("state")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [*STATES.items(), ("late", pgettext_lazy("message", "should have gone by now"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> QuerySet[OutboxMessage]:
        if self.value() == "late":
            late: QuerySet[OutboxMessage] = queryset.late()
            return late
        conditions: dict[str, dict[str, Any]] = {
            "failed": {"failed_at__isnull": False},
            "waiting": {"failed_at": None, "sent_at": None},
            "sent": {"sent_at__isnull": False},
        }
        return queryset.filter(**conditions.get(self.value() or "", {}))


@admin.register(OutboxMessage)
class OutboxMessageAdmin(admin.ModelAdmin):
    """Mail that waits, was sent or was given up; of a message only its kind is known here, no address, no text."""

    actions = ("try_again",)
    list_display = ("kind", "state", "created_at", "due_at", "attempts", "error")
    list_filter = (StateFilter, "kind")
    list_per_page = 50
    ordering = ("-created_at",)
    fields = ("kind", "state", "created_at", "due_at", "attempts", "sent_at", "failed_at", "error")
    show_full_result_count = False

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: OutboxMessage | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: OutboxMessage | None = None) -> bool:
        return False

    @admin.action(description=_("Try the selected messages again"), permissions=["view"])
    def try_again(self, request: HttpRequest, queryset: QuerySet[OutboxMessage]) -> None:
        count = 0
        for message in queryset:
            try:
                message.retry(by=staff(request))
            except WrongState:
                continue
            count += 1
        words = ngettext("%(count)d message will be tried again.", "%(count)d messages will be tried again.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS if count else messages.WARNING)

    @admin.display(description=_("state"))
    def state(self, message: OutboxMessage) -> str:
        name = "sent" if message.sent_at else "failed" if message.failed_at else "waiting"
        return str(STATES[name])

    @admin.display(description=_("last error"))
    def error(self, message: OutboxMessage) -> SafeString:
        return format_html('<bdi dir="ltr">{}</bdi>', message.last_error or "–")
