from dataclasses import replace

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from articles.models import Article
from articles.views import errors
from articles.views.edition import framed, switch
from comments import cookies, refusals, tokens
from comments.forms import CommentForm
from comments.limits import TooOften
from comments.models import Comment
from comments.models.block import Effect
from comments.moderation import judge
from comments.moderation.verdict import Submission
from comments.sender import Sender
from newsroom import languages
from newsroom.addresses import absolute, path_to
from newsroom.compiled import Asked, CompiledQuery
from newsroom.metadata import NOT_INDEXED, Metadata
from newsroom.models import Site
from newsroom.same_origin import is_same_origin
from newsroom.typed_number import typed_number

# What a comment has to know of its article: a third of the columns, and none of the long ones.
COLUMNS = (
    "story", "language", "status", "published_at", "embargoed_until", "expires_at", "first_published_at",
    "comments_open", "comments_close_at", "comments_mode", "headline", "year", "month", "slug",
)  # fmt: skip
_ARTICLE = CompiledQuery(lambda: Article.objects.only(*COLUMNS).filter(pk=Asked("key"), language=Asked("language")))


class Unanswerable(Exception):
    """What a valid form answers has gone in this moment."""


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post_comment(request: HttpRequest, language: str, article_id: int) -> HttpResponse:
    """Take a guest's comment; whatever is refused comes back in its form, the text kept.

    The session is not looked at: a member of staff who writes here is a guest like others.
    """
    article = _article(language, article_id)
    if article is None or not article.is_public():
        return _not_there(request, article)
    if request.method != "POST":
        return _see_other(article.get_absolute_url() + "#respond")
    form = CommentForm.under(article, Site.of(request), data=request.POST)
    if not is_same_origin(request):
        return _refused(request, form, refusals.FOREIGN, status=403)
    if not article.accepts_comments(Site.of(request)):
        return _refused(request, form, refusals.CLOSED, status=403)
    token = tokens.read(request.POST.get("token", ""), article)
    if not form.is_valid():
        return _refused(request, form, keep_token=token is not None)
    if token is None:
        return _refused(request, form, refusals.ONCE_MORE)
    return _take(request, form, token)


@never_cache
@require_GET
def token(request: HttpRequest, language: str) -> JsonResponse:
    """Give the article page's script a token for `?article=`."""
    asked = typed_number(request.GET.get("article"))
    article = get_object_or_404(Article.objects.public().in_language(language), pk=asked)
    return JsonResponse({"token": tokens.issue(article)})


def _article(language: str, key: int) -> Article | None:
    # A number of more digits than a key can have is nobody's; the database would not even compare it.
    known = typed_number(str(key))
    found: list[Article] = [] if known is None else _ARTICLE(key=known, language=language)
    return found[0] if found else None


def _take(request: HttpRequest, form: CommentForm, token: tokens.Token) -> HttpResponse:
    """Let a valid form pass the limits and the policy, and answer."""
    language = form.article.language
    answer = _see_other(path_to("comments:received", language=language))
    sender = Sender.of(request, cookies.give_device(request, answer, language))
    try:
        sent = form.submission(sender, token)
        if sent.history.block == Effect.REFUSE:
            return _refused(request, form, refusals.BLOCKED, status=403, keep_token=True)
        comment = Comment.objects.sent_before(sent) or _store(sent, form.wishes)
    except TooOften as refusal:
        response = _refused(request, form, str(refusal), status=429, keep_token=True)
        response["Retry-After"] = str(refusal.seconds)
        return response
    except Unanswerable:
        form.lose_parent()
        return _refused(request, form)
    same_form = comment.idempotency_key == token.key
    if same_form and comment.body != sent.body:
        # Back in the form of an earlier comment, with other words: they are a new one, by the next click.
        return _refused(request, form, refusals.ONCE_MORE)
    # An e-mail address proves nothing: who writes another's, in the same words, gets no power over that comment.
    if same_form or comment.device == sender.device:
        cookies.remember_own(request, answer, comment, language)
    return answer


def _store(sent: Submission, wishes: dict[str, bool]) -> Comment:
    """Judge and store it, or return what a double click or a second window has stored in the same moment."""
    try:
        return Comment.objects.receive(sent, judge(sent), **wishes)
    except (IntegrityError, TooOften):
        # A copy knows nothing yet of what the table says: it is asked anew.
        first = Comment.objects.sent_before(replace(sent))
        if first is None and sent.parent and not Comment.objects.filter(pk=sent.parent.pk).exists():
            # Deleted since the form was checked.
            raise Unanswerable from None
        if first is None:
            raise
        return first


def _not_there(request: HttpRequest, article: Article | None) -> HttpResponse:
    """Answer for an article that is no longer, or not yet, to be read; what was typed stays on the page."""
    kept_text = request.POST.get("body", "")
    if article and article.is_gone() and kept_text:
        return errors.gone(request, headline=article.headline, kept_text=kept_text)
    return errors.page_not_found(request, kept_text=kept_text)


def _see_other(address: str) -> HttpResponse:
    """Answer 303 (RFC 9110, 15.4.4): what follows is a GET, and a reload posts nothing again."""
    return HttpResponseRedirect(address, status=303)


def _refused(
    request: HttpRequest,
    form: CommentForm,
    notice: str | Promise = "",
    *,
    status: int = 422,
    keep_token: bool = False,
) -> HttpResponse:
    """Answer with the same form and its text, and with a token in it, so that the next click can post."""
    article = form.article
    kept = form.data.get("token", "") if keep_token else ""
    form.carry(kept or (tokens.issue(article) if status == 422 else ""))
    other = article.public_editions().get(languages.other(article.language))
    response = framed(
        request,
        "comments/comment_form.html",
        Metadata(title=_("Leave a comment"), canonical=absolute(article.get_absolute_url()), robots=NOT_INDEXED),
        switch(language=article.language, url=other.get_absolute_url() if other else "", exists=other is not None),
        article=article,
        form=form,
        notice=notice,
        action=form.helper.form_action,
        replying_to=form.answered(),
    )
    response.status_code = status
    return response
