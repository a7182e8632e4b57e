"""What the pages behind our mailed links share."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from articles.views import errors
from articles.views.edition import framed, switch
from newsroom import languages
from newsroom.metadata import NOT_INDEXED, Metadata


def page(request: HttpRequest, template: str, title: str, *, status: int = 200, **context: Any) -> HttpResponse:
    """Render the page of a mailed link: no canonical address, since that would hold the token."""
    metadata = Metadata(title=title, robots=NOT_INDEXED)
    frame = switch(languages.active(), exists=True)
    response = framed(request, f"comments/{template}.html", metadata, frame, title=title, **context)
    response.status_code = status
    return response


def dead(request: HttpRequest) -> HttpResponse:
    """Answer 410 for a link that is altered, too old or used, or whose comment is gone."""
    return errors.error_page(
        request,
        410,
        _("This link no longer works"),
        _("It has been used, is too old, or was cut short on its way. Nothing was changed."),
    )
