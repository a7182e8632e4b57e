"""Addresses that no page answers: readers are led to where what they mean stands now, or told that it is gone."""

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.urls import Resolver404, resolve

from articles.addresses import decoded
from articles.answered import article_at
from articles.models import Author, FormerWord, Redirect, Section, Topic
from articles.views import errors
from articles.views.edition import SHARED_FOR_A_SECOND
from newsroom.addresses import path_to

# What stands under an article's address and moves with it.
FEED = "comments.xml"
LONGEST = 300
# What has an address word that may change, by the names of its addresses.
SUBJECTS = {"section": Section, "topic": Topic, "author": Author}


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
        return _renamed(path, request)
    if not article.is_public():
        # Its title is told at its own address alone.
        return errors.gone(request) if article.is_gone() else None
    return _leads_to(article.get_absolute_url() + feed, request)


def _renamed(path: str, request: HttpRequest) -> HttpResponse | None:
    """Return the way to the list or the feed of a section, a topic or an author that had this word before."""
    try:
        match = resolve(path)
    except Resolver404:
        return None
    kind = str(match.url_name).removesuffix("_feed")
    if match.namespace != "articles" or kind not in SUBJECTS:
        return None
    language, word = match.kwargs["language"], match.kwargs["slug"]
    subject = SUBJECTS[kind]._default_manager.filter(pk=FormerWord.objects.key_of(kind, language, word)).first()
    now = getattr(subject, f"slug_{language}", word)
    if now == word:
        # What is not found at its own word, a page that the list has not got, say, is nowhere else.
        return None
    return _leads_to(path_to(f"articles:{match.url_name}", language=language, slug=now), request)


def _leads_to(address: str, request: HttpRequest) -> HttpResponse:
    query = request.META.get("QUERY_STRING", "")
    response = HttpResponsePermanentRedirect(address + (f"?{query}" if query else ""))
    # A browser that kept it for ever would run in circles once the earlier word is used again.
    response["Cache-Control"] = SHARED_FOR_A_SECOND
    return response
