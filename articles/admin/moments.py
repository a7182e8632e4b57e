"""Dates and times as an editor types them: in the newsroom's time zone, which stands beside each field."""

from datetime import UTC, datetime
from typing import Any, ClassVar

from django import forms
from django.contrib.admin.widgets import AdminSplitDateTime
from django.forms.widgets import Script
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _

from newsroom.clock import offset


class MomentWidget(AdminSplitDateTime):
    class Media:
        js = (Script("js/zone-offset.js", type="module"),)
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/admin-checks.css"]}


class MomentField(forms.SplitDateTimeField):
    """Refuses the hours at which the clocks change, which are no moment or two, and says so."""

    widget = MomentWidget
    # What the field was opened with; its form says it.
    standing: datetime | None = None

    def compress(self, data_list: Any) -> Any:
        if data_list and all(data_list):
            typed = datetime.combine(*data_list)
            if self.standing and typed == wall_clock(self.standing):
                # Nobody has typed it: it stays the very moment it was, also where its hour comes twice.
                return self.standing
            check_wall_clock(typed)
        return super().compress(data_list)


def wall_clock(moment: datetime) -> datetime:
    """Return what a field shows of a moment: the newsroom's time, to the second."""
    return timezone.make_naive(moment).replace(microsecond=0)


def check_wall_clock(typed: datetime) -> None:
    """Raise ValidationError where a naive local time does not exist in the newsroom's zone, or exists twice."""
    zone = timezone.get_current_timezone()
    try:
        first, second = (typed.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
        if first.utcoffset() == second.utcoffset():
            return
        exists = first.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == typed
    except OverflowError as error:
        raise forms.ValidationError(_("This is beyond the calendar. Choose another year.")) from error
    params = {"zone": timezone.get_current_timezone_name()}
    if exists:
        raise forms.ValidationError(
            _("The clocks of %(zone)s show this time twice on that day. Choose one before or after that hour."),
            params=params,
        )
    raise forms.ValidationError(
        _("The clocks of %(zone)s skip this time on that day. Choose one before or after that hour."), params=params
    )


def tell_zone(field: forms.Field, moment: Any) -> None:
    """Say beside a field in which zone its time is, and how far that is from UTC at that time (now, where empty)."""
    local = timezone.localtime(moment if isinstance(moment, datetime) else None)
    name = timezone.get_current_timezone_name()
    zone = format_html('<bdi class="admin-zone" data-zone="{}" dir="ltr">{}, {}</bdi>', name, name, offset(local))
    field.help_text = format_html("{} {}", field.help_text, zone) if field.help_text else zone


def name_parts(field: forms.Field) -> None:
    """Give the two boxes of a moment a name each, for those who do not see the words beside them."""
    date, time = field.widget.widgets
    date.attrs["aria-label"] = _("%(field)s: date") % {"field": field.label}
    time.attrs["aria-label"] = _("%(field)s: time") % {"field": field.label}
