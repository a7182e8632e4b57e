from collections.abc import Collection, Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.admin.moments import MomentField
from articles.workflow import STEPS

# Field -> the step whose button alone reads it.
STEP_OF = {"publish_at": "publish", "before_embargo": "publish", "reason": "withdraw", "return_note": "return_"}


class StepFields(forms.Form):
    """What belongs to a verb and not to the row; each is there for those who may take the step."""

    publish_at = MomentField(
        label=_("publish at"),
        required=False,
        help_text=_(
            "For the button “Publish”: empty means now, a later time schedules it. "
            "Of what readers have already, it is the hour of the changes."
        ),
    )
    before_embargo = forms.BooleanField(
        label=_("publish before the embargo has passed"),
        required=False,
        help_text=_("For the button “Publish”: ends the embargo at once. The log says who did it."),
    )
    reason = forms.CharField(
        label=_("reason for a withdrawal"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 40, "dir": "auto"}),
        help_text=_("For the button “Withdraw”: readers see it on the page that stays."),
    )
    return_note = forms.CharField(
        label=_("note to the writer"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "cols": 40, "dir": "auto"}),
        help_text=_("For the button “Return to the writer”: what is still missing. The writer sees it over the form."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        publish_at: Any = self.fields["publish_at"]
        publish_at.standing = self.initial.get("publish_at")

    def arguments(self, step: str) -> dict[str, Any]:
        """Return what the verb of a step takes, where its own fields are valid."""
        typed = self.cleaned_data
        match step:
            case "publish":
                return {"at": typed["publish_at"], "before_embargo": typed["before_embargo"]}
            case "withdraw":
                return {"reason": typed["reason"]}
            case "return_":
                return {"note": typed["return_note"]}
        return {}


def meant_for_others(changed: Collection[str], step: str) -> Iterator[tuple[str, str]]:
    """Yield field and complaint for what was typed for another button than that of `step`: it would be dropped."""
    for name, own in STEP_OF.items():
        if name in changed and own != step:
            words = gettext("Only the button “%(button)s” takes this up. Press it, or leave this as it was.")
            yield name, words % {"button": STEPS[own].label}


def step_fields(steps: Collection[str], *, may_publish: bool, is_embargoed: bool, may_override: bool) -> list[str]:
    """Return the names of the fields for somebody who could take `steps` now."""
    shown = {
        "publish_at": may_publish,
        "before_embargo": may_publish and is_embargoed and may_override,
        "reason": may_publish,
        "return_note": "return_" in steps,
    }
    return [name for name, is_shown in shown.items() if is_shown]
