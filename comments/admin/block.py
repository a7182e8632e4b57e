from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from comments.models import Block
from newsroom.admin.desk import staff


@admin.register(Block)
class BlockAdmin(admin.ModelAdmin):
    """Whose comments are held or refused: to be looked at and lifted. They are made in the queue, from a comment."""

    list_display = ("subject", "effect", "note_isolated", "blocked_by", "created_at")
    list_filter = ("subject", "effect")
    list_select_related = ("by",)
    list_per_page = 100
    fields = ("subject", "effect", "note_isolated", "blocked_by", "created_at")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Block | None = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Block | None = None) -> Any:
        return self.fields

    def delete_model(self, request: HttpRequest, obj: Block) -> None:
        obj.lift(by=staff(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Block]) -> None:
        for block in queryset:
            block.lift(by=staff(request))

    @admin.display(description=gettext_lazy("note"))
    def note_isolated(self, block: Block) -> SafeString:
        return format_html("<bdi>{}</bdi>", block.note or "–")

    @admin.display(description=gettext_lazy("by"), ordering="by")
    def blocked_by(self, block: Block) -> SafeString | str:
        return format_html("<bdi>{}</bdi>", block.by.get_username()) if block.by else "–"
