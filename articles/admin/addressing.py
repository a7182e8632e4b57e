"""The address an article will have, shown beside its address word and kept up to date while that is written."""

from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.addresses import proposed
from articles.admin.publishable import PublishableAdmin
from articles.admin.publishable_form import StepFields
from articles.models import Article
from articles.slugs import check_address_word, slug_from
from newsroom.addresses import absolute
from newsroom.refusals import NotPermitted
from newsroom.typed_number import typed_number

TEMPLATE = "admin/articles/article/_address.html"


class ShowsAddress(PublishableAdmin):
    class Media:
        js = (Script("js/slug-preview.js", type="module"),)
        css: ClassVar[dict[str, list[str]]] = {"all": ["css/admin-direction.css"]}

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(self.address_view)
        return [path("address/", preview, name="articles_article_address"), *super().get_urls()]

    def address_view(self, request: HttpRequest) -> HttpResponse:
        """Answer with the address that what is typed would give, as a piece of the page."""
        key = typed_number(request.GET.get("article"))
        article = get_object_or_404(Article, pk=key) if key is not None else Article()
        if not article.pk:
            article.language = self.language_of(request, None)
        may_write = self.has_change_permission(request, article) if article.pk else self.has_add_permission(request)
        if not may_write:
            raise NotPermitted(_("Your account may not write in this edition."))
        times = StepFields(request.GET)
        times.is_valid()
        typed = {name: request.GET.get(name, "").replace("\0", "") for name in ("headline", "slug")}
        return render(request, TEMPLATE, proposal(article, at=times.cleaned_data.get("publish_at"), **typed))

    @admin.display(description=gettext_lazy("address"))
    def address_now(self, article: Article) -> SafeString:
        content = article.content if article.pk else {}
        words = {name: content.get(name, "") for name in ("headline", "slug")}
        context = proposal(article, **words) | {
            "endpoint": reverse("admin:articles_article_address"),
            "key": article.pk or "",
            "language": article.language,
        }
        return render_to_string("admin/articles/article/_slug_preview.html", context)


def proposal(article: Article, *, headline: str, slug: str, at: datetime | None = None) -> dict[str, Any]:
    """Return what to say of the address that `article` gets with these words, if it is published at this time."""
    problem = ""
    if slug and slug != article.slug:
        try:
            check_address_word(slug)
        except ValidationError as refusal:
            problem = " ".join(refusal.messages)
            slug = slug_from(slug)
    if not (slug or slug_from(headline) or article.pk):
        # The fallback has the number that the row has yet to get.
        return {"problem": problem}
    moments = (at or article.published_at or timezone.now(), article.embargoed_until)
    article, taken = proposed(article, headline=headline, slug=slug, at=max(filter(None, moments)))
    problem = problem or str(taken or "")
    encoded = absolute(article.get_absolute_url())
    return {
        "problem": problem,
        "encoded": encoded,
        "length": len(encoded),
        "stem": encoded.rstrip("/").rpartition("/")[0],
        "slug": article.slug,
        "language": article.language,
        "direction": article.direction,
        "fixed": article.has_been_public(),
    }
