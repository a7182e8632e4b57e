"""The numbered revisions of an article, what differs between two, and taking one back up."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import diff
from articles.admin.publishable import PublishableAdmin, isolated
from articles.body import render_body
from articles.models import Article, ArticleRevision
from newsroom import pagination
from newsroom.admin import staff
from newsroom.refusals import NotNow, NotPermitted, WrongState
from newsroom.sanitize import clean_article, trusted
from newsroom.typed_number import COUNT, typed_number

PAGE_SIZE = 50
BESIDE_THE_FORM = 5


class ComparisonForm(forms.Form):
    """Two revisions of one article by their numbers; what is not asked for is the newest and the one before it."""

    older = forms.IntegerField(label=gettext_lazy("from revision"), required=False, min_value=1)
    newer = forms.IntegerField(label=gettext_lazy("to revision"), required=False, min_value=1)

    def __init__(self, *args: Any, article: Article, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = list(article.revisions.order_by("number").values_list("number", flat=True))
        for name in ("older", "newer"):
            self.fields[name].widget.attrs |= {"max": self.numbers[-1] if self.numbers else 1}

    def clean_newer(self) -> int:
        return self._known(self.cleaned_data["newer"], self.numbers[-1])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        newer = cleaned.get("newer")
        if newer and "older" in cleaned:
            before = [number for number in self.numbers if number < newer]
            try:
                cleaned["older"] = self._known(cleaned["older"], before[-1] if before else newer)
            except forms.ValidationError as error:
                self.add_error("older", error)
        return cleaned

    def _known(self, number: int | None, default: int) -> int:
        number = number or default
        if number not in self.numbers:
            raise forms.ValidationError(_("There is no revision %(number)s.") % {"number": number})
        return number


class ShowsRevisions(PublishableAdmin):
    def get_urls(self) -> list[URLPattern]:
        views: dict[str, tuple[str, Callable[..., HttpResponse]]] = {
            "revisions/": ("revisions", self.revisions_view),
            "revisions/compare/": ("compare", self.compare_view),
            "revisions/<int:number>/": ("revision", self.revision_view),
            "revisions/<int:number>/revert/": ("revert", self.revert_view),
        }
        own = [
            path(f"<int:key>/{route}", self.admin_site.admin_view(view), name=f"articles_article_{name}")
            for route, (name, view) in views.items()
        ]
        return [*own, *super().get_urls()]

    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        context = {"article": article, "revisions": article.revisions.listed().order_by("-number")[:BESIDE_THE_FORM]}
        panel = render_to_string("admin/articles/article/_revisions_panel.html", context, request)
        return [*super().panels(request, article), panel]

    def revisions_view(self, request: HttpRequest, key: int) -> HttpResponse:
        article = self._article_to_read(request, key)
        rows = article.revisions.listed().order_by("-number")
        page = pagination.page_of(rows, request.GET.get("page"), size=PAGE_SIZE, counted=True)
        links = pagination.links(page, reverse("admin:articles_article_revisions", args=[key]))
        context = {"revisions": page, "marks": _marks(article), "count": page.paginator.count} | links
        return self._page_of(request, article, "revisions", _("Revisions"), **context)

    def revision_view(self, request: HttpRequest, key: int, number: int) -> HttpResponse:
        article = self._article_to_read(request, key)
        revision = get_object_or_404(article.revisions.select_related("author"), number=number)
        context = _reading(article, revision) | _neighbours(article, number)
        context |= {"may_revert": context["newest"] > number and self.has_change_permission(request, article)}
        title = _("Revision %(number)s") % {"number": number}
        return self._page_of(request, article, "revision", title, revision=revision, marks=_marks(article), **context)

    def compare_view(self, request: HttpRequest, key: int) -> HttpResponse:
        article = self._article_to_read(request, key)
        asked = {"older": request.GET.get("from", ""), "newer": request.GET.get("to", "")}
        form = ComparisonForm(asked, article=article)
        context: dict[str, Any] = {"form": form, "newest": form.numbers[-1] if form.numbers else None}
        if form.numbers and form.is_valid():
            older, newer = form.cleaned_data["older"], form.cleaned_data["newer"]
            rows = article.revisions.select_related("author").filter(number__in=(older, newer))
            found = {revision.number: revision for revision in rows}
            context |= _comparison(found[older], found[newer]) | _neighbours(article, newer)
        return self._page_of(request, article, "compare", _("What has changed"), marks=_marks(article), **context)

    def revert_view(self, request: HttpRequest, key: int, number: int) -> HttpResponse:
        """Ask whether an old revision is to be taken up, showing what that would change; a POST does it."""
        article = self._article_to_read(request, key)
        if not self.has_change_permission(request, article):
            raise NotPermitted(_("Your account may not change this article."))
        revision = get_object_or_404(article.revisions.select_related("author"), number=number)
        if request.method == "POST":
            return self._revert(request, article, revision)
        newest = article.revisions.select_related("author").order_by("-number")[0]
        title = _("Take revision %(number)s up again") % {"number": number}
        context = _comparison(newest, revision) | {"revision": revision, "newest": newest.number}
        return self._page_of(request, article, "revert", title, **context)

    def _revert(self, request: HttpRequest, article: Article, revision: ArticleRevision) -> HttpResponse:
        # What was shown was the way from what was the newest then.
        article.version = typed_number(request.POST.get("version"), COUNT) or 0
        try:
            with transaction.atomic():
                written = article.revert_to(revision, by=staff(request))
                self._require_whole(request, article)
        except NotNow as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(request.path)
        sentence = _("{title}: revision {number} has the text of revision {old} again.")
        title = isolated(str(article), article.language)
        words = format_html(sentence, title=title, number=written.number, old=revision.number)
        self.message_user(request, words, messages.SUCCESS)
        # What was typed before and not saved is offered beside the text that was asked for.
        return HttpResponseRedirect(f"{self.address_of(article)}?unsaved=0")

    def _require_whole(self, request: HttpRequest, article: Article) -> None:
        """Refuse what would let an article that has its hour come out without what it needs."""
        if article.is_scheduled() and self.may_publish(request, article) and (missing := self.what_stops(article)):
            raise WrongState(missing)

    def _article_to_read(self, request: HttpRequest, key: int) -> Article:
        article = get_object_or_404(Article, pk=key)
        if not self.has_view_permission(request, article):
            raise NotPermitted(_("Your account may not see this article."))
        return article

    def _page_of(self, request: HttpRequest, article: Article, name: str, title: str, **context: Any) -> HttpResponse:
        context |= self.admin_site.each_context(request)
        context |= {"opts": self.opts, "article": article, "title": title}
        return TemplateResponse(request, f"admin/articles/article/{name}.html", context)


def _marks(article: Article) -> dict[str, int | None]:
    """Return which revisions readers have, or will have."""
    scheduled = article.live_revision_id if article.is_scheduled() else article.pending_revision_id
    return {"live": article.live_revision_id if article.is_public() else None, "scheduled": scheduled}


def _neighbours(article: Article, number: int) -> dict[str, int | None]:
    numbers = article.revisions.order_by()
    return {
        "previous": numbers.filter(number__lt=number).order_by("-number").values_list("number", flat=True).first(),
        "next": numbers.filter(number__gt=number).order_by("number").values_list("number", flat=True).first(),
        "newest": numbers.order_by("-number").values_list("number", flat=True)[0],
    }


def _comparison(before: ArticleRevision, after: ArticleRevision) -> dict[str, Any]:
    return {"before": before, "after": after, "changes": diff.fields(before.content, after.content)}


def _reading(article: Article, revision: ArticleRevision) -> dict[str, Any]:
    body = render_body(clean_article(revision.content.get("body", "")), article.language)
    particulars = diff.fields({}, {name: revision.content.get(name) for name in diff.CHOSEN})
    return {"content": revision.content, "body": trusted(body), "particulars": particulars}
