from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from articles.admin.moments import MomentField


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

    def arguments(self, step: str) -> dict[str, Any]:
        """Return what the verb of a step takes, of a form that is valid."""
        typed = self.cleaned_data
        by_step = {
            "publish": {"at": typed["publish_at"], "before_embargo": typed["before_embargo"]},
            "withdraw": {"reason": typed["reason"]},
            "return_": {"note": typed["return_note"]},
        }
        return by_step.get(step, {})


def step_fields(steps: Collection[str], *, may_publish: bool, is_embargoed: bool, may_override: bool) -> list[str]:
    """Return the names of the fields for somebody who could take `steps` now."""
    shown = {
        "publish_at": may_publish,
        "before_embargo": may_publish and is_embargoed and may_override,
        "reason": may_publish,
        "return_note": "return_" in steps,
    }
    return [name for name, is_shown in shown.items() if is_shown]
