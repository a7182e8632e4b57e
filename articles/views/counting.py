from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from articles.models import Article, ReadCount
from newsroom import throttle
from newsroom.passers_by import is_machine, passer_by
from newsroom.same_origin import is_same_origin

# Who comes back within it is still reading.
ONE_READ_SECONDS = 30 * 60


@csrf_exempt
@require_POST
def count_read(request: HttpRequest, article_id: int) -> HttpResponse:
    """Count that somebody has had an article before their eyes: see static/js/read-count.js. Three queries.

    The answer is always the same, so that nobody learns from it what there is, and whether they were counted.
    The session is not looked at and nothing of the reader is kept.
    """
    if is_same_origin(request) and not is_machine(request) and Article.objects.public().filter(pk=article_id).exists():
        now = timezone.now()
        once = throttle.Window(f"read:{article_id}:{passer_by(request, now)}", ONE_READ_SECONDS)
        if throttle.count([once], now=now.timestamp())[once.key].count == 1:
            ReadCount.objects.add_one(article_id, now)
    return HttpResponse(status=204, headers={"Cache-Control": "no-store"})
