"""System checks: what would go wrong later is said at the start, with a hint."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register

from newsroom import languages


@register(Tags.translation)
def the_editions_are_arabic_and_english(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if tuple(code for code, _ in settings.LANGUAGES) == languages.CODES:
        return []
    return [
        Error(
            "LANGUAGES must be exactly ar and en.",
            hint="The columns name_ar and name_en, the addresses and the templates are made for these two.",
            id="newsroom.E001",
        )
    ]


@register(Tags.templates)
def the_forms_have_our_template_pack(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if settings.CRISPY_TEMPLATE_PACK == "forms" and (settings.BASE_DIR / "templates" / "forms").is_dir():
        return []
    return [
        Error(
            "The crispy-forms template pack of templates/forms/ is not in use.",
            hint='Set CRISPY_TEMPLATE_PACK = "forms"; crispy-forms itself ships no templates.',
            id="newsroom.E002",
        )
    ]


@register(Tags.security)
def production_is_not_debugging(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    if not (settings.PRODUCTION and settings.DEBUG):
        return []
    return [Error("DEBUG is on in production.", hint="Unset the variable DEBUG.", id="newsroom.E003")]
