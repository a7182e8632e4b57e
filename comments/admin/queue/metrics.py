from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from comments.metrics import DAYS, times_to_decide


def metrics(request: HttpRequest) -> HttpResponse:
    page = {"title": _("Time to decide"), "times": times_to_decide(), "days": DAYS}
    return render(request, "admin/comments/queue/metrics.html", admin.site.each_context(request) | page)
