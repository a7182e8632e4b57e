"""What the queue says about what a click has done."""

import uuid

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comments.choices import Act, State
from comments.models import Comment, ModerationAction
from newsroom.plain_text import isolated
from newsroom.templatetags.newsroom import news_moment


def done(batch: uuid.UUID, to: str) -> list[str]:
    """Say what one click, meant to bring comments into the state `to`, has done: a sentence for each kind of act."""
    acts = ModerationAction.objects.filter(batch=batch).order_by("act").values_list("act")
    return [_sentence(act, to, number) for act, number in acts.annotate(number=Count("pk"))]


def _sentence(act: str, to: str, number: int) -> str:
    if act == Act.KEEP:
        words = ngettext("%(count)d reported comment stays.", "%(count)d reported comments stay.", number)
    elif act == Act.EDIT and to == State.APPROVED:
        words = ngettext("%(count)d edit was published.", "%(count)d edits were published.", number)
    elif act == Act.EDIT:
        words = ngettext("%(count)d edit was rejected.", "%(count)d edits were rejected.", number)
    elif to == State.APPROVED:
        words = ngettext("%(count)d comment was approved.", "%(count)d comments were approved.", number)
    elif to == State.SPAM:
        words = ngettext("%(count)d comment was filed under spam.", "%(count)d comments were filed under spam.", number)
    else:
        words = ngettext("%(count)d comment was rejected.", "%(count)d comments were rejected.", number)
    return words % {"count": number}


def skipped(number: int) -> str:
    words = ngettext(
        "%(count)d comment was skipped: already moderated.",
        "%(count)d comments were skipped: already moderated.",
        number,
    )
    return words % {"count": number}


def put_back(number: int) -> str:
    words = ngettext("%(count)d comment is as it was before.", "%(count)d comments are as they were before.", number)
    return words % {"count": number}


def why_stale(comment: Comment, last: ModerationAction | None) -> str:
    """Say why nothing could be decided about `comment`: who has decided what, and when."""
    if comment.state == State.APPROVED and comment.reported_at is not None:
        return _("Nothing was changed: a reader has reported it meanwhile. Please look at it once more.")
    if last is None or last.version != comment.version:
        return _("Nothing was changed: its author has changed the text meanwhile. Please read it once more.")
    what = State(last.to_state).label if last.act == Act.DECISION else Act(last.act).label
    words = {"who": isolated(last.actor_name), "what": what, "when": news_moment(last.at)}
    return _("Nothing was changed: %(who)s has been here before (%(what)s, %(when)s).") % words
