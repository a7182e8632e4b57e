"""What the queue answers to a click: the page again, or to its script the parts of it that have changed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from comments.admin.queue import words
from comments.admin.queue.author_form import AuthorForm
from comments.admin.queue.frame import add_buttons, frame
from comments.admin.queue.rows import Row, last_actions, rows_of
from comments.admin.queue.selection import PAGE, Selection, with_surroundings
from comments.admin.queue.tabs import TABS, counts
from comments.decisions import UNDO_FOR, Decision
from comments.models import Comment
from newsroom.plain_text import isolated
from newsroom.typed_number import COUNT, typed_number

NOTICE = "queue_notice"
# Named one by one; of more only the number is said.
NAMED = 5


@dataclass
class Outcome:
    """What a click has done, to which comments."""

    keys: list[int]
    lines: list[str] = field(default_factory=list)
    # By key: what is said at the comment itself, and the text that was typed there.
    said: dict[int, str] = field(default_factory=dict)
    typed: dict[int, dict[str, str]] = field(default_factory=dict)
    batch: UUID | None = None
    refused: bool = False
    # What the next click of a long act sends.
    go_on: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, decision: Decision, lines: list[str]) -> "Outcome":
        stale = Comment.objects.in_bulk(decision.stale[:PAGE])
        last = last_actions(stale.values())
        said = {key: words.why_stale(comment, last.get(key)) for key, comment in stale.items()}
        outcome = cls([*decision.changed, *decision.stale], lines, said, batch=decision.batch)
        if decision.stale:
            outcome.lines.append(words.skipped(len(decision.stale)))
        if len(decision.stale) <= NAMED:
            outcome.lines += [f"{isolated(stale[key].name)}: {said[key]}" for key in stale]
        if not decision.changed:
            outcome.batch = None
        return outcome


def answer(request: HttpRequest, selection: Selection, outcome: Outcome) -> HttpResponse:
    """Answer a click: its script gets parts of the page; a page without scripts is sent back to where it was."""
    request.session[NOTICE] = {
        "lines": outcome.lines,
        "batch": str(outcome.batch or ""),
        "refused": outcome.refused,
        "go_on": outcome.go_on,
        "at": timezone.now().isoformat(),
    }
    if len(outcome.said) == 1:
        typed = {"note": typed_note(request), "body": request.POST.get("body", "")}
        outcome.typed = dict.fromkeys(outcome.said, typed)
    status = 422 if outcome.refused else 200
    if request.headers.get("X-Requested-With") == "fetch":
        return parts(request, _changed(request, selection, outcome), status=status)
    if outcome.refused:
        return show(request, selection, outcome)
    below = typed_number(request.POST.get("below"))
    anchor = f"#comment-{below}" if below else ""
    return HttpResponseRedirect(f"{reverse('admin:comments_queue')}?{selection.here()}{anchor}")


def show(request: HttpRequest, selection: Selection, outcome: Outcome | None = None) -> HttpResponse:
    """Show the queue; after a refused click with what was typed."""
    comments, following = selection.page()
    around = admin.site.each_context(request) | context(request, selection)
    rows = add_buttons(said_in(rows_of(comments), outcome), around["page"])
    more = {
        "title": _("Moderation"),
        "rows": rows,
        "following": following,
        "first_page": selection.query(),
        **about_author(selection),
    }
    status = 422 if outcome and outcome.refused else 200
    return render(request, "admin/comments/queue/queue.html", around | more, status=status)


def parts(request: HttpRequest, what: dict[str, Any], status: int = 200) -> HttpResponse:
    """Answer the queue's script, which knows by the header that no other page has come instead."""
    response = render(request, "admin/comments/queue/parts.html", what, status=status)
    response["X-Queue"] = "parts"
    return response


def _changed(request: HttpRequest, selection: Selection, outcome: Outcome) -> dict[str, Any]:
    """Return what has changed: notice, counts, and the comments of the click that still belong to the list."""
    rows: list[Row] = []
    if len(outcome.keys) <= PAGE:
        here = set(selection.rows().filter(pk__in=outcome.keys).values_list("pk", flat=True))
        theirs = with_surroundings(Comment.objects.in_editions(selection.editions))
        shown = theirs.in_bulk(here | set(outcome.said))
        rows = rows_of([shown[key] for key in outcome.keys if key in shown])
    what = context(request, selection)
    return what | {"rows": add_buttons(said_in(rows, outcome), what["page"])}


def said_in(rows: list[Row], outcome: Outcome | None) -> list[Row]:
    """Put what is said of single comments, and what was typed at them, into their rows."""
    if outcome:
        for row in rows:
            row.said = outcome.said.get(row.comment.pk, "")
            row.typed = outcome.typed.get(row.comment.pk, {})
    return rows


def context(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    """Return what every part of the queue is shown with."""
    return {
        "selection": selection,
        "page": frame(request, selection),
        "tabs": _tabs(selection, counts(selection.editions)),
        "notice": notice(request),
    }


def about_author(selection: Selection) -> dict[str, Any]:
    if selection.author is None:
        return {}
    rows = Comment.objects.in_editions(selection.editions).by_author_of(selection.author).order_by()
    return {
        "author_totals": dict(rows.values_list("state").annotate(number=Count("pk"))),
        "author_form": AuthorForm(selection.author),
    }


def _tabs(selection: Selection, numbers: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {
            "name": tab.name,
            "label": tab.label,
            "count": min(numbers[name], tab.count_to),
            "is_more": numbers[name] > tab.count_to,
            "is_current": tab is selection.tab and selection.author is None,
        }
        for name, tab in TABS.items()
    ]


def notice(request: HttpRequest) -> dict[str, Any] | None:
    """Return what the last click has done, as long as it can be undone."""
    kept: dict[str, Any] | None = request.session.get(NOTICE)
    at = parse_datetime(kept["at"]) if kept else None
    return kept if at and timezone.now() - at < UNDO_FOR else None


def typed_note(request: HttpRequest) -> str:
    """Return the note; a row that can be rejected and removed has a field for each."""
    return next((note for note in request.POST.getlist("note") if note.strip()), "")


def keys_of(parts: Iterable[str]) -> dict[int, int]:
    """Return key and version of each "12:3"; what is no such pair is left out."""
    found = {}
    for part in parts:
        key, _colon, version = part.partition(":")
        row, seen = typed_number(key), typed_number(version, COUNT)
        if row is not None and seen is not None:
            found[row] = seen
    return found
