"""Changes of live articles whose hour has come: the next request, whatever it asks for, makes them live."""

import contextlib
import functools
import logging
import time
from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from articles.models import Article
from newsroom import outbox
from newsroom.models import site
from newsroom.page_cache import collecting
from newsroom.refusals import Refused, Stale

log = logging.getLogger(__name__)
View = Callable[[HttpRequest], HttpResponseBase]


def middleware(get_response: View) -> View:
    """Make due changes live before anything is answered: a reader of that second has them already."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        due = next_due(site.this_second())
        if due is not None and due <= timezone.now():
            try:
                make_due()
            except Exception as error:
                # Whatever is wrong with the changes of one article: readers get every page, this one as it was.
                log.error("changes were not made live: %s\n%s", outbox.without_words(error), outbox.way_to(error))
            # Those that could not be made are tried again by the next requests: these have to come here.
            collecting.until(time.time() + 1)
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
        made += _make(article, now)
    next_due.cache_clear()
    return made


def _make(article: Article, now: datetime) -> bool:
    try:
        with translation.override(article.language):
            article.swap(now=now)
    except Stale:
        # Another process has just made them live, or somebody has just saved: then they are the next request's.
        return False
    except Refused as refusal:
        log.warning("changes of article %s cannot become live: %s", article.pk, type(refusal).__name__)
        with contextlib.suppress(Stale):
            article.drop_swap(str(refusal))
        return False
    return True
