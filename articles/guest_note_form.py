from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from articles.models.note import LONGEST
from newsroom import trap
from newsroom.plain_text import clean_line, clean_text, is_invisible

LONG = ngettext_lazy(
    "This has %(show_value)d character; at most %(limit_value)d are possible.",
    "This has %(show_value)d characters; at most %(limit_value)d are possible.",
    "show_value",
)


class CleanedField(forms.CharField):
    """Text cleaned before it is measured, and without the browser's own limit, which cuts what somebody pastes."""

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        cleaned = clean_text(text) if isinstance(self.widget, forms.Textarea) else clean_line(text)
        return "" if is_invisible(cleaned) else cleaned

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class GuestNoteForm(forms.Form):
    """What somebody outside has to say about a draft they were sent."""

    name = CleanedField(
        label=_("Your name"),
        max_length=60,
        error_messages={"required": _("Write your name."), "max_length": LONG},
        widget=forms.TextInput(attrs={"dir": "auto", "autocomplete": "name"}),
    )
    note = CleanedField(
        label=_("Your note to the newsroom"),
        max_length=LONGEST,
        error_messages={"required": _("Write a note."), "max_length": LONG},
        help_text=_("Only the newsroom reads it."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 6}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields[trap.name()] = trap.field()
        self.helper = FormHelper()
        self.helper.form_action = "#note"
        # Its writer has no session that a token of Django's could belong to.
        self.helper.disable_csrf = True
        self.helper.form_id = self.helper.form_class = "comment-form"
        self.helper.attrs = {"novalidate": "novalidate"}
        self.helper.layout = Layout(
            "name",
            "note",
            Div(trap.name(), css_class="comment-form__beyond", aria_hidden="true"),
            Submit("send", _("Send the note"), data_sending=_("Sending…")),
        )
