from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext, pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from articles.views import errors
from comments import links
from comments.choices import Act, RejectionReason, State
from comments.models import Comment
from comments.moderation import reasons
from comments.rendering import render
from comments.views import mailed_link
from newsroom import languages
from newsroom.models import Site, User
from newsroom.plain_text import isolated

BUTTONS = {
    State.APPROVED: pgettext_lazy("button", "Approve"),
    State.REJECTED: pgettext_lazy("button", "Reject"),
}
KEEP = pgettext_lazy("button", "Keep")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: HttpRequest, token: str) -> HttpResponse:
    """Show the comment of a moderator's mailed link, and do the link's one act on POST by that moderator, logged in.

    A GET changes nothing: mail scanners open every link there is.
    """
    content = links.read(links.Purpose.MODERATE, token)
    person = User.objects.filter(pk=content["by"], is_active=True).first() if content else None
    if content is None or person is None:
        return mailed_link.dead(request)
    comment = Comment.objects.select_related("article").filter(pk=content["comment"]).first()
    with translation.override(person.interface_language), Site.of(request).in_print():
        if comment is None or not _may(person, comment):
            return mailed_link.dead(request)
        if request.method == "POST":
            return _act(request, comment, person, content)
        return _page(request, comment, content, person=person)


def _may(person: User, comment: Comment) -> bool:
    return person.has_perm("comments.moderate_comment") and person.works_in(comment.edition)


def _act(request: HttpRequest, comment: Comment, person: User, content: dict[str, Any]) -> HttpResponse:
    if not request.user.is_authenticated:
        return redirect_to_login(request.path, resolve_url("admin:login"))
    if request.user.pk != person.pk:
        message = _("This link was mailed to another moderator. Decide about the comment in the queue.")
        return errors.error_page(request, 403, _("This is not your link"), message)
    reason = request.POST.get("reason", "") if content["to"] == State.REJECTED else ""
    reason = reason if reason in RejectionReason.values else ""
    if content["to"] == State.REJECTED and not reason and Site.of(request).comments_reason_required:
        return _page(request, comment, content, error=_("Choose a reason."), status=422)
    versions = {comment.pk: content["version"]}
    # Reported, it is the published text that the mail was about.
    whole = comment.reported_at is not None
    decision = Comment.objects.decide(versions, to=content["to"], by=person, reason=reason, whole=whole)
    if decision.stale:
        comment.refresh_from_db()
        return _page(request, comment, content, status=409)
    return HttpResponseRedirect(request.path, status=303)


def _page(
    request: HttpRequest,
    comment: Comment,
    content: dict[str, Any],
    *,
    person: User | None = None,
    error: str = "",
    status: int = 200,
) -> HttpResponse:
    """Show the comment, with what is still to be decided; to `person`, who has just done so, that it is done."""
    current = comment.version == content["version"]
    last = comment.actions.first()
    done = person is not None and last is not None and last.user_id == person.pk and last.version == comment.version
    titles = {True: _("A comment to decide about"), False: _("Done") if done else _("Nothing is left to do here")}
    # Of a published comment it is the edit that waits, and that the button is about; reported, the comment itself.
    edit = None if comment.reported_at else comment.revisions.filter(state=State.PENDING).first()
    keeps = comment.state == content["to"] == State.APPROVED and edit is None
    return mailed_link.page(
        request,
        "moderate",
        titles[current],
        status=status,
        comment=comment,
        # An address in it cannot be followed by a slip.
        html=render(edit.body if edit else comment.body, links=False),
        is_edit=edit is not None,
        text_direction=languages.direction(comment.language),
        found=[reasons.label(finding.get("reason", "")) for finding in comment.findings],
        decided="" if current else _decided(comment),
        button=KEEP if keeps else BUTTONS[content["to"]],
        reports=list(comment.reports.filter(resolved_at=None)) if comment.reported_at else [],
        reasons=RejectionReason.choices if content["to"] == State.REJECTED else [],
        reason_required=Site.of(request).comments_reason_required,
        error=error,
    )


def _decided(comment: Comment) -> str:
    """Say who has decided since the link was mailed, or that the text is another now."""
    last = comment.actions.select_related("user").first()
    if last is None or last.version != comment.version:
        return _("The comment has changed since the mail was sent. Please look at it in the queue.")
    # Isolated: a name may be of the other direction (Unicode UAX #9: FSI and PDI).
    who = isolated(str(last.actor)) if last.user else pgettext("who decided", "the site itself")
    what = State(last.to_state).label if last.act in (Act.DECISION, Act.UNDO) else Act(last.act).label
    return _("Already decided by %(who)s: %(what)s.") % {"who": who, "what": what}
