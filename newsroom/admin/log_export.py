"""The log as a file, written while it is read: as many lines as the list that was looked at, however many there are."""

import csv
import io
import json
import zoneinfo
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from newsroom.models import AuditEntry

# What a spreadsheet takes for a formula (OWASP, CSV injection): a title may begin with any of them.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
# Without it Excel reads Arabic as something else.
BYTE_ORDER_MARK = "\ufeff"

# What an entry's actor, act, kind, earlier and later status are called.
Words = Callable[[AuditEntry], tuple[str, str, str, str, str]]


def as_csv(entries: QuerySet[AuditEntry], words: Words, zone: zoneinfo.ZoneInfo) -> Iterator[str]:
    """Return the lines for a spreadsheet, in the words of the list.

    The head is in the language of the moment; the rest is written when the request is over.
    """
    head = [
        _("time"), _("actor"), _("act"), pgettext("status", "from"), pgettext("status", "to"), _("kind of thing"),
        _("number"), _("title"), _("note"), _("network"), _("detail"),
    ]  # fmt: skip
    return _lines(BYTE_ORDER_MARK + _row(head), entries, lambda entry: _row(_cells(entry, words, zone)))


def as_json_lines(entries: QuerySet[AuditEntry]) -> Iterator[str]:
    """Yield a JSON object a line, for machines: acts and kinds by the names they are stored under, times in UTC."""
    return _lines("", entries, lambda entry: json.dumps(_object(entry), ensure_ascii=False) + "\n")


def _lines(head: str, entries: QuerySet[AuditEntry], line: Callable[[AuditEntry], str]) -> Iterator[str]:
    yield head
    for entry in entries.iterator(chunk_size=2000):
        yield line(entry)


def _cells(entry: AuditEntry, words: Words, zone: zoneinfo.ZoneInfo) -> list[Any]:
    actor, act, kind, before, after = words(entry)
    detail = {name: value for name, value in entry.detail.items() if name not in ("from", "to")}
    return [
        timezone.localtime(entry.at, zone).isoformat(timespec="seconds"), actor, act, before, after, kind,
        entry.subject_id, entry.subject_title, entry.note, entry.network,
        json.dumps(detail, ensure_ascii=False) if detail else "",
    ]  # fmt: skip


def _row(cells: Iterable[Any]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow([f"'{cell}" if str(cell).startswith(FORMULA) else cell for cell in cells])
    return line.getvalue()


def _object(entry: AuditEntry) -> dict[str, Any]:
    names = ("actor", "verb", "subject_type", "subject_id", "subject_title", "note", "network", "detail")
    return {"at": entry.at.isoformat()} | {name: getattr(entry, name) for name in names}
