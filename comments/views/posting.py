from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from articles.models import Article
from articles.views import errors
from articles.views.edition import framed, switch
from comments import tokens
from comments.forms import CommentForm
from comments.models import Comment
from newsroom import languages
from newsroom.addresses import absolute
from newsroom.metadata import NOT_INDEXED, Metadata
from newsroom.models import Site


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def post_comment(request: HttpRequest, language: str, article_id: int) -> HttpResponse:
    """Take a guest's comment; whatever is refused comes back in its form, the text kept.

    The session is not looked at: a member of staff who writes here is a guest like others.
    """
    article = Article.objects.in_language(language).select_related("section").filter(pk=article_id).first()
    if article is None or not article.is_public():
        return _not_there(request, article)
    if request.method != "POST":
        return _see_other(article.get_absolute_url() + "#respond")
    form = CommentForm.under(article, Site.of(request), data=request.POST)
    if not tokens.is_same_origin(request):
        notice = _(
            "We could not see that this came from our own page. Your text is below: check it and send it from here."
        )
        return _refused(request, article, form, notice, status=403)
    if not article.accepts_comments(Site.of(request)):
        notice = _("Comments on this article are closed. Your text is below, for you to keep.")
        return _refused(request, article, form, notice, status=403)
    token = tokens.read(request.POST.get("token", ""), article)
    if not form.is_valid():
        return _refused(request, article, form, "", keep_token=token is not None)
    if token is None:
        notice = _("One more click: check your comment and send it.")
        return _refused(request, article, form, notice)
    comment = _store(form, token)
    if comment is None:
        return _refused(request, article, form, _("One more click: check your comment and send it."))
    return _received(comment, language)


@never_cache
@require_GET
def token(request: HttpRequest, language: str) -> JsonResponse:
    """Give the article page's script a token for `?article=`."""
    asked = request.GET.get("article", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) < 19):
        raise Http404
    article = get_object_or_404(Article.objects.public().in_language(language), pk=int(asked))
    return JsonResponse({"token": tokens.issue(article)})


def _store(form: CommentForm, token: tokens.Token) -> Comment | None:
    """Save the comment, or return the one that the same form has already brought; None where its words are others.

    Whoever goes back to the form and writes something new still has the old token in it.
    """
    comment = form.save(commit=False)
    comment.idempotency_key = token.key
    try:
        with transaction.atomic():
            comment.save()
    except IntegrityError:
        return Comment.objects.filter(idempotency_key=token.key, body=comment.body).first()
    return comment


def _received(comment: Comment, language: str) -> HttpResponse:
    response = _see_other(reverse("comments:received", kwargs={"language": language}))
    tokens.remember(response, comment, f"/{language}/comments/", secure=settings.SESSION_COOKIE_SECURE)
    return response


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
    article: Article,
    form: CommentForm,
    notice: str,
    *,
    status: int = 422,
    keep_token: bool = False,
) -> HttpResponse:
    """Answer with the same form and its text, and with a token in it, so that the next click can post."""
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
