from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from articles.models import Section, Topic
from newsroom.admin import direct_by_suffix


class NamedInBothAdmin(admin.ModelAdmin):
    """Rows with a name in each language: every field in its own direction, names isolated in lists."""

    search_fields = ("name_ar", "name_en")
    prepopulated_fields = {"slug_en": ("name_en",)}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        direct_by_suffix(form.base_fields)
        return form

    @admin.display(description=_("name in Arabic"), ordering="name_ar")
    def arabic_name(self, row: Any) -> SafeString:
        return format_html('<bdi lang="ar">{}</bdi>', row.name_ar)

    @admin.display(description=_("name in English"), ordering="name_en")
    def english_name(self, row: Any) -> SafeString:
        return format_html('<bdi lang="en">{}</bdi>', row.name_en)


@admin.register(Section)
class SectionAdmin(NamedInBothAdmin):
    list_display = ("arabic_name", "english_name", "accent", "order")


@admin.register(Topic)
class TopicAdmin(NamedInBothAdmin):
    list_display = ("arabic_name", "english_name")
