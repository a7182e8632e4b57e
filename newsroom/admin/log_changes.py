"""What the log says of a form that was stored, in the language of whoever reads it."""

from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language_bidi, pgettext_lazy
from django.utils.translation import gettext as _

from newsroom import languages
from newsroom.models import AuditEntry

NOTHING = "–"
# The groups that a migration makes, whose names are stored in English.
ROLES = {
    "writer": pgettext_lazy("role", "Writer"),
    "translator": pgettext_lazy("role", "Translator"),
    "editor": pgettext_lazy("role", "Editor"),
    "chief editor": pgettext_lazy("role", "Chief editor"),
    "photo editor": pgettext_lazy("role", "Photo editor"),
    "moderator": pgettext_lazy("role", "Moderator"),
}


def step(before: Any, after: Any) -> SafeString:
    """Return from what to what, in the direction of the line."""
    # An arrow is no letter that the direction of the line would turn.
    arrow = "←" if get_language_bidi() else "→"
    return format_html('<span class="admin-log__step">{} {} {}</span>', before, arrow, after)


def rights_changed(entry: AuditEntry) -> SafeString:
    """Return a line for each right that became another; "" where none did."""
    lines = [
        (capfirst(field_name(entry.subject_type, name)), step(*map(value_name, values)))
        for name, values in entry.detail.get("rights", {}).items()
    ]
    return format_html_join("", "<div>{}: {}</div>", lines)


def fields_changed(entry: AuditEntry) -> str:
    return _(", ").join(field_name(entry.subject_type, name) for name in entry.detail.get("fields", [])) or NOTHING


def field_name(subject_type: str, name: str) -> str:
    """Return what a field is called; one of the rows under a form has the name of its table before it."""
    table, _dot, column = name.rpartition(".")
    try:
        if table.count(".") == 1:
            return f"{apps.get_model(table)._meta.verbose_name}: {field_name(table, column)}"
        if table:
            return str(apps.get_model(name)._meta.verbose_name)
        return str(apps.get_model(subject_type)._meta.get_field(name).verbose_name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return name


def value_name(value: Any) -> SafeString:
    if isinstance(value, bool):
        return format_html("{}", _("yes") if value else _("no"))
    names = [ROLES.get(name) or languages.NAMES.get(name) or name for name in value or ()]
    return format_html_join(" · ", "<bdi>{}</bdi>", ((name,) for name in names)) or format_html("{}", NOTHING)
