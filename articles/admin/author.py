from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.section import NamedInBothAdmin
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(NamedInBothAdmin):
    list_display = ("arabic_name", "english_name")
    raw_id_fields = ("portrait",)
    fieldsets = (
        (None, {"fields": ("portrait",)}),
        (_("Arabic"), {"fields": ("name_ar", "slug_ar", "role_ar", "bio_ar")}),
        (_("English"), {"fields": ("name_en", "slug_en", "role_en", "bio_en")}),
    )
