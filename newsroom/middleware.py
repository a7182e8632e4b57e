"""Four small layers: response headers, the edition a path belongs to, whence staff act, the language they do it in."""

import zoneinfo
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone, translation

from newsroom import content_security, languages
from newsroom.client import client_address, network_key, staff_network
from newsroom.models import Site
from newsroom.pseudonyms import pseudonym

View = Callable[[HttpRequest], HttpResponseBase]
STAFF_PATH = "/admin/"
PREVIEW_PATH = "/preview/"
# Of what readers are not to have yet, nothing is kept on the way, found by a search engine, or told to the site that a
# link on it leads to.
NOT_PUBLIC = {
    "Cache-Control": "private, no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
INTERFACE_LANGUAGE_COOKIE = "interface_language"


def response_headers(get_response: View) -> View:
    """Add the headers that no view decides."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        staff = request.path_info.startswith(STAFF_PATH)
        response.headers.setdefault("Content-Security-Policy", _policy(request.path_info, staff, response))
        response.headers.setdefault("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
        if staff:
            response.headers["Cache-Control"] = "private, no-store"
        # Refusals and redirects too, whoever gives them.
        if request.path_info.startswith(PREVIEW_PATH):
            for name, value in NOT_PUBLIC.items():
                response.headers[name] = value
        return response

    return middleware


def _policy(path: str, staff: bool, response: HttpResponseBase) -> str:
    if path.startswith(settings.STATIC_URL) and response.status_code < HTTPStatus.BAD_REQUEST:
        return content_security.FILE_POLICY
    return content_security.staff_policy() if staff else content_security.PUBLIC_POLICY


def edition(get_response: View) -> View:
    """Answer in the language of the path's edition, the leading one outside both; ignore what the browser prefers.

    Times are shown in the newsroom's zone: for pages of an edition this reads the Site row.
    """

    def middleware(request: HttpRequest) -> HttpResponseBase:
        # A path need not begin with a slash: there is "OPTIONS *".
        language = request.path_info.lstrip("/").partition("/")[0]
        in_edition = language in languages.CODES
        if not in_edition:
            language = settings.LANGUAGE_CODE
        clock = Site.of(request).in_print() if in_edition else timezone.override(zoneinfo.ZoneInfo("UTC"))
        with translation.override(language), clock:
            response = get_response(request)
        if in_edition:
            response.headers.setdefault("Content-Language", language)
        return response

    return middleware


def acting_network(get_response: View) -> View:
    """Let the log say of what is done in the admin whether two acts came from one network, and never from which."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(STAFF_PATH):
            return get_response(request)
        before = staff_network.set(pseudonym("network", network_key(client_address(request))))
        try:
            return get_response(request)
        finally:
            staff_network.reset(before)

    return middleware


def interface_language(get_response: View) -> View:
    """In the admin, answer in the language the account has chosen (before login: the language cookie)."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith(STAFF_PATH):
            return get_response(request)
        language = (
            request.user.interface_language
            if request.user.is_authenticated
            else request.COOKIES.get(INTERFACE_LANGUAGE_COOKIE, "")
        )
        if language not in languages.CODES:
            language = settings.LANGUAGE_CODE
        with translation.override(language), Site.of(request).in_print():
            return get_response(request)

    return middleware
