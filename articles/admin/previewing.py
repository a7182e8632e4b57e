"""Links by which somebody without an account reads an article before its readers do."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext_lazy
from django.views.decorators.http import require_POST, require_safe

from articles.admin.panel import LARGEST_KEY, Panelled, inside, is_by_script
from articles.models import Article, ArticleRevision, PreviewLink
from articles.views import preview
from articles.workflow import may
from newsroom.admin import staff
from newsroom.middleware import NOT_PUBLIC
from newsroom.refusals import NotNow, NotPermitted
from newsroom.typed_number import COUNT, typed_number

INSIDE = "admin/articles/article/_previews.html"
# Links that no longer work are named for a while, so that one knows what became of them.
OVER_SHOWN = 3
MOST_SHOWN = 50
DAYS = ngettext_lazy("%(count)d day", "%(count)d days", "count")


class LinkForm(forms.Form):
    """What a link is to show, and for how long."""

    revision = forms.ModelChoiceField(
        ArticleRevision.objects.none(), label=gettext_lazy("Shows"), required=False, empty_label=None
    )
    days = forms.TypedChoiceField(
        label=gettext_lazy("Works for"), choices=[(1, ""), (3, ""), (7, "")], coerce=int, initial=3
    )

    def __init__(self, data: Any = None, *, article: Article) -> None:
        super().__init__(data, prefix="link")
        shown: Any = self.fields["revision"]
        # Any revision of this article may be asked for; the newest is offered.
        shown.queryset = article.revisions.all()
        newest = article.working_revision
        choices = [("", _("always the newest version"))]
        if newest:
            words = _("version %(number)s, as it is now") % {"number": newest.number}
            choices.append((str(newest.pk), words))
        shown.widget.choices = choices
        days: Any = self.fields["days"]
        days.choices = [(count, DAYS % {"count": count}) for count in (1, 3, 7)]


class Previews(Panelled):
    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        make, revoke = require_POST(self.make_link_view), require_POST(self.revoke_link_view)
        return [
            path("<int:key>/preview/", guard(require_safe(self.preview_view)), name="articles_article_preview"),
            path("<int:key>/links/", guard(make), name="articles_article_links"),
            path("<int:key>/links/<int:link>/", guard(revoke), name="articles_article_link"),
            *super().get_urls(),
        ]

    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        context = self._links(request, article, LinkForm(article=article))
        panel = render_to_string("admin/articles/article/_previews_panel.html", context, request)
        return [*super().panels(request, article), panel]

    def preview_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Show staff the page as readers would get it, of the working copy or of `?revision=` (its number)."""
        article = self.article_seen(request, key)
        asked, revision = request.GET.get("revision"), None
        if asked is not None:
            revision = get_object_or_404(article.revisions, number=typed_number(asked, COUNT))
        with translation.override(article.language):
            response = preview.page(request, article, revision, back_url=self.address_of(article))
        for name, value in NOT_PUBLIC.items():
            response[name] = value
        response["Content-Language"] = article.language
        return response

    def make_link_view(self, request: HttpRequest, key: int) -> HttpResponse:
        article = self.article_seen(request, key)
        form = LinkForm(request.POST, article=article)
        if not may(staff(request), "change", Article, article.language):
            raise NotPermitted(_("Your account may not make a preview link of this article."))
        if not form.is_valid():
            return self._answer_about_link(request, article, _("Choose from what is offered."), form=form)
        asked = form.cleaned_data
        try:
            link = article.preview(by=staff(request), revision=asked["revision"], hours=24 * asked["days"])
        except NotNow as refusal:
            return self._answer_about_link(request, article, str(refusal), form=form)
        return self._answer_about_link(request, article, _("The link is ready to be copied."), link=link)

    def revoke_link_view(self, request: HttpRequest, key: int, link: int) -> HttpResponse:
        article = self.article_seen(request, key)
        links = PreviewLink.objects.select_related("article")
        found = get_object_or_404(links, pk=min(link, LARGEST_KEY), article=article)
        try:
            found.revoke(by=staff(request))
        except NotNow as refusal:
            return self._answer_about_link(request, article, str(refusal))
        return self._answer_about_link(request, article, _("The link no longer works."), done=True)

    def _answer_about_link(
        self,
        request: HttpRequest,
        article: Article,
        words: str,
        *,
        link: PreviewLink | None = None,
        form: LinkForm | None = None,
        done: bool = False,
    ) -> HttpResponse:
        done = done or link is not None
        if is_by_script(request):
            context = self._links(request, article, form or LinkForm(article=article))
            context |= {"said": words, "failed": not done, "new_link": link}
            return inside(request, INSIDE, context, status=200 if done else 422)
        self.message_user(request, words, messages.SUCCESS if done else messages.ERROR)
        return self.to_panel(article, "previews")

    def _links(self, request: HttpRequest, article: Article, form: LinkForm) -> dict[str, Any]:
        now = timezone.now()
        rows = list(article.preview_links.select_related("made_by", "revision")[:MOST_SHOWN])
        links = [link for link in rows if link.revoked_at is None and link.expires_at > now]
        for link in links:
            # Its own row would be read for each.
            link.article = article
        over = [link for link in rows if link not in links]
        return {
            "article": article,
            "links": [(link, link.is_open(now)) for link in links],
            "links_over": over[:OVER_SHOWN],
            "link_form": form,
            "may_share": may(staff(request), "change", Article, article.language),
            # Under an embargo no link goes to anybody by whoever may not override it: not by another's either.
            "may_copy": not article.is_embargoed(now) or article.may_override_embargo(staff(request)),
        }
