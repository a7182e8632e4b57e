from django.http import HttpRequest, HttpResponse

from comments.admin.queue.answers import context, parts, show
from comments.admin.queue.selection import Selection
from newsroom.admin.desk import staff


def queue(request: HttpRequest) -> HttpResponse:
    return show(request, Selection.of(request.GET, staff(request)))


def counts(request: HttpRequest) -> HttpResponse:
    """Answer with the tabs alone: asked for now and then by a queue that stands open."""
    return parts(request, context(request, Selection.of(request.GET, staff(request))) | {"notice": None})
