from typing import cast

from django import forms
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from newsroom import languages
from newsroom.models import User


def staff(request: HttpRequest) -> User:
    """Return who is at work: the admin lets nobody in without an account."""
    return cast(User, request.user)


def isolated(text: str, language: str) -> SafeString:
    """Return `text` so that its direction stays inside it, whatever language the interface is in."""
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, languages.direction(language), text)


def direct(field: forms.Field, language: str) -> None:
    """Let a form field be written in `language`, whatever language the interface is in."""
    field.widget.attrs |= {"lang": language, "dir": languages.direction(language)}


def direct_by_suffix(fields: dict[str, forms.Field]) -> None:
    """Give each pair of fields such as name_ar and name_en its own language and direction."""
    for name, field in fields.items():
        for language in languages.CODES:
            if name.endswith(f"_{language}"):
                direct(field, language)
