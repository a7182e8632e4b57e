from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from comments.models import Comment


@require_safe
def permalink(request: HttpRequest, comment_id: int) -> HttpResponse:
    """Lead /c/{id}/ to the page of the thread on which the comment stands."""
    comment = get_object_or_404(Comment.objects.public().select_related("article"), pk=comment_id)
    return HttpResponseRedirect(f"{comment.article.get_absolute_url()}#comment-{comment.pk}")
