from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.views import errors
from articles.views.edition import framed, switch
from comments import cookies, refusals
from comments.forms import ReportForm
from comments.models import Comment, Report
from comments.rendering import render
from comments.sender import Sender
from newsroom import throttle
from newsroom.addresses import absolute
from newsroom.client import client_key
from newsroom.metadata import NOT_INDEXED, Metadata
from newsroom.pseudonyms import pseudonym
from newsroom.same_origin import is_same_origin

# Reports an hour from one client: more than an honest reader comes to, few enough for those who read them.
MOST_REPORTS = 10
HOUR = 60 * 60


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, language: str, comment_id: int) -> HttpResponse:
    """Take a reader's report of a public comment. Who reports it again is thanked again, and counted once."""
    public = Comment.objects.public().select_related("article").defer("email")
    comment = public.filter(edition=language, pk=comment_id).first()
    if request.method != "POST" and "sent" in request.GET:
        return _thanks(request, language, comment)
    if comment is None:
        return errors.page_not_found(request, kept_text=request.POST.get("note", ""))
    form = ReportForm(request.POST if request.method == "POST" else None, comment=comment)
    if request.method != "POST":
        return _answer(request, comment, form)
    if not is_same_origin(request):
        return _answer(request, comment, form, notice=str(refusals.FOREIGN), status=403)
    if not form.is_valid():
        return _answer(request, comment, form, status=422)
    response = HttpResponseRedirect(f"{request.path}?sent=1", status=303)
    device = cookies.give_device(request, response, language)
    address = Sender.of(request, device).address
    # Where no address is known everybody would be one client: there it is the browser that counts.
    client = pseudonym("client", client_key(address)) if address else device
    key = f"reports:{client}"
    counted = throttle.count([throttle.Window(key, HOUR)])[key]
    if counted.count > MOST_REPORTS:
        refused = _answer(request, comment, form, notice=str(refusals.TOO_MANY_REPORTS), status=429)
        refused["Retry-After"] = str(counted.ends_in)
        return refused
    Report.objects.file(comment, **form.cleaned_data, device=device, client=client)
    return response


def _thanks(request: HttpRequest, language: str, comment: Comment | None) -> HttpResponse:
    """Thank for a report: the same whether it was this browser's first or not, and whatever became of the comment."""
    title = _("Thank you for your report")
    metadata = Metadata(title=title, canonical=absolute(request.path), robots=NOT_INDEXED)
    other = switch(language, exists=True)
    return framed(request, "comments/reported.html", metadata, other, title=title, comment=comment)


def _answer(
    request: HttpRequest, comment: Comment, form: ReportForm, *, notice: str = "", status: int = 200
) -> HttpResponse:
    title = _("Report a comment")
    response = framed(
        request,
        "comments/report.html",
        Metadata(title=title, canonical=absolute(request.path), robots=NOT_INDEXED),
        switch(comment.edition, exists=True),
        title=title,
        article=comment.article,
        comment=comment,
        html=render(comment.body),
        form=form,
        notice=notice,
    )
    response.status_code = status
    return response
