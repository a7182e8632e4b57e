from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse


class FormPage(admin.ModelAdmin):
    """A form whose page shows more than the stock one; each part of an admin adds its own to `super()`'s."""

    def form_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        """Return what the template gets beside the stock context; `obj` is None where a new row is written."""
        return {}

    def render_change_form(
        self,
        request: HttpRequest,
        context: Any,
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        context |= self.form_context(request, obj, context["adminform"].form)
        return super().render_change_form(request, context, add, change, form_url, obj)
