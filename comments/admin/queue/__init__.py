"""The moderation queue: a view inside the admin, a page that works by plain buttons and better with its script.

What is shown is always read from the query string (selection); what a click does is a verb of
the models (acts); what comes back is the page, or for the script the parts that have changed (answers).
"""

import functools
from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _

from comments.admin.queue.acts import decide, feature, reply, undo
from comments.admin.queue.author import deal_with_author
from comments.admin.queue.metrics import metrics
from comments.admin.queue.page import counts, queue
from comments.admin.queue.recheck import recheck_pending
from newsroom.admin.desk import staff
from newsroom.refusals import NotPermitted

View = Callable[..., Any]


def pages(guard: Callable[[View], View]) -> list[URLPattern]:
    """Return the addresses of the queue, each for moderators alone; `guard` is the admin's own."""
    views = {
        "comments_queue": ("", queue),
        "comments_queue_counts": ("counts/", counts),
        "comments_queue_decide": ("decide/", decide),
        "comments_queue_undo": ("undo/", undo),
        "comments_queue_reply": ("reply/", reply),
        "comments_queue_feature": ("feature/", feature),
        "comments_queue_author": ("author/", deal_with_author),
        "comments_queue_recheck": ("recheck/", recheck_pending),
        "comments_queue_metrics": ("metrics/", metrics),
    }
    return [
        path(f"comments/queue/{route}", guard(for_moderators(view)), name=name) for name, (route, view) in views.items()
    ]


def for_moderators(view: View) -> View:
    @functools.wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not staff(request).has_perm("comments.moderate_comment"):
            raise NotPermitted(_("Your account may not decide about comments."))
        return view(request, *args, **kwargs)

    return guarded
