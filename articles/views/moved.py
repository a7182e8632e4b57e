"""Addresses that no page answers: readers are led to where what they mean stands now, or told that it is gone."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect

from articles.addresses import decoded
from articles.answered import article_at, renamed_to
from articles.models import Redirect
from articles.views import errors
from articles.views.edition import SHARED_FOR_A_SECOND

# What stands under an article's address and moves with it.
FEED = "comments.xml"
LONGEST = 300


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer for every address without a page; the last word is 404."""
    return moved(request) or errors.page_not_found(request, exception)


def moved(request: HttpRequest) -> HttpResponse | None:
    """Return the way from an earlier address, in one hop; None where readers never had anything there.

    Compared is what the address says, however it is encoded and composed; sent is the encoded form.
    """
    path = decoded(request.path_info)
    if request.method not in ("GET", "HEAD") or "\0" in path or len(path) > LONGEST:
        return None
    place, feed = (path.removesuffix(FEED), FEED) if path.endswith(f"/{FEED}") else (path, "")
    row = Redirect.objects.select_related("article").filter(path=place).first()
    if row is not None and row.article is None:
        return errors.gone(request)
    # A page's own address, spelt in another way than it is stored.
    article = row.article if row else article_at(path) if path != request.path_info else None
    if article is None:
        renamed = renamed_to(path)
        return _leads_to(renamed, request) if renamed else None
    if not article.is_public():
        # Its title is told at its own address alone.
        return errors.gone(request) if article.is_gone() else None
    return _leads_to(article.get_absolute_url() + feed, request)


def _leads_to(address: str, request: HttpRequest) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(address + (f"?{query}" if query else ""))
    # A browser that kept it for ever would run in circles once the earlier word is used again.
    response["Cache-Control"] = SHARED_FOR_A_SECOND
    return response
