"""A draft as somebody without an account reads it by a link of the newsroom's, and the note they may leave.

Pictures need nothing of their own: the folder of a picture's files is a random word (articles.images), which
nobody guesses, and the page that names it is this one.
"""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.edition_now import edition_now
from articles.guest_note_form import GuestNoteForm
from articles.models import Article, ArticleRevision, PreviewLink
from articles.previews import as_readers_would
from articles.surroundings import surroundings_of
from articles.views import errors
from articles.views.edition import frame, switch
from newsroom import throttle, trap
from newsroom.client import client_address, client_key
from newsroom.models import Site
from newsroom.pseudonyms import pseudonym
from newsroom.refusals import WrongState
from newsroom.same_origin import is_same_origin

# Notes an hour: of all who have been sent a link, and of one of them.
HOUR = 60 * 60
MOST_BY_LINK = 30
MOST_BY_CLIENT = 10


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def preview_page(request: HttpRequest, token: str) -> HttpResponse:
    """Show the draft of an open link; 410 where it was open once, 404 where we have never made it."""
    link = PreviewLink.objects.by_token(token)
    if link is None:
        return errors.page_not_found(request)
    with translation.override(link.article.language), Site.of(request).in_print():
        response = _answer(request, link)
        response["Content-Language"] = link.article.language
        return response


def _answer(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    if not link.is_open():
        return closed(request, kept_text=request.POST.get("note", ""))
    if request.method == "POST":
        return _take_note(request, link)
    sent = "sent" in request.GET
    if request.method == "GET" and not sent:
        link.count_opening(request.headers.get("User-Agent", ""))
    return page(request, link.article, link.revision, link=link, form=GuestNoteForm(), sent=sent)


def page(
    request: HttpRequest, article: Article, revision: ArticleRevision | None, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Render the article's own page of what is not published; in the article's language."""
    shown, foot = as_readers_would(article, revision)
    edition = edition_now(request, shown.language)
    known = {
        "article": shown,
        "foot": foot,
        "related": surroundings_of(shown, foot.topic_keys).related,
        "latest": edition.latest(but=shown),
        "most_read": edition.most_read,
        "title": str(shown),
        "other_edition": switch(shown.language),
        "revision": revision,
    }
    return render(
        request,
        "articles/preview.html",
        frame(request, shown.language) | known | context,
        status=status,
    )


def closed(request: HttpRequest, kept_text: str = "") -> HttpResponse:
    """Say that a link is over, and nothing of what it led to."""
    return errors.error_page(
        request,
        410,
        _("This link no longer works"),
        _("It was made for some days, or has been taken back. Ask whoever sent it to you for a new one."),
        kept_text=kept_text,
    )


def _take_note(request: HttpRequest, link: PreviewLink) -> HttpResponse:
    form = GuestNoteForm(request.POST)
    again = {"link": link, "form": form, "sent": False}
    if not _is_ours(request):
        words = _("We could not see that this came from our own page. Your text is below: send it from here.")
        return page(request, link.article, link.revision, status=403, notice=words, **again)
    if not form.is_valid():
        return page(request, link.article, link.revision, status=422, **again)
    wait = _wait(request, link)
    if wait:
        words = _("There have been many notes within an hour. Your text is below: send it again a little later.")
        response = page(request, link.article, link.revision, status=429, notice=words, **again)
        response["Retry-After"] = str(wait)
        return response
    # A program that fills in what nobody sees is thanked like everybody.
    if not trap.is_filled(request.POST):
        try:
            link.article.take_guest_note(form.cleaned_data["name"], form.cleaned_data["note"], link=link)
        except WrongState:
            return closed(request, kept_text=form.cleaned_data["note"])
    return HttpResponseRedirect(f"{link.get_absolute_url()}?sent=1#note", status=303)


def _is_ours(request: HttpRequest) -> bool:
    """Say whether the form was sent from this page.

    It gives no referrer, so that an older browser's form says "null" of where it comes from; there
    the secret in the address must do.
    """
    silent = "Sec-Fetch-Site" not in request.headers and request.headers.get("Origin") == "null"
    return silent or is_same_origin(request)


def _wait(request: HttpRequest, link: PreviewLink) -> int:
    """Count one more note and return in how many seconds another is possible; 0: this one is."""
    client = pseudonym("client", client_key(client_address(request)))
    most = {f"preview notes {link.pk}": MOST_BY_LINK, f"preview notes {link.pk} {client}": MOST_BY_CLIENT}
    counts = throttle.count(throttle.Window(key, HOUR) for key in most)
    return max((counts[key].ends_in for key, limit in most.items() if counts[key].count > limit), default=0)
