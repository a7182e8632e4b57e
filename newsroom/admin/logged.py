"""What the stock forms of the admin store or delete, in the newsroom's log; where a verb does it, the verb writes."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db import transaction
from django.db.models import Model, QuerySet
from django.http import HttpRequest

from newsroom.admin.desk import staff
from newsroom.models import AuditEntry


class LogsDeletions(admin.ModelAdmin):
    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        self._log_deletions(request, [obj])
        super().delete_model(request, obj)

    @transaction.atomic
    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        self._log_deletions(request, queryset)
        super().delete_queryset(request, queryset)

    def _log_deletions(self, request: HttpRequest, rows: Iterable[Model]) -> None:
        for row in rows:
            AuditEntry.objects.record(row, "delete", by=staff(request))


class LogsForms(LogsDeletions):
    """One line for each form that has stored something, with the names of the fields."""

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        verb, detail = self.log_line(form, formsets, change)
        if not change or any(detail.values()):
            AuditEntry.objects.record(form.instance, verb, by=staff(request), **detail)

    def log_line(self, form: Any, formsets: Any, change: bool) -> tuple[str, dict[str, Any]]:
        """Return the act, and what the log is to say of it beside its subject."""
        return "change" if change else "add", {"fields": changed_fields(form, formsets)}


class LogsRights(LogsForms):
    """Who may do what, before and after: of accounts and of their groups."""

    # Columns that say what somebody may do.
    rights: tuple[str, ...]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        form.rights_before = self._rights_of(obj.pk) if change else {}
        super().save_model(request, obj, form, change)

    def log_line(self, form: Any, formsets: Any, change: bool) -> tuple[str, dict[str, Any]]:
        verb, detail = super().log_line(form, formsets, change)
        after = self._rights_of(form.instance.pk)
        steps = {name: [form.rights_before.get(name), right] for name, right in after.items()}
        rights = {
            name: [before, right] for name, (before, right) in steps.items() if (before or None) != (right or None)
        }
        detail["fields"] = [name for name in detail["fields"] if name not in self.rights]
        return "change_rights" if change and rights else verb, detail | {"rights": rights}

    def _rights_of(self, key: Any) -> dict[str, Any]:
        row = self.model._base_manager.get(pk=key)
        return {name: stored(getattr(row, name)) for name in self.rights}


def stored(value: Any) -> Any:
    """Return a right as the log keeps it: rows that are gone later, by their names."""
    return sorted(map(_name, value.all())) if hasattr(value, "all") else value


def _name(row: Any) -> str:
    # Permissions have a name for machines, which no translation changes.
    return ".".join(row.natural_key()[1::-1]) if hasattr(row, "codename") else row.name


def changed_fields(form: Any, formsets: Iterable[Any]) -> list[str]:
    """Return the names of the fields, those of the rows under the form after the name of their table."""
    names = [name for name in form.changed_data if not name.startswith("password")]
    for formset in formsets:
        table = formset.model._meta.label_lower
        kept = [row for row in formset.forms if row not in formset.deleted_forms]
        names += [f"{table}.{name}" for row in kept for name in row.changed_data]
        names += [table for row in formset.deleted_forms if row.instance.pk]
    return list(dict.fromkeys(names))
