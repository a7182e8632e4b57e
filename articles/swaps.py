"""Changes of live articles whose hour has come: the next request, whatever it asks for, makes them live."""

import functools
import logging
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from articles.models import Article
from newsroom.models import site
from newsroom.refusals import Refused

log = logging.getLogger(__name__)
View = Callable[[HttpRequest], HttpResponseBase]


def middleware(get_response: View) -> View:
    """Make due changes live before anything is answered: a reader of that second has them already."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        due = next_due(site.this_second())
        if due is not None and due <= timezone.now():
            make_due()
        return get_response(request)

    return answer


@functools.lru_cache(maxsize=1)
def next_due(second: int) -> datetime | None:
    """Return when the next change becomes live, as the table said at the first request of `second`."""
    return (
        Article.objects.filter(pending_at__isnull=False)
        .order_by("pending_at")
        .values_list("pending_at", flat=True)
        .first()
    )


def make_due(now: datetime | None = None) -> int:
    """Make every change live whose hour has come; return how many. Of two processes at once one makes each."""
    now = now or timezone.now()
    made = 0
    for article in Article.objects.filter(pending_at__lte=now).order_by("pending_at", "pk"):
        try:
            article.swap(now=now)
            made += 1
        except Refused as refusal:
            # Another process has just made it live, or it cannot be: the old copy stays, and somebody is to know.
            log.warning("changes of article %s were not made live: %s", article.pk, refusal)
    next_due.cache_clear()
    return made
