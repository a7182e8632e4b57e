"""Two who changed the same article: a page with both texts, where the second decides what is saved."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _

from articles.admin.conflict import Conflict
from articles.admin.publishable import PublishableAdmin
from articles.models import Article, Unsaved
from articles.models.unsaved import WINDOW, key_of
from articles.workflow import STEPS
from newsroom import languages
from newsroom.admin import staff
from newsroom.refusals import NotPermitted


class BringsTogether(PublishableAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.merge_view)
        return [path("<int:key>/merge/", view, name="articles_article_merge"), *super().get_urls()]

    def merge_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show what both have changed; sent back, save what was chosen as one revision on top of the newest."""
        article = get_object_or_404(Article, pk=key)
        if not self.has_change_permission(request, article):
            raise NotPermitted(_("Your account may not write in this edition."))
        own, window = Unsaved.objects.of(staff(request), article), key_of(request.GET.get(WINDOW, ""))
        unsaved = (own.filter(window=window) if window else own).first()
        if unsaved is None or not unsaved.is_behind(article):
            return HttpResponseRedirect(self.address_of(article))
        conflict = Conflict(article, unsaved, self.get_form(request, article, change=True)(instance=article))
        if request.method == "POST" and request.POST.get("state") == conflict.state:
            # From here on it is a save like any other, with all that a form is checked for.
            request.POST = conflict.resolved(request.POST)  # type: ignore[assignment]
            return self.changeform_view(request, str(key), form_url=self.address_of(article))
        if request.method == "POST":
            said = _("It has been changed once more meanwhile. Nothing is saved yet: look again.")
            self.message_user(request, said, messages.WARNING)
        return TemplateResponse(request, "admin/articles/article/merge.html", self._merge_context(request, conflict))

    def _merge_context(self, request: HttpRequest, conflict: Conflict) -> dict[str, Any]:
        article = conflict.article
        return self.admin_site.each_context(request) | {
            "title": _("Two have changed this article"),
            "opts": self.opts,
            "conflict": conflict,
            "article": article,
            "step": STEPS.get(conflict.unsaved.step),
            "step_name": conflict.unsaved.step,
            "may_take_step": conflict.unsaved.step in article.steps_for(staff(request)),
            "language": article.language,
            "direction": languages.direction(article.language),
            "form_address": self.address_of(article),
            "history_address": reverse("admin:articles_article_history", args=[article.pk]),
        }
