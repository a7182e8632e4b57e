from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from comments.admin.queue.acts import selection_of
from comments.admin.queue.answers import Outcome, answer
from comments.admin.queue.tabs import TABS
from comments.choices import State
from comments.rechecking import recheck
from newsroom.typed_number import typed_number

# So many in one request: each is asked about in the database.
AT_ONCE = 100


@require_POST
def recheck_pending(request: HttpRequest) -> HttpResponse:
    """Judge the next few pending comments anew, and say how far it is; the page's script goes on by itself."""
    selection = selection_of(request)
    after, looked_at, filed = (typed_number(request.POST.get(name)) or 0 for name in ("after", "looked_at", "filed"))
    waiting = TABS["pending"].rows(selection.editions).filter(state=State.PENDING).order_by("pk")
    rows = waiting.filter(pk__gt=after).select_related("article", "parent", "origin")
    comments = list(rows[:AT_ONCE])
    done = recheck(comments)
    looked_at, filed = looked_at + len(comments), filed + done.filed
    outcome = Outcome([comment.pk for comment in comments], _said(looked_at, filed))
    if len(comments) == AT_ONCE:
        outcome.go_on = {"after": comments[-1].pk, "looked_at": looked_at, "filed": filed}
        left = waiting.filter(pk__gt=comments[-1].pk).order_by().count()
        words = ngettext("%(count)d is still to be checked.", "%(count)d are still to be checked.", left)
        outcome.lines.append(words % {"count": left})
    return answer(request, selection, outcome)


def _said(looked_at: int, filed: int) -> list[str]:
    checked = ngettext("%(count)d comment was checked anew.", "%(count)d comments were checked anew.", looked_at)
    lines = [checked % {"count": looked_at}]
    if filed:
        words = ngettext("%(count)d was filed under spam.", "%(count)d were filed under spam.", filed)
        lines.append(words % {"count": filed})
    elif not looked_at:
        lines = [_("Nothing waits that could be checked anew.")]
    return lines
