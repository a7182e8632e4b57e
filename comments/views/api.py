from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Article
from articles.views.edition import SHARED_FOR_A_SECOND
from comments.models import Comment
from comments.published import Published, published
from newsroom.addresses import absolute
from newsroom.pagination import links, page_of

PAGE = 100


@require_safe
@conditional_page
def thread_json(request: HttpRequest, language: str, article_id: int) -> HttpResponse:
    """Give an article's comments to machines, to be read only: what `Published` names and nothing else."""
    article = get_object_or_404(Article.objects.public().in_language(language), pk=article_id)
    comments = published(Comment.objects.on(article)).order_by("submitted_at", "pk")
    page = page_of(comments, request.GET.get("page"), size=PAGE, counted=True)
    onward = links(page, request.path)["next_url"]
    response = JsonResponse(
        {
            "article": absolute(article.get_absolute_url()),
            "count": page.paginator.count,
            "next": absolute(onward) if onward else None,
            "comments": [asdict(Published.of(comment)) for comment in page],
        },
        json_dumps_params={"ensure_ascii": False},
    )
    response["Cache-Control"] = SHARED_FOR_A_SECOND
    return response
