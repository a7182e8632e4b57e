"""The steps that take something from the readers, or keep it from them: nothing in a form holds them up."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.http import HttpRequest

from articles.admin.step_fields import StepFields
from newsroom.admin import staff
from newsroom.refusals import NotNow

TAKES_DOWN = ("withdraw", "unschedule")
# Says of a request that one of them has been taken; no header of a request can have a name in lower case.
TAKEN_DOWN = "newsroom.taken_down"


class TakesDown(admin.ModelAdmin):
    _done: Any

    def take_down_first(self, request: HttpRequest, object_id: str | None) -> None:
        """Take a step of TAKES_DOWN; what stands in the form is then saved as by “Save”, or comes back to be mended."""
        if not object_id or request.POST.get("_step") not in TAKES_DOWN:
            return
        row = self.get_object(request, unquote(object_id))
        fields = StepFields(request.POST)
        fields.is_valid()
        if row is None or not self.has_change_permission(request, row) or "reason" in fields.errors:
            # Said by the form, as of any other button.
            return
        step, seen = request.POST["_step"], row.version
        try:
            getattr(row, step)(by=staff(request), **fields.arguments(step))
        except NotNow:
            return
        request.META[TAKEN_DOWN] = "1"
        self.message_user(request, self._done(row), messages.SUCCESS)
        typed = request.POST.copy()
        for name in ("_step", "publish_at_0", "publish_at_1", *StepFields.base_fields):
            typed.pop(name, None)
        if typed.get("version") == str(seen):
            typed["version"] = str(row.version)
        request.POST = typed  # type: ignore[assignment]  # what is left to save
