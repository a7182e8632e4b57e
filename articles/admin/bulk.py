"""Steps of several articles at once, from their list: each by its own verb, each refused with its own reason."""

import contextlib
from collections.abc import Callable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from articles.admin.publishable import PublishableAdmin, isolated
from articles.admin.step_fields import StepFields
from articles.models.carded import cards_left_to_due_work
from articles.workflow import STEPS, may, require
from newsroom import languages
from newsroom.admin import staff
from newsroom.refusals import Refused, WrongState

# More would be held by one request for longer than anybody waits.
MOST = 200
# A tenth of a second each: whoever publishes more at once does not wait for their share cards.
MOST_CARDS = 10

# Step -> the field it is asked for on a page of its own.
ASKS = {"return_": "return_note", "withdraw": "reason"}


def action(name: str) -> Callable[..., HttpResponse | None]:
    @admin.action(description=STEPS[name].label)
    def take(modeladmin: Any, request: HttpRequest, rows: QuerySet[Any]) -> HttpResponse | None:
        answer: HttpResponse | None = modeladmin.take_in_bulk(request, rows, name)
        return answer

    take.__name__ = f"{name.rstrip('_')}_selected"
    return take


class StepsInBulk(PublishableAdmin):
    actions = [action(name) for name in ("submit", "return_", "approve", "publish", "withdraw")]

    def get_actions(self, request: HttpRequest) -> Any:
        """Offer the steps that this person may take in one of the editions."""
        hidden = {
            f"{name.rstrip('_')}_selected"
            for name, step in STEPS.items()
            if not any(may(staff(request), step.right, self.model, code) for code in languages.CODES)
        }
        return {name: entry for name, entry in super().get_actions(request).items() if name not in hidden}

    def take_in_bulk(self, request: HttpRequest, chosen: QuerySet[Any], step: str) -> HttpResponse | None:
        """Take `step` of each chosen row; none of them of an edition this person works in is a 403."""
        keys = list(chosen.values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            words = ngettext("At most %(count)d article at once.", "At most %(count)d articles at once.", MOST)
            self.message_user(request, words % {"count": MOST}, messages.ERROR)
            return None
        rows = list(self.model.objects.filter(pk__in=keys).order_by("pk"))
        if rows and not any(may(staff(request), STEPS[step].right, self.model, row.language) for row in rows):
            require(staff(request), STEPS[step].right, self.model, rows[0].language)
        if step in ASKS and "confirmed" not in request.POST:
            return self._ask(request, rows, step)
        fields = StepFields(request.POST)
        if not fields.is_valid():
            return self._ask(request, rows, step, fields)
        self._take_each(request, rows, step, fields.arguments(step) if step in ASKS else {})
        return None

    def _take_each(self, request: HttpRequest, rows: list[Any], step: str, arguments: dict[str, Any]) -> None:
        refused = []
        with cards_left_to_due_work() if len(rows) > MOST_CARDS else contextlib.nullcontext():
            for row in rows:
                try:
                    if step == "publish":
                        self._require_publishable(request, row)
                    getattr(row, step)(by=staff(request), **arguments)
                except Refused as refusal:
                    refused.append((self.address_of(row), isolated(str(row), row.language), refusal.args[0]))
        if done := len(rows) - len(refused):
            words = ngettext("“%(step)s”: %(count)d article done.", "“%(step)s”: %(count)d articles done.", done)
            self.message_user(request, words % {"step": STEPS[step].label, "count": done}, messages.SUCCESS)
        if refused:
            items = format_html_join("", '<li><a href="{}">{}</a>: {}</li>', refused)
            sentence = _("“{step}” was refused for these: {list}")
            words = format_html(sentence, step=STEPS[step].label, list=format_html("<ul>{}</ul>", items))
            self.message_user(request, words, messages.ERROR)

    def _require_publishable(self, request: HttpRequest, row: Any) -> None:
        """Refuse what has an hour already, which one click among many is not to change, and what lacks something."""
        require(staff(request), "publish", self.model, row.language)
        if row.is_scheduled() or row.has_swap():
            raise WrongState(_("It has an hour of its own. Change that in its form."))
        if missing := self.what_stops(row):
            raise WrongState(missing)

    def _ask(self, request: HttpRequest, rows: list[Any], step: str, fields: StepFields | None = None) -> HttpResponse:
        """Show the page on which the reason is written before anything is done."""
        form = fields or StepFields()
        context = {
            **self.admin_site.each_context(request),
            "title": STEPS[step].label,
            "opts": self.model._meta,
            "rows": [isolated(str(row), row.language) for row in rows],
            "keys": [row.pk for row in rows],
            "checkbox": ACTION_CHECKBOX_NAME,
            "action": f"{step.rstrip('_')}_selected",
            "step": STEPS[step],
            "field": form[ASKS[step]],
            "is_danger": step == "withdraw",
            "media": self.media,
        }
        return TemplateResponse(request, "admin/articles/bulk_reason.html", context)
