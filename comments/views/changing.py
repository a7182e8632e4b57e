"""An author changes a comment, or takes it back: for five minutes, from the browser that sent it."""

from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.views import errors
from articles.views.edition import framed, switch
from comments import limits, own_comments, refusals
from comments.choices import State
from comments.forms import EditForm
from comments.limits import TooOften
from comments.models import Comment
from comments.models.block import Effect
from comments.moderation import judge
from comments.moderation.verdict import Submission
from comments.own_comments import OwnComment, Standing
from newsroom.actors import SYSTEM
from newsroom.metadata import NOT_INDEXED, Metadata
from newsroom.refusals import Refused, Stale
from newsroom.same_origin import is_same_origin


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, language: str, comment_id: int) -> HttpResponse:
    """Let the author, known by the signed cookie alone, change the text; for all others there is nothing here."""
    own = own_comments.find(request, comment_id, language)
    if own is None:
        return errors.page_not_found(request, kept_text=request.POST.get("body", ""))
    form = EditForm(request.POST if request.method == "POST" else None, own=own)
    if not own.can_be_edited:
        return _answer(request, own, "edit", form=form.kept(), notice=refusals.TOO_LATE, status=403)
    if request.method != "POST":
        return _answer(request, own, "edit", form=form)
    if not is_same_origin(request):
        return _answer(request, own, "edit", form=form, notice=refusals.FOREIGN, status=403)
    if not form.is_valid():
        return _answer(request, own, "edit", form=form, status=422)
    try:
        if form.cleaned_data["body"] != own.body:
            _change(own.comment, form.cleaned_data["body"])
    except Stale as refusal:
        # A moderator was quicker by a moment; what that left can still be changed, by the next click.
        return _answer(request, own, "edit", form=form, notice=str(refusal), status=409)
    except TooOften as refusal:
        response = _answer(request, own, "edit", form=form, notice=str(refusal), status=429)
        response["Retry-After"] = str(refusal.seconds)
        return response
    except Refused as refusal:
        return _answer(request, own, "edit", form=form.kept(), notice=str(refusal), status=403)
    return _to_received(own)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, language: str, comment_id: int) -> HttpResponse:
    """Ask the author once, then take the comment back."""
    own = own_comments.find(request, comment_id, language)
    if own is None:
        return errors.page_not_found(request)
    if own.standing == Standing.WITHDRAWN:
        return _to_received(own)
    if not own.can_be_edited:
        return _answer(request, own, "withdraw", notice=refusals.TOO_LATE, status=403)
    if request.method != "POST":
        return _answer(request, own, "withdraw")
    if not is_same_origin(request):
        return _answer(request, own, "withdraw", notice=refusals.FOREIGN, status=403)
    try:
        own.comment.withdraw()
    except Stale as refusal:
        return _answer(request, own, "withdraw", notice=str(refusal), status=409)
    except Refused as refusal:
        return _answer(request, own, "withdraw", notice=str(refusal), status=403)
    return _to_received(own)


def _change(comment: Comment, body: str) -> None:
    """Give the comment its new text, with what the policy finds in it. Raises Refused."""
    limits.count_edit(comment.device or str(comment.pk))
    sent = Submission.of(comment, body=body, now=timezone.now())
    if sent.history.block == Effect.REFUSE:
        raise Refused(str(refusals.BLOCKED))
    verdict = judge(sent)
    findings = [finding.as_json() for finding in verdict.findings]
    with transaction.atomic():
        comment.edit(body, findings=findings, score=verdict.score, fingerprint=sent.fingerprint)
        if verdict.state == State.SPAM and comment.state == State.PENDING:
            comment.mark_spam(by=SYSTEM)


def _to_received(own: OwnComment) -> HttpResponse:
    path = reverse("comments:received", kwargs={"language": own.comment.edition})
    return HttpResponseRedirect(f"{path}?comment={own.pk}", status=303)


def _answer(request: HttpRequest, own: OwnComment, act: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Print the page of `act`: its form, or, where it is refused, why, and the text to keep."""
    titles = {"edit": _("Change your comment"), "withdraw": _("Take your comment back")}
    response = framed(
        request,
        f"comments/{act}.html",
        Metadata(title=titles[act], robots=NOT_INDEXED),
        switch(own.comment.edition, exists=True),
        own=own,
        title=titles[act],
        **{"notice": ""} | context,
    )
    response.status_code = status
    return response
