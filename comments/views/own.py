from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.views.edition import framed, switch
from comments import tokens
from comments.models import Comment
from comments.rendering import render as render_text
from newsroom import languages
from newsroom.addresses import absolute
from newsroom.metadata import NOT_INDEXED, Metadata


@never_cache
@require_safe
def received(request: HttpRequest, language: str) -> HttpResponse:
    """Say that the comment waits, and show its author, by the signed cookie, what they sent."""
    comment = tokens.own_comment(request)
    article = comment.article if comment and comment.article.is_public() else None
    path = reverse("comments:received", kwargs={"language": language})
    return framed(
        request,
        "comments/received.html",
        Metadata(title=_("Your comment"), canonical=absolute(path), robots=NOT_INDEXED),
        switch(language, exists=True),
        article=article,
        comment=comment and _own(comment),
        state=comment.state if comment else "",
    )


def _own(comment: Comment) -> dict[str, Any]:
    return {
        "name": comment.name,
        "html": render_text(comment.body),
        "lang": comment.language,
        "dir": languages.direction(comment.language),
        "published_at": comment.submitted_at,
    }
