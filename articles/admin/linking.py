"""Two articles that were written apart become the editions of one story, and two stories again."""

import functools
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _

from articles.admin.publishable import PublishableAdmin, isolated
from articles.choices import Freshness
from articles.models import Article
from articles.workflow import may
from newsroom import languages
from newsroom.admin import staff
from newsroom.refusals import NotNow, NotPermitted
from newsroom.typed_number import typed_number

# So many are offered at once; further words find the others.
OFFERED = 30


class LinksEditions(PublishableAdmin):
    def get_urls(self) -> list[URLPattern]:
        link, unlink = (self.admin_site.admin_view(view) for view in (self.link_view, self.unlink_view))
        return [
            path("<int:key>/edition/link/", link, name="articles_article_link"),
            path("<int:key>/edition/unlink/", unlink, name="articles_article_unlink"),
            *super().get_urls(),
        ]

    def may_link(self, request: HttpRequest) -> bool:
        return all(may(staff(request), "change", Article, code) for code in languages.CODES)

    def link_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Offer the articles of the other language that stand alone; link the one that is chosen."""
        article = self._linked_article(request, key)
        if request.method == "POST":
            other = get_object_or_404(Article, pk=typed_number(request.POST.get("other")))
            link = functools.partial(article.link, other, by=staff(request))
            done = _("{title} and {other} are now the two editions of one story.")
            return self._tie(request, link, done, article, other)
        words = request.GET.get("q", "").replace("\0", "").strip()[:200]
        rows = Article.objects.in_language(languages.other(article.language)).of_freshness(Freshness.NONE)
        rows = (rows.matching(words) if words else rows).select_related("section").order_by("-changed_at", "-pk")
        found = list(rows.defer("body", "body_html", "search_text")[: OFFERED + 1])
        context = {
            "title": _("Link an article that exists"),
            "offered": [(row, self.status_now(row)) for row in found[:OFFERED]],
            "are_more": len(found) > OFFERED,
            "words": words,
            "other_language": languages.other(article.language),
            "has_partner": article.partner() is not None,
        }
        return self._pair_page(request, "link", article, context)

    def unlink_view(self, request: HttpRequest, key: int) -> HttpResponse:
        article = self._linked_article(request, key)
        other = article.partner()
        if request.method == "POST":
            unlink = functools.partial(article.unlink, by=staff(request))
            return self._tie(request, unlink, _("{title} and {other} are two stories now."), article, other)
        return self._pair_page(request, "unlink", article, {"title": _("Separate the two editions"), "other": other})

    def _tie(
        self, request: HttpRequest, act: Callable[[], None], done: str, article: Article, other: Article | None
    ) -> HttpResponse:
        """Carry out `act`, say `done` of the two or why not, and lead back to the form."""
        try:
            act()
        except NotNow as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            titles = [isolated(str(row), row.language) for row in (article, other) if row]
            self.message_user(request, format_html(done, title=titles[0], other=titles[-1]), messages.SUCCESS)
        return HttpResponseRedirect(self.address_of(article))

    def _linked_article(self, request: HttpRequest, key: int) -> Article:
        article = get_object_or_404(Article, pk=key)
        if not self.may_link(request):
            raise NotPermitted(_("Only who writes in both editions may tie them together."))
        return article

    def _pair_page(self, request: HttpRequest, name: str, article: Article, context: dict[str, Any]) -> HttpResponse:
        context |= self.admin_site.each_context(request) | {
            "opts": self.opts,
            "article": article,
            "article_url": self.address_of(article),
        }
        return TemplateResponse(request, f"admin/articles/article/{name}.html", context)
