from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from articles.admin.image_choice import ChoosesImages
from articles.admin.section import NamedInBothAdmin
from articles.models import Author


@admin.register(Author)
class AuthorAdmin(ChoosesImages, NamedInBothAdmin):
    list_display = ("arabic_name", "english_name")
    list_display_links = ("arabic_name", "english_name")
    fieldsets = (
        (_("Arabic"), {"fields": ("name_ar", "slug_ar", "role_ar", "bio_ar")}),
        (_("English"), {"fields": ("name_en", "slug_en", "role_en", "bio_en")}),
        (
            _("In both editions"),
            {"fields": ("portrait",), "description": _("A byline is not an account: nobody logs in with it.")},
        ),
    )
