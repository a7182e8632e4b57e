"""What the search is asked for: words, and what narrows them. A value that nothing has is left out, not refused."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.candidates import Span
from articles.choices import Kind
from articles.masthead import Place
from newsroom import arabic
from newsroom.length_errors import FiguresInErrors
from newsroom.plain_text import clean_line

LONGEST_QUERY = 120
PERIODS = {
    "day": (timedelta(days=1), _("Last 24 hours")),
    "week": (timedelta(days=7), _("Last week")),
    "month": (timedelta(days=30), _("Last month")),
    "year": (timedelta(days=365), _("Last year")),
}
RELEVANCE, NEWEST = "relevance", "newest"
EARLIEST, LATEST = date(1800, 1, 1), date(2200, 1, 1)
DATES = ["%Y-%m-%d", "%d/%m/%Y"]


class QueryField(FiguresInErrors, forms.CharField):
    def to_python(self, value: Any) -> str:
        return clean_line(super().to_python(value) or "")

    def clean(self, value: Any) -> str:
        # Django refuses NUL, which nobody types and nothing has.
        return super().clean(value.replace("\x00", " ") if isinstance(value, str) else value)


class TypedDateField(forms.DateField):
    """A date in the digits of either script, and no further away than any newspaper."""

    def to_python(self, value: Any) -> date | None:
        typed = super().to_python(arabic.normalise(value) if isinstance(value, str) else value)
        return typed and min(max(typed, EARLIEST), LATEST)


class SearchForm(forms.Form):
    q = QueryField(
        max_length=LONGEST_QUERY,
        required=False,
        error_messages={"max_length": _("Search for at most %(limit_value)s characters.")},
    )
    section = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(required=False, choices=Kind.choices)
    period = forms.ChoiceField(required=False, choices=[(name, words) for name, (_span, words) in PERIODS.items()])
    since = TypedDateField(required=False, input_formats=DATES)
    until = TypedDateField(required=False, input_formats=DATES)
    sort = forms.ChoiceField(required=False, choices=[(RELEVANCE, _("Most relevant")), (NEWEST, _("Newest"))])

    def __init__(self, data: Any, sections: list[Place]) -> None:
        super().__init__(data)
        self.days: dict[str, date] = {}
        section: Any = self.fields["section"]
        section.choices = [(place.pk, place.name) for place in sections]

    def clean(self) -> dict[str, Any]:
        """Keep the days that were typed in `days`; those in a wrong order narrow nothing."""
        known = self.cleaned_data
        self.days = {name: known[name] for name in ("since", "until") if known.get(name)}
        if len(self.days) == 2 and self.days["since"] > self.days["until"]:
            del known["since"]
            self.add_error("until", _("The end is before the beginning. Choose a later end or an earlier beginning."))
        return known

    @property
    def query(self) -> str:
        """Return what was typed, also where it cannot be searched for."""
        return self.cleaned_data.get("q", clean_line(self.data.get("q", "")))

    @property
    def filters(self) -> dict[str, Any]:
        """Return what narrows and orders, as an address has it; without what is unknown or says nothing."""
        known = {name: value for name, value in self.cleaned_data.items() if name != "q" and value}
        if known.get("sort") == RELEVANCE:
            del known["sort"]
        if "since" in known or "until" in known:
            known.pop("period", None)
        return known

    def span(self, now: datetime, language: str) -> Span:
        """Return what the rows that are left have in common."""
        filters = self.filters
        until = self.end(now) if "until" in filters else None
        return Span(language, now, filters.get("section"), filters.get("kind"), self.begin(now), until)

    def begin(self, now: datetime) -> datetime | None:
        filters = self.filters
        if "period" in filters:
            return now - PERIODS[filters["period"]][0]
        return _midnight(filters["since"]) if "since" in filters else None

    def end(self, now: datetime) -> datetime:
        last = self.filters.get("until")
        return _midnight(last + timedelta(days=1)) if last else now


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
