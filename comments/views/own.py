from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from articles.views.edition import framed, switch
from comments import own_comments
from comments.own_comments import OwnComment, Standing
from newsroom.addresses import absolute
from newsroom.metadata import NOT_INDEXED, Metadata

# What the article's page shows its author among the public comments: what is not, or not in these words, there.
NOT_PUBLIC = (Standing.WAITS, Standing.EDIT_WAITS, Standing.REFUSED)


@never_cache
@require_safe
def received(request: HttpRequest, language: str) -> HttpResponse:
    """Show a reader what this browser has sent within a day, and what has become of it.

    First comes the newest, or the one of `?comment=`. For `?article=` the answer is a bare fragment
    for the script of that article's page, which is itself the same for everybody.
    """
    sent = [own for own in own_comments.sent_from(request) if own.comment.edition == language]
    if "article" in request.GET:
        return _under(request, request.GET["article"], sent)
    asked = request.GET.get("comment")
    sent.sort(key=lambda own: str(own.pk) != asked)
    path = reverse("comments:received", kwargs={"language": language})
    return framed(
        request,
        "comments/received.html",
        Metadata(title=_("Your comment"), canonical=absolute(path), robots=NOT_INDEXED),
        switch(language, exists=True),
        own=sent[0] if sent else None,
        others=sent[1:],
    )


def _under(request: HttpRequest, article_id: str, sent: list[OwnComment]) -> HttpResponse:
    shown = [own for own in sent if str(own.comment.article_id) == article_id and own.standing in NOT_PUBLIC]
    response = render(request, "comments/own_under_article.html", {"sent": shown})
    response["X-Robots-Tag"] = "noindex"
    return response
