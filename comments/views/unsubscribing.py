from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from articles.models import Article
from comments import links
from comments.models import Comment
from comments.views import mailed_link


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """End the mail about one's comments under one article: by the button, or by a mail program's (RFC 8058).

    That sends a POST without cookies, from anywhere, and follows no redirect.
    """
    content = links.read(links.Purpose.UNSUBSCRIBE, token)
    if content is None:
        return mailed_link.dead(request)
    done = request.method == "POST"
    if done:
        theirs = Comment.objects.filter(email_key=content["author"], article=content["article"])
        theirs.exclude(email_key="").update(wants_replies=False, wants_decision=False)
    article = Article.objects.public().in_language(language).filter(pk=content["article"]).first()
    title = _("You get no more mail about this") if done else _("No more mail about your comments?")
    return mailed_link.page(request, "unsubscribe", title, article=article, done=done)
