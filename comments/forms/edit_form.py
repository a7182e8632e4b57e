from typing import Any, Self

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from comments.forms.typed_fields import CommentTextField
from comments.own_comments import OwnComment


class EditForm(forms.Form):
    """Another text for a comment of one's own; its name and addresses stay as they were sent."""

    body = CommentTextField()

    def __init__(self, data: Any = None, *, own: OwnComment) -> None:
        super().__init__(data, initial={"body": own.body})
        self.helper = FormHelper()
        self.helper.form_action = reverse(
            "comments:edit", kwargs={"language": own.comment.edition, "comment_id": own.pk}
        )
        # A guest has no session that a token of Django's could belong to.
        self.helper.disable_csrf = True
        self.helper.form_id = self.helper.form_class = "comment-form"
        self.helper.attrs = {"novalidate": "novalidate"}
        self.helper.layout = Layout("body", Submit("send", _("Save the change"), data_sending=_("Sending…")))

    def kept(self) -> Self:
        """Make of it a place to keep the text from, where it can be sent no more."""
        self.fields["body"].widget.attrs["readonly"] = "readonly"
        self.helper.layout = Layout("body")
        return self
