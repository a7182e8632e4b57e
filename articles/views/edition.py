"""What every page of an edition shares: the sections of the nav, the breaking bar, the switch."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from articles.edition_now import edition_now
from newsroom import languages
from newsroom.metadata import Metadata, OtherEdition


def frame(request: HttpRequest, language: str) -> dict[str, Any]:
    """Return what the header and the footer of a page in `language` need."""
    edition = edition_now(request, language)
    return {
        "edition": edition,
        "sections": edition.sections,
        "standing_pages": edition.standing_pages,
        "breaking": edition.breaking,
    }


def front_page_of(language: str) -> str:
    return reverse("articles:front_page", kwargs={"language": language})


def switch(language: str, url: str = "", *, exists: bool = False) -> OtherEdition:
    """Return the way to the other edition: to `url`, or to its front page."""
    other = languages.other(language)
    return OtherEdition(other, url or front_page_of(other), exists)


# Browsers ask again each time; what stands in front of us may keep a page for a second.
SHARED_FOR_A_SECOND = "public, max-age=0, s-maxage=1, must-revalidate"


def page(
    request: HttpRequest, template: str, metadata: Metadata, other_edition: OtherEdition, **context: Any
) -> HttpResponse:
    """Render a public page with its frame. Cookies and the session are not looked at: everybody gets the same bytes."""
    response = framed(request, template, metadata, other_edition, **context)
    response["Cache-Control"] = SHARED_FOR_A_SECOND
    return response


def framed(
    request: HttpRequest, template: str, metadata: Metadata, other_edition: OtherEdition, **context: Any
) -> HttpResponse:
    """Render a page with its frame and say nothing of caching: for answers to one reader."""
    context |= {"metadata": metadata, "other_edition": other_edition}
    return render(request, template, frame(request, languages.active()) | context)
