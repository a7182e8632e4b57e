"""What the stock admin says with a title in it, said with the title in its own direction."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from newsroom import plain_text
from newsroom.templatetags.newsroom import in_its_direction


class SaysTitles(admin.ModelAdmin):
    """Rows whose `str()` is of their language, or of whichever it reads as where they have none."""

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        return self._say_saved(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return self._say_saved(request, obj) or super().response_change(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        # The stock sentence is plain text.
        return super().response_delete(request, plain_text.isolated(obj_display), obj_id)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        # The stock title has the row's own in it, as plain text.
        return super().history_view(request, object_id, {"title": _("History")} | (extra_context or {}))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """Name the rows; of what goes with them, say how many there are of each kind."""
        rows = list(objs)
        _listed, counts, lacking, protected = super().get_deleted_objects(rows, request)
        own = self.opts.verbose_name_plural
        others = [f"{capfirst(name)}: {count}" for name, count in counts.items() if name != own]
        return [*(in_its_direction(row) for row in rows), *others], counts, lacking, protected

    def _say_saved(self, request: HttpRequest, row: Any) -> HttpResponse | None:
        """Say it, and go where the button says; None in a window of its own."""
        if IS_POPUP_VAR in request.POST:
            return None
        address = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[row.pk])
        link = format_html('<a href="{}">{}</a>', address, in_its_direction(row))
        self.message_user(request, format_html(_("“{title}” is saved."), title=link), messages.SUCCESS)
        if "_continue" in request.POST:
            return HttpResponseRedirect(address)
        if "_addanother" in request.POST:
            return HttpResponseRedirect(reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add"))
        return self.response_post_save_change(request, row)
