from typing import Any

from django import forms
from django.forms.widgets import Script
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


class ColourInput(forms.TextInput):
    """A colour as its digits; with a script the browser's own palette stands beside them and shows which it is.

    Its own kind of field alone would not do: it knows no empty one, and says black instead.
    """

    class Media:
        js = (Script("js/colour-field.js", type="module"),)

    def __init__(self, drawn: str) -> None:
        """Take the colour that holds while the field is empty."""
        super().__init__(attrs={"dir": "ltr", "spellcheck": "false", "placeholder": drawn, "size": 8})

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        field = super().render(name, value, attrs, renderer)
        return format_html('<colour-field data-label="{}">{}</colour-field>', _("Choose the colour"), field)
