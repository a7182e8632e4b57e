"""Everything by one author at once: remove it, file it under spam, hold or refuse what comes next."""

from typing import Any

from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments.admin.queue import words
from comments.admin.queue.acts import selection_of
from comments.admin.queue.answers import Outcome, answer
from comments.admin.queue.author_form import AuthorForm
from comments.admin.queue.selection import MOST, Selection
from comments.choices import TRANSITIONS, State
from comments.models import Block, Comment
from comments.models.block import Effect, Subject
from newsroom.admin.desk import staff
from newsroom.refusals import NotNow, NotPermitted


@require_POST
def deal_with_author(request: HttpRequest) -> HttpResponse:
    """Ask whether it is meant, with the number of comments; asked, do it."""
    selection = selection_of(request)
    comment = selection.author
    if comment is None:
        raise Http404
    form = AuthorForm(comment, request.POST)
    if not form.is_valid():
        raise NotPermitted(_("There is no such decision."))
    wishes = form.cleaned_data
    versions = _versions(selection, comment, wishes["comments"])
    if not (versions or wishes["block"]):
        return answer(request, selection, Outcome([], [_("There was nothing to do.")], refused=True))
    if "sure" not in request.POST:
        return _ask(request, selection, wishes, len(versions))
    return answer(request, selection, _done(request, comment, wishes, versions))


def _ask(request: HttpRequest, selection: Selection, wishes: dict[str, Any], number: int) -> HttpResponse:
    page = {
        "title": _("Everything by one author"),
        "questions": [*_questions(wishes, number)],
        "wishes": wishes,
        "here": selection.here(),
        "author": selection.author,
    }
    return render(request, "admin/comments/queue/confirm.html", admin.site.each_context(request) | page)


def _questions(wishes: dict[str, Any], number: int) -> list[str]:
    questions = []
    if wishes["comments"] == State.REJECTED:
        words = ngettext("Remove %(count)d comment?", "Remove %(count)d comments?", number)
        questions.append(words % {"count": number})
    elif wishes["comments"] == State.SPAM:
        words = ngettext("File %(count)d comment under spam?", "File %(count)d comments under spam?", number)
        questions.append(words % {"count": number})
    for subject in wishes["block"]:
        refused = wishes["effect"] == Effect.REFUSE and subject != Subject.NETWORK
        question = _("Refuse what comes from this %(what)s?") if refused else _("Hold what comes from this %(what)s?")
        questions.append(question % {"what": Subject(subject).label})
    return questions


def _done(request: HttpRequest, comment: Comment, wishes: dict[str, Any], versions: dict[int, int]) -> Outcome:
    outcome = Outcome([comment.pk])
    try:
        if versions:
            to, by = wishes["comments"], staff(request)
            reason = wishes["reason"] if to == State.REJECTED else ""
            decision = Comment.objects.decide(versions, to=to, by=by, reason=reason, whole=True)
            outcome = Outcome.of(decision, words.done(decision.batch, to))
        for subject in wishes["block"]:
            block = Block.objects.put(
                comment, subject=subject, effect=wishes["effect"] or Effect.HOLD, by=staff(request)
            )
            outcome.lines.append(_("Blocked: %(what)s.") % {"what": str(block)})
    except NotNow as refusal:
        outcome.lines.append(str(refusal))
        outcome.refused = True
    return outcome


def _versions(selection: Selection, comment: Comment, to: str) -> dict[int, int]:
    """Return the comments of the author that can become `to`, with their versions as they are now."""
    if not to:
        return {}
    states = [state for state, targets in TRANSITIONS.items() if to in targets]
    # Spam stays what it is where the rest is removed.
    states = [state for state in states if state != State.SPAM]
    rows = Comment.objects.in_editions(selection.editions).by_author_of(comment).filter(state__in=states)
    return dict(rows.order_by("pk").values_list("pk", "version")[:MOST])
