"""Fields for what a guest types: cleaned before it is measured, so that what counts is what would be stored."""

import re
from typing import Any

from django import forms
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy, pgettext_lazy

from comments.models.comment import LONGEST_BODY, LONGEST_NAME
from newsroom.arabic import INVISIBLE
from newsroom.length_errors import FiguresInErrors
from newsroom.plain_text import BIDI_CONTROLS, clean_line, clean_text, is_invisible

SHORTEST = 2
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
SHORT = ngettext_lazy(
    "Write at least %(limit_value)s character.", "Write at least %(limit_value)s characters.", "limit_value"
)
LONG = ngettext_lazy(
    "This has %(show_value)s characters; at most %(limit_value)s is possible.",
    "This has %(show_value)s characters; at most %(limit_value)s are possible.",
    "limit_value",
)


class UncutField(FiguresInErrors, forms.CharField):
    """Without the browser's own length limit: it cuts what somebody pastes; ours is said with the text kept."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class CleanedCharField(UncutField):
    """Text cleaned before it is measured: what counts is what would be stored."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return clean_text(text) if isinstance(self.widget, forms.Textarea) else clean_line(text)


class NameField(CleanedCharField):
    """A name on one line. What would turn the text around it is not taken out unseen: its writer looks once more."""

    def __init__(self, **over: Any) -> None:
        defaults: dict[str, Any] = {
            "label": pgettext_lazy("comment form", "Name"),
            "max_length": LONGEST_NAME,
            "error_messages": {"required": _("Write the name to be shown with your comment."), "max_length": LONG},
            "widget": forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
        }
        super().__init__(**defaults | over)

    def clean(self, value: Any) -> str:
        name: str = super().clean(value)
        if _turns_text(value):
            raise forms.ValidationError(
                _("We took signs out of the name that nobody sees and that change the text around it. Check it.")
            )
        if is_invisible(name):
            raise forms.ValidationError(_("Write a name that can be seen."))
        return name

    def bound_data(self, data: Any, initial: Any) -> Any:
        # Without them it stands in the form again, so that the next click can send it.
        return clean_line(data) if _turns_text(data) else data


class CommentTextField(CleanedCharField):
    """What a reader has to say, in plain text of several lines."""

    def __init__(self, **over: Any) -> None:
        defaults: dict[str, Any] = {
            "label": _("Comment"),
            "min_length": SHORTEST,
            "max_length": LONGEST_BODY,
            "error_messages": {"required": _("Write your comment."), "min_length": SHORT, "max_length": LONG},
            "widget": forms.Textarea(attrs={"dir": "auto", "rows": 8}),
        }
        super().__init__(**defaults | over)

    def clean(self, value: Any) -> str:
        text: str = super().clean(value)
        if is_invisible(text):
            raise forms.ValidationError(_("Write a comment that can be seen."))
        return text


class MailAddressField(UncutField, forms.EmailField):
    """A mail address without what nobody sees: Django's own field takes a mark of direction in its domain."""

    def to_python(self, value: Any) -> str:
        return super().to_python(INVISIBLE.sub("", clean_line(value or ""))) or ""


class WebAddressField(UncutField, forms.URLField):
    """An address of the web without what nobody sees: Django's own field takes that, and ftp as well."""

    default_validators = [URLValidator(schemes=("http", "https"))]

    def to_python(self, value: Any) -> str:
        return super().to_python(INVISIBLE.sub("", clean_line(value or ""))) or ""


def _turns_text(value: Any) -> bool:
    text = str(value or "").strip()
    return bool(BIDI_CONTROLS.search(text) or CONTROL.search(text))
