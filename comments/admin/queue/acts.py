"""The clicks of the queue. Each calls a verb of the models; none changes a row itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from comments.admin.queue import words
from comments.admin.queue.answers import Outcome, answer, keys_of, typed_note
from comments.admin.queue.selection import Selection, moment_of
from comments.choices import RejectionReason, State
from comments.forms.typed_fields import CommentTextField
from comments.models import Comment
from newsroom.admin.desk import staff
from newsroom.refusals import NotNow, NotPermitted

LONGEST_NOTE = 300


class DecisionForm(forms.Form):
    """One decision: `to` is a state with or without a reason, such as "approved" or "removed:abuse"."""

    to = forms.CharField()
    note = forms.CharField(label=gettext_lazy("Note"), max_length=LONGEST_NOTE, required=False)

    def clean_to(self) -> dict[str, Any]:
        to, _colon, reason = self.cleaned_data["to"].partition(":")
        if to in ("rejected", "removed"):
            reason = reason or self.data.get("reason", "")
        # "removed" and "kept" mean the comment itself; "rejected" and "approved" of an edited one the waiting edit.
        state = {"removed": State.REJECTED, "kept": State.APPROVED}.get(to, to)
        decisions = (State.APPROVED, State.REJECTED, State.SPAM)
        if state not in decisions or (reason and (state != State.REJECTED or reason not in RejectionReason.values)):
            raise NotPermitted(_("There is no such decision."))
        return {"to": state, "reason": reason, "whole": to in ("removed", "kept")}


class AnswerForm(forms.Form):
    body = CommentTextField(label=gettext_lazy("Reply"))
    # The random id of the form: sent twice, a reply is published once.
    key = forms.UUIDField(required=False)


def selection_of(request: HttpRequest) -> Selection:
    """Return what was in front of the person when they clicked."""
    return Selection.of(QueryDict(request.POST.get("next", "")), staff(request))


@require_POST
def decide(request: HttpRequest) -> HttpResponse:
    selection = selection_of(request)
    form = DecisionForm({name: request.POST.get(name, "") for name in ("to", "reason")} | {"note": typed_note(request)})
    versions = _versions(request, selection)
    if not form.is_valid():
        if "to" in form.errors:
            raise NotPermitted(_("There is no such decision."))
        return _refused(request, selection, versions, str(form.errors["note"][0]))
    if not versions:
        return answer(request, selection, Outcome([], [_("Nothing was selected.")], refused=True))
    order = form.cleaned_data["to"] | {"note": form.cleaned_data["note"]}
    try:
        decision = Comment.objects.decide(versions, by=staff(request), seen_at=_seen_at(request), **order)
    except NotNow as refusal:
        return _refused(request, selection, versions, str(refusal))
    return answer(request, selection, Outcome.of(decision, words.done(decision.batch, order["to"])))


@require_POST
def undo(request: HttpRequest) -> HttpResponse:
    selection = selection_of(request)
    try:
        decision = Comment.objects.undo(UUID(request.POST.get("batch", "")), by=staff(request))
    except (NotNow, ValueError) as refusal:
        sentence = str(refusal) if isinstance(refusal, NotNow) else _("There is nothing to undo.")
        return answer(request, selection, Outcome([], [sentence], refused=True))
    outcome = Outcome.of(decision, [words.put_back(len(decision.changed))] if decision.changed else [])
    outcome.batch = None
    return answer(request, selection, outcome)


@require_POST
def reply(request: HttpRequest) -> HttpResponse:
    """Publish an answer of the staff, and with it the comment."""
    selection = selection_of(request)
    comment, version = _one(request, selection)
    form = AnswerForm(request.POST)
    refusal = _published(request, form, comment, version) if form.is_valid() else str([*form.errors.values()][0][0])
    if refusal:
        return _refused(request, selection, {comment.pk: version}, refusal)
    return answer(request, selection, Outcome([comment.pk], [_("Your reply is published.")]))


def _published(request: HttpRequest, form: AnswerForm, comment: Comment, version: int) -> str:
    """Publish the reply of a valid form, once however often it is sent; return why not, "" where it is published."""
    body, key = form.cleaned_data["body"], form.cleaned_data["key"]
    sent_before = key is not None and comment.replies.filter(idempotency_key=key).exists()
    refusal = "" if sent_before else _moved_on(comment, version)
    if refusal:
        return refusal
    try:
        Comment.objects.answer(comment, body, by=staff(request), key=key)
    except NotNow as refused:
        return str(refused)
    return ""


@require_POST
def feature(request: HttpRequest) -> HttpResponse:
    """Make a comment the editor's pick, or no longer."""
    selection = selection_of(request)
    comment, version = _one(request, selection)
    refusal = _moved_on(comment, version)
    if refusal:
        return _refused(request, selection, {comment.pk: version}, refusal)
    featured = comment.featured_at is None
    try:
        (comment.feature if featured else comment.unfeature)(by=staff(request))
    except NotNow as refused:
        return _refused(request, selection, {comment.pk: version}, str(refused))
    sentence = _("It is the editor’s pick now.") if featured else _("It is no longer the editor’s pick.")
    return answer(request, selection, Outcome([comment.pk], [sentence]))


def _versions(request: HttpRequest, selection: Selection) -> dict[int, int]:
    """Return what the click is about: one comment, those that are ticked, the page, or all that was selected."""
    scope = request.POST.get("scope", "")
    if scope == "all":
        moment = _seen_at(request)
        return selection.versions(moment) if moment else {}
    return keys_of(request.POST.getlist("shown" if scope == "page" else "comment"))


def _seen_at(request: HttpRequest) -> datetime | None:
    """Return when the page was read that was clicked on."""
    return moment_of(request.POST.get("seen_at", ""))


def _one(request: HttpRequest, selection: Selection) -> tuple[Comment, int]:
    found = keys_of([request.POST.get("comment", "")])
    key, version = next(iter(found.items()), (0, 0))
    return get_object_or_404(Comment.objects.in_editions(selection.editions), pk=key), version


def _moved_on(comment: Comment, version: int) -> str:
    return "" if comment.version == version else words.why_stale(comment, comment.actions.first())


def _refused(request: HttpRequest, selection: Selection, versions: dict[int, int], sentence: str) -> HttpResponse:
    """Answer that nothing was done."""
    outcome = Outcome([*versions], [sentence], refused=True)
    if len(versions) == 1:
        outcome.said = dict.fromkeys(versions, sentence)
    return answer(request, selection, outcome)
