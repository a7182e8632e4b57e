from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_from_request
from django.views.decorators.http import require_safe

from newsroom import languages, public_files
from newsroom.addresses import absolute
from newsroom.models import Site


@require_safe
def choose_edition(request: HttpRequest) -> HttpResponse:
    """Lead / to the edition the browser prefers: the one address that negotiates, so that it is never stored."""
    language = get_language_from_request(request)[:2]
    if language not in languages.CODES:
        language = settings.LANGUAGE_CODE
    response = HttpResponseRedirect(f"/{language}/")
    response["Cache-Control"] = "no-store"
    return response


@require_safe
def identity(request: HttpRequest, digest: str) -> HttpResponse:
    """Give the newsroom's own colours; a page of before they were changed is led to those of now."""
    sheet = Site.of(request).identity
    if not sheet:
        raise Http404
    if digest != sheet.digest:
        response: HttpResponse = HttpResponseRedirect(reverse("identity", kwargs={"digest": sheet.digest}))
        response["Cache-Control"] = "no-store"
        return response
    response = HttpResponse(sheet.text, content_type="text/css; charset=utf-8")
    response["Cache-Control"] = public_files.FOR_EVER
    return response


@require_safe
def icon(request: HttpRequest, colour: str) -> HttpResponse:
    """Give the mark of a newsroom of this colour, for the tab of a browser. It is all in the address."""
    response = HttpResponse(render_to_string("icon.svg", {"colour": f"#{colour}"}), content_type="image/svg+xml")
    response["Cache-Control"] = public_files.FOR_EVER
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Say what crawlers may read (RFC 9309): all that is public but searches and one reader's own answers."""
    lines = ["User-agent: *", "Disallow: /admin/", "Disallow: /preview/", "Disallow: /read/"]
    lines += [f"Disallow: /{language}/{path}/" for language in languages.CODES for path in ("search", "comments")]
    lines += ["", f"Sitemap: {absolute('/sitemap.xml')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
