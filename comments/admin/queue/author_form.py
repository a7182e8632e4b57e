from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from comments.choices import RejectionReason, State
from comments.models import Comment
from comments.models.block import Effect, Subject

WHAT = [
    ("", pgettext_lazy("queue", "leave them as they are")),
    (State.REJECTED, pgettext_lazy("queue", "remove them all")),
    (State.SPAM, pgettext_lazy("queue", "file them all under spam")),
]


class AuthorForm(forms.Form):
    """What is to be done with the comments of an author, and with those that will come."""

    comments = forms.ChoiceField(
        label=pgettext_lazy("queue", "These comments"), choices=WHAT, widget=forms.RadioSelect, required=False
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=[("", "–"), *RejectionReason.choices], required=False
    )
    block = forms.MultipleChoiceField(
        label=pgettext_lazy("queue", "Know the author again by"),
        choices=Subject.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    effect = forms.ChoiceField(
        label=pgettext_lazy("queue", "What comes from there"),
        choices=Effect.choices,
        widget=forms.RadioSelect,
        initial=Effect.HOLD,
        required=False,
        help_text=gettext_lazy("A network is only ever held: behind one there may be a whole town."),
    )

    def __init__(self, comment: Comment, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keys = {Subject.EMAIL: comment.email_key, Subject.DEVICE: comment.device, Subject.NETWORK: comment.network}
        known = [(subject.value, subject.label) for subject in Subject if keys[subject]]
        self.fields["block"].choices = known  # type: ignore[attr-defined]
