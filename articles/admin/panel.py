"""Panels beside the form of an article: forms of their own, sent by a script so that the article's stays as it is."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from articles.admin.publishable import PublishableAdmin
from articles.models import Article
from newsroom.refusals import NotPermitted

LARGEST_KEY = 2**63 - 1


class Panelled(PublishableAdmin):
    def article_seen(self, request: HttpRequest, key: int) -> Article:
        """Return the article of a panel's form for somebody who may see it."""
        article: Article = get_object_or_404(Article, pk=min(key, LARGEST_KEY))
        if not self.has_view_permission(request, article):
            raise NotPermitted(_("Your account may not see this article."))
        return article

    def to_panel(self, article: Article, name: str) -> HttpResponse:
        """Lead back to the panel, a reload of which sends nothing again (RFC 9110, 15.4.4)."""
        address = reverse("admin:articles_article_change", args=[article.pk])
        return HttpResponseRedirect(f"{address}#{name}", status=303)


def is_by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "fetch"


def inside(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Answer the panels' script with what is to stand in its panel now."""
    response = HttpResponse(render_to_string(template, context, request), status=status)
    response["X-Panel"] = "1"
    return response
