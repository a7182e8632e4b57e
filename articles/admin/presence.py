"""Who else has the form of an article open, and who goes on with it: told in a banner, never by a lock."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.publishable import PublishableAdmin
from articles.models import Article, Presence
from articles.models.unsaved import VERSION
from newsroom.admin import staff
from newsroom.typed_number import COUNT, typed_number

# A request of our scripts: the answer is for them and not a page.
BY_SCRIPT = "X-By-Script"


class TellsPresence(PublishableAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_POST(self.take_over_view))
        return [path("<int:key>/take-over/", view, name="articles_article_take_over"), *super().get_urls()]

    def take_over_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Tell the others at the article that one goes on with it; theirs to take back in the same way."""
        article = get_object_or_404(Article, pk=key)
        Presence.objects.take_over(article, by=staff(request))
        if BY_SCRIPT in request.headers:
            return JsonResponse({"presence": self.presence(request, article, request.POST.get(VERSION, ""))})
        return HttpResponseRedirect(self.address_of(article))

    def presence(self, request: HttpRequest, article: Article, version: str) -> SafeString:
        """Return who else is at the article, and whether somebody has saved it since the form was opened."""
        seen = typed_number(version, COUNT)
        newer = seen is not None and seen < article.version
        here = list(Presence.objects.around(article, staff(request)))
        own = next((row for row in here if row.user_id == staff(request).pk), None)
        context: dict[str, Any] = {
            "others": [row for row in here if row is not own],
            "own": own,
            "newer": article.revisions.select_related("author").order_by("-number").first() if newer else None,
        }
        return render_to_string("admin/articles/article/_presence.html", context)
