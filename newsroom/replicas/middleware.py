"""Which requests are answered from a replica, and what happens to them where it is lost on the way."""

from collections.abc import Callable

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.http import HttpRequest, HttpResponse

from newsroom.models.site import AS_OF
from newsroom.page_cache.keys import NOT_PAGES, PAGES
from newsroom.replicas import choosing, watching

View = Callable[[HttpRequest], HttpResponse]


class ReplicaMiddleware:
    """The innermost of all: what they themselves ask, of the session, of changes that are due, the primary answers."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        alias = source_for(request)
        if alias == DEFAULT_DB_ALIAS:
            return self.get_response(request)
        with choosing.reading_from(alias):
            response = self.get_response(request)
        if getattr(request, "_lost_replica", False):
            # It is a safe request: nothing is done twice.
            response = self.get_response(request)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        alias = choosing.source()
        if alias == DEFAULT_DB_ALIAS or not isinstance(exception, choosing.LOST):
            return None
        choosing.REPLICAS.lost(alias)
        request._lost_replica = True  # type: ignore[attr-defined]
        # Nobody gets this: the primary is asked instead.
        return HttpResponse(status=503)


def source_for(request: HttpRequest) -> str:
    """Return where a request is answered from: a page that may be kept from where its versions are."""
    reading = request.META.get(AS_OF)
    if reading:
        return watching.source_of(reading)
    return choosing.REPLICAS.choose() if is_for_everybody(request) else DEFAULT_DB_ALIAS


def is_for_everybody(request: HttpRequest) -> bool:
    """Say whether somebody unknown wants to read a page, a search among them."""
    return (
        request.method in ("GET", "HEAD")
        and request.path_info.startswith(PAGES)
        and not request.path_info.startswith(NOT_PAGES)
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and "Authorization" not in request.headers
    )
