from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from comments import cookies, links, verification
from comments.models import Comment
from comments.views import mailed_link


@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """Show what the link of a confirmation mail confirms, and confirm it on POST; this browser is known by it then."""
    content = links.read(links.Purpose.CONFIRM, token)
    comments = Comment.objects.select_related("article").exclude(email_key="")
    comment = comments.filter(pk=content["comment"], edition=language).first() if content else None
    if comment is None:
        return mailed_link.dead(request)
    if request.method == "POST":
        response = HttpResponseRedirect(request.path, status=303)
        if verification.confirm(comment):
            cookies.remember_verified(request, response, comment.email_key, language)
        return response
    article = comment.article if comment.article.is_public() else None
    title = _("Your e-mail address is confirmed") if comment.verified else _("Confirm your e-mail address")
    return mailed_link.page(request, "confirm", title, article=article, confirmed=comment.verified)
