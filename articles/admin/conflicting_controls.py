"""Times and switches that two have set at once: they stand in the row and in no revision, so the form brings along
what they were when it was opened."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from articles import diff
from articles.admin.controls import CONTROLS, SWITCHES
from articles.merging import Kind, merge_value
from articles.models import Article
from newsroom.clock import told

OPENED_WITH = "opened_with"
NAMES = (*SWITCHES, *CONTROLS)


@dataclass(frozen=True)
class ControlMerge:
    """A control that at least one of the two has changed, with how it is shown."""

    name: str
    kind: Kind
    change: diff.FieldChange
    theirs: Any

    @property
    def choice_name(self) -> str:
        return f"choice-{self.name}"


def opened_with(article: Article) -> str:
    """Return the controls as they are, for a hidden field of the form."""
    return json.dumps({name: _plain(getattr(article, name)) for name in NAMES} | {"breaking": article.is_breaking})


def was_breaking(typed: Any) -> bool:
    """Say whether the box of breaking news was ticked when the form that was sent was opened."""
    return bool(_read(typed.get(OPENED_WITH)).get("breaking"))


def merged(article: Article, typed: QueryDict, form: forms.ModelForm) -> list[ControlMerge]:
    """Return what was changed of the controls that `form` offers to whoever typed."""
    base = _read(typed.get(OPENED_WITH))
    found = []
    for name in (name for name in NAMES if name in form.fields):
        field, theirs = form.fields[name], getattr(article, name)
        try:
            mine = field.clean(field.widget.value_from_datadict(typed, MultiValueDict(), name))
        except ValidationError:
            # The form says what is wrong with it.
            continue
        was = base.get(name)
        kind = merge_value(was, _plain(mine), _plain(theirs), base_is_known=name in base)
        if kind in ("same", "alike"):
            continue
        before, after = (theirs, mine) if kind == "conflict" else (_moment(was), theirs if kind == "theirs" else mine)
        label = str(field.label)
        change = diff.FieldChange(name, label, before=[_told(field, before)], after=[_told(field, after)])
        found.append(ControlMerge(name, kind, change, theirs))
    return found


def take(data: QueryDict, control: ControlMerge, article: Article, form: forms.ModelForm) -> None:
    """Put into the fields of a form what the other has set."""
    name, value = control.name, control.theirs
    widget = form.fields[name].widget
    if isinstance(widget, forms.MultiWidget):
        for number, part in enumerate(widget.decompress(value) or ()):
            data[f"{name}_{number}"] = part.isoformat() if part else ""
    elif isinstance(value, bool):
        _tick(data, name, value)
    elif isinstance(value, list):
        data[name] = form.fields[name].prepare_value(value)
    else:
        data[name] = str(value)
    if name == "breaking_until":
        _tick(data, "breaking", article.is_breaking)


def _tick(data: QueryDict, name: str, on: bool) -> None:
    data.pop(name, None)
    if on:
        data[name] = "on"


def _read(text: Any) -> dict[str, Any]:
    try:
        read = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _plain(value: Any) -> Any:
    return value.astimezone(UTC).replace(microsecond=0).isoformat() if isinstance(value, datetime) else value


def _moment(value: Any) -> Any:
    """Return a time that was written down as one again, anything else as it is."""
    try:
        return datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def _told(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return told(value)
    if isinstance(value, list):
        return str(field.prepare_value(value)) or "–"
    return str(dict(getattr(field, "choices", ())).get(value, value or "–"))
