"""Error pages in the language of the edition, with ways on: a search, the front page, the latest.

None needs the database: while it is away they stand in a plain frame (still.html), as that of 500 always does.
"""

import sys
from typing import Any, cast

from django.contrib import admin
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.edition_now import edition_now
from articles.views.edition import SHARED_FOR_A_SECOND, frame, switch
from newsroom import house_style, languages
from newsroom.admin_site import NewsroomAdminSite
from newsroom.metadata import NOT_INDEXED, Metadata
from newsroom.models import Site
from newsroom.same_origin import is_same_origin

RETRY_AFTER_SECONDS = 5
# The database is not there, or is too slow.
AWAY = (OperationalError, InterfaceError)
# The same for whoever asks.
OF_THE_ADDRESS = {404, 410}


def error_page(request: HttpRequest, status: int, title: str, message: str, **context: Any) -> HttpResponse:
    """Return the page for `status`, its switch leading to the other edition's front page."""
    language = languages.active()
    context.setdefault("other_edition", switch(language, exists=True))
    # No canonical: what was asked for is no address of ours, and may hold anything.
    metadata = Metadata(title=title, robots=NOT_INDEXED)
    context |= {"title": title, "message": message, "metadata": metadata, "status": status}
    templates = [f"{status}.html", "error.html"]
    try:
        latest = edition_now(request, language).latest()
        known = frame(request, language) | {"latest": latest, "skeleton": "base.html"}
        # Outside both editions too, the latest are dated as on every other page.
        with Site.of(request).in_print():
            response = render(request, templates, context | known, status=status)
    except AWAY:
        # What the page says is true all the same, and a failure would take its place.
        with house_style.override(house_style.in_force.get() or house_style.HouseStyle()):
            response = render(request, templates, context | {"skeleton": "still.html"}, status=status)
    # What stands in front of us may have kept the page of before: only what may be kept too takes its place there.
    response["Cache-Control"] = SHARED_FOR_A_SECOND if status in OF_THE_ADDRESS else "no-cache"
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(
        request,
        400,
        _("This request could not be read"),
        _("The address or the form has something in it that we cannot read."),
    )


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return error_page(
        request, 403, _("This is not open to you"), str(exception or "") or _("Your account may not do this.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form had expired; one of the admin's, sent from a page of ours, can be sent again with its text."""
    is_of_the_admin = request.path.startswith(reverse("admin:index")) and request.path != reverse("admin:login")
    if is_of_the_admin and is_same_origin(request):
        return cast(NewsroomAdminSite, admin.site).came_too_late(request)
    return error_page(
        request,
        403,
        _("The form had expired"),
        _("Go back, reload the page and send it again. What you typed is still in the form when you go back."),
    )


def page_not_found(request: HttpRequest, exception: Exception | None = None, **context: Any) -> HttpResponse:
    return error_page(
        request,
        404,
        _("There is no page here"),
        _("The address may have been mistyped, or the page may have moved. Search, or start from the front page."),
        **context,
    )


def gone(request: HttpRequest, **context: Any) -> HttpResponse:
    """Answer 410 (RFC 9110, 15.5.11) for what was public and has been taken back."""
    return error_page(
        request,
        410,
        _("This article is no longer published"),
        _("It was on this page and has been taken down."),
        **context,
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """Say in the language of the path that we have failed; outside the editions, in both.

    While the database is away, or is being replaced by another, that is a 503: it comes back.
    """
    language = request.path_info.lstrip("/").partition("/")[0]
    is_away = isinstance(sys.exception(), AWAY)
    status = 503 if is_away else 500
    known = {"language": language if language in languages.CODES else "", "status": status}
    response = HttpResponse(loader.get_template("500.html").render(known), status=status)
    response["Cache-Control"] = "no-store"
    if is_away:
        response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response
