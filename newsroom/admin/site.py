from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom.admin.colour import ColourInput
from newsroom.admin.desk import direct_by_suffix
from newsroom.admin.logged import LogsForms
from newsroom.identity import ACCENTS, BRAND, dark_of
from newsroom.models import Site


@admin.register(Site)
class SiteAdmin(LogsForms):
    fieldsets = (
        (
            _("Names"),
            {"fields": ("name_ar", "name_en", "wordmark_ar", "wordmark_en", "tagline_ar", "tagline_en", "time_zone")},
        ),
        (
            _("Colours"),
            {
                "fields": ("brand_colour", *((name, f"{name}_dark") for name in ACCENTS)),
                "description": _(
                    "Of the newsroom, and of its sections by day and in the dark. Empty, they are as they were drawn; "
                    "a dark one that is empty is made from the light one."
                ),
            },
        ),
        (_("Dates and numbers in Arabic"), {"fields": ("arabic_months", "arabic_digits")}),
        (_("Pictures"), {"fields": ("keep_originals",)}),
        (_("Articles"), {"fields": ("age_notice_after_days",)}),
        (
            _("Comments: which wait, and until when they are taken"),
            {
                "fields": (
                    "comments_mode",
                    "comments_hold_disposable",
                    ("comments_staffed_from", "comments_staffed_until"),
                    "comments_close_after_days",
                )
            },
        ),
        (_("Comments: the form"), {"fields": ("comments_website_field", "guidelines_ar", "guidelines_en")}),
        (_("Comments: deciding and keeping"), {"fields": ("comments_reason_required", "comments_kept_days")}),
    )

    def get_form(self, request: HttpRequest, obj: Site | None = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        direct_by_suffix(form.base_fields)
        for name, drawn in _drawn(obj or Site()).items():
            if name in form.base_fields:
                form.base_fields[name].widget = ColourInput(drawn)
        if "time_zone" in form.base_fields:
            form.base_fields["time_zone"].widget.attrs["dir"] = "ltr"
        return form

    def has_add_permission(self, request: HttpRequest) -> bool:
        # Unsaved, these are the defaults: nobody has stored the row yet.
        return super().has_add_permission(request) and Site.of(request)._state.adding

    def has_delete_permission(self, request: HttpRequest, obj: Site | None = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Site, form: Any, change: bool) -> None:
        obj.pk = 1
        super().save_model(request, obj, form, change)


def _drawn(site: Site) -> dict[str, str]:
    """Return the colours that hold while their fields are empty."""
    dark = {f"{name}_dark": dark_of(site.accent(name)) for name in ACCENTS}
    return {"brand_colour": BRAND} | ACCENTS | dark
