from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.choices import ReportReason
from comments.forms.typed_fields import LONG, CleanedCharField
from comments.models import Comment
from comments.models.report import LONGEST_NOTE


class ReportForm(forms.Form):
    """What a reader holds against a comment."""

    reason = forms.ChoiceField(
        label=_("What is wrong with it?"),
        choices=ReportReason.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what is wrong with the comment."),
            "invalid_choice": _("Choose what is wrong with the comment."),
        },
    )
    note = CleanedCharField(
        label=_("What a moderator should know"),
        required=False,
        max_length=LONGEST_NOTE,
        error_messages={"max_length": LONG},
        help_text=_("Only moderators read it."),
        widget=forms.Textarea(attrs={"dir": "auto", "rows": 4}),
    )

    def __init__(self, data: Any = None, *, comment: Comment) -> None:
        super().__init__(data)
        self.helper = FormHelper()
        self.helper.form_action = reverse(
            "comments:report", kwargs={"language": comment.edition, "comment_id": comment.pk}
        )
        # A guest has no session that a token of Django's could belong to.
        self.helper.disable_csrf = True
        self.helper.form_id = self.helper.form_class = "comment-form"
        self.helper.attrs = {"novalidate": "novalidate"}
        self.helper.layout = Layout("reason", "note", Submit("send", _("Send the report"), data_sending=_("Sending…")))
