from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from comments.models import Comment
from comments.thread_address import ThreadAddress
from comments.threads import Thread


@require_safe
def permalink(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Lead /c/{id}/ to the page of the thread on which the comment, or what is left of it, stands.

    One that readers could read once leads to a notice; one they never could answers as if there were none.
    """
    seen = Comment.objects.filter(first_approved_at__isnull=False).select_related("article")
    comment = get_object_or_404(seen.defer("email"), pk=comment_id)
    if not comment.article.is_public():
        raise Http404
    number = Thread.under(comment.article).page_number(comment.pk)
    address = ThreadAddress(comment.article.get_absolute_url()).on_page(number or 1)
    return HttpResponseRedirect(address.url(f"comment-{comment.pk}" if number else "comment-removed"))
