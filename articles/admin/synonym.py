from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Synonym
from newsroom.admin import LogsForms


@admin.register(Synonym)
class SynonymAdmin(LogsForms):
    list_display = ("isolated",)
    search_fields = ("words",)

    def get_form(self, request: HttpRequest, obj: Synonym | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "words" in form.base_fields:
            form.base_fields["words"].widget.attrs |= {"dir": "auto", "rows": 5}
        return form

    @admin.display(description=_("words"), ordering="words")
    def isolated(self, row: Synonym) -> SafeString:
        return format_html('<bdi dir="auto">{}</bdi>', str(row))
