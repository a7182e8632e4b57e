"""Fields for what a guest types: cleaned before it is measured, so that what counts is what would be stored."""

from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import ngettext_lazy

from newsroom.arabic import INVISIBLE
from newsroom.plain_text import clean_line, clean_text

SHORT = ngettext_lazy(
    "Write at least %(limit_value)d character.", "Write at least %(limit_value)d characters.", "limit_value"
)
LONG = ngettext_lazy(
    "This has %(show_value)d characters; at most %(limit_value)d is possible.",
    "This has %(show_value)d characters; at most %(limit_value)d are possible.",
    "limit_value",
)


class CleanedCharField(forms.CharField):
    """Text cleaned before it is measured: what counts is what would be stored."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return clean_text(text) if isinstance(self.widget, forms.Textarea) else clean_line(text)


class MailAddressField(forms.EmailField):
    """A mail address without what nobody sees: Django's own field takes a mark of direction in its domain."""

    def to_python(self, value: Any) -> str:
        return super().to_python(INVISIBLE.sub("", clean_line(value or ""))) or ""


class WebAddressField(forms.URLField):
    """An address of the web without what nobody sees: Django's own field takes that, and ftp as well."""

    default_validators = [URLValidator(schemes=("http", "https"))]

    def to_python(self, value: Any) -> str:
        return super().to_python(INVISIBLE.sub("", clean_line(value or ""))) or ""
