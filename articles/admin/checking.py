"""What is missing before readers may have it, what to look at once more, and what the newsroom waits for."""

from typing import Any

from django.contrib import messages
from django.forms import Media
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles.admin.bulk import StepsInBulk
from articles.checklist import Finding
from articles.choices import Status
from articles.models import Article
from newsroom.admin import staff
from newsroom.clock import shown
from newsroom.models import AuditEntry
from newsroom.refusals import NotNow

# With one of these the note of a return is answered.
ANSWERS = ("return", "submit", "publish")


class Checks(StepsInBulk):
    @property
    def media(self) -> Media:
        return super().media + Media(css={"all": ["css/admin-checks.css"]})

    def get_urls(self) -> list[URLPattern]:
        cancel = self.admin_site.admin_view(require_POST(self.cancel_swap_view))
        return [path("<int:key>/cancel-swap/", cancel, name="articles_article_cancel_swap"), *super().get_urls()]

    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        panels: list[SafeString] = super().panels(request, article)
        if not self.has_change_permission(request, article):
            return panels
        context = {"checklist": article.checklist()}
        return [render_to_string("admin/articles/article/_checklist.html", context), *panels]

    def form_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().form_context(request, obj, form)
        return context | {"notices": self.notices(request, obj)} if obj else context

    def notices(self, request: HttpRequest, article: Article) -> str:
        """Return what stands over the form: the hours that are fixed, and why it came back."""
        context = {
            "article": article,
            "publication": shown(article.published_at) if article.is_scheduled() and article.published_at else "",
            "embargo": shown(article.embargoed_until) if article.is_embargoed() and article.embargoed_until else "",
            "swap": shown(article.pending_at) if article.pending_at else "",
            "swap_number": article.pending_revision.number if article.pending_revision else "",
            "may_cancel": "cancel_swap" in article.steps_for(staff(request)),
            "cancel_url": reverse("admin:articles_article_cancel_swap", args=[article.pk]),
            "returned": returned(article),
        }
        return render_to_string("admin/articles/article/_notices.html", context, request)

    def lacking(self, row: Article) -> list[Finding]:
        return row.checklist().blocks

    def cancel_swap_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Take the changes off the schedule without storing what is in the form."""
        article = get_object_or_404(Article, pk=key)
        try:
            article.cancel_swap(by=staff(request))
        except NotNow as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            words = _("The changes are off the schedule. They are still in the working copy.")
            self.message_user(request, words, messages.SUCCESS)
        return HttpResponseRedirect(self.address_of(article))


def returned(article: Article) -> AuditEntry | None:
    """Return why a draft came back to its writer, until it is sent in again."""
    if article.status != Status.DRAFT:
        return None
    entry = AuditEntry.objects.about(article).filter(verb__in=ANSWERS).order_by("-pk").first()
    return entry if entry and entry.verb == "return" and entry.note else None
