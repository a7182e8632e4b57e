"""The other edition beside the form, what has changed in it since, and how the two are tied together."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import label_for_field
from django.forms import Media
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from articles import diff, fields
from articles.admin.linking import LinksEditions
from articles.admin.matrix import ShowsEditions
from articles.admin.publishable import isolated
from articles.body import render_body
from articles.choices import Status
from articles.models import Article
from articles.workflow import may
from newsroom import languages
from newsroom.admin import staff
from newsroom.refusals import NotNow, NotPermitted, WrongState
from newsroom.sanitize import clean_article, trusted
from newsroom.typed_number import COUNT, typed_number

# Written anew in the other language, in the order of the form; the body comes after them.
TRANSLATED = (
    "kicker",
    "headline",
    "short_headline",
    "standfirst",
    "dateline",
    "lead_alt",
    "lead_caption",
    "lead_credit",
)
# In the address of a form: the other edition stands beside it.
BESIDE = "source"
# The value of the button that copies the text as well.
WITH_TEXT = "copy"


class Translates(LinksEditions, ShowsEditions):
    @property
    def media(self) -> Media:
        media: Media = super().media
        return media + Media(css={"all": ["css/admin-revisions.css", "css/admin-editions.css"]})

    def get_urls(self) -> list[URLPattern]:
        create, current = (
            self.admin_site.admin_view(require_POST(view)) for view in (self.edition_view, self.current_view)
        )
        return [
            path("<int:key>/edition/", create, name="articles_article_edition"),
            path("<int:key>/edition/current/", current, name="articles_article_current"),
            *super().get_urls(),
        ]

    def edition_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Create the other edition for somebody who reads this one and may not change it."""
        article = get_object_or_404(Article, pk=key)
        if not self.has_view_permission(request, article):
            raise NotPermitted(_("Your account may not see this article."))
        return self.create_edition(request, article)

    def create_edition(self, request: HttpRequest, row: Article) -> HttpResponse:
        with_text = request.POST.get("_edition") == WITH_TEXT
        try:
            edition = row.create_edition(by=staff(request), copy_text=with_text)
        except NotNow as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return HttpResponseRedirect(self.address_of(row))
        if with_text:
            words = _("This is the new edition of {title}. The text is copied as well, for you to write over.")
        else:
            words = _("This is the new edition of {title}. Section, people and picture are copied; the text is yours.")
        self.message_user(request, format_html(words, title=isolated(str(row), row.language)), messages.SUCCESS)
        return HttpResponseRedirect(f"{self.address_of(edition)}?{BESIDE}=1")

    def current_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Mark an article as up to date with the revision of its source that the page showed."""
        article = get_object_or_404(Article, pk=key)
        seen = typed_number(request.POST.get("revision"), COUNT)
        source = article.translated_from or article.partner()
        revision = source.revisions.filter(number=seen).first() if source else None
        try:
            if not revision:
                raise WrongState(_("There is no such revision of the other edition."))
            article.mark_current(by=staff(request), revision=revision)
        except NotNow as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        else:
            self.message_user(request, _("Marked as up to date with its source."), messages.SUCCESS)
        return HttpResponseRedirect(self.address_of(article) + (f"?{BESIDE}=1" if BESIDE in request.POST else ""))

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Leave the other edition where it stands when one goes on writing."""
        response = super().response_change(request, obj)
        if BESIDE in request.GET and response.get("Location", "") == request.path:
            response["Location"] += f"?{BESIDE}=1"
        return response

    def form_context(self, request: HttpRequest, obj: Any, form: Any) -> dict[str, Any]:
        context = super().form_context(request, obj, form)
        if obj:
            context |= {
                "create_edition_url": reverse("admin:articles_article_edition", args=[obj.pk]),
                "can_stand_beside": bool(self.other_edition(obj)),
                "beside": self.beside(request, obj),
            }
        return context

    def panels(self, request: HttpRequest, article: Article) -> list[SafeString]:
        article, other = article.both_editions
        context = self._pair(request, article, other) if other else self._alone(request, article)
        own = render_to_string("admin/articles/article/_editions_panel.html", context, request)
        return [own, *super().panels(request, article)]

    def beside(self, request: HttpRequest, article: Article) -> SafeString | str:
        """Return the other edition as it is to be read beside the form, "" where nobody has asked for it."""
        article, other = article.both_editions if BESIDE in request.GET else (article, None)
        if not other:
            return ""
        context = self._pair(request, article, other) | self._text(article, other)
        return render_to_string("admin/articles/article/_source.html", context, request)

    def other_edition(self, row: Article) -> Article | None:
        return row.other_edition

    def _editions(self, request: HttpRequest, row: Article) -> list[dict[str, Any]]:
        tabs = super()._editions(request, row)
        if row.status == Status.WITHDRAWN:
            for tab in tabs:
                tab["may_create"] = False
        return tabs

    def _alone(self, request: HttpRequest, article: Article) -> dict[str, Any]:
        language = languages.other(article.language)
        is_withdrawn = article.status == Status.WITHDRAWN
        return {
            "article": article,
            "missing": language,
            "is_withdrawn": is_withdrawn,
            "may_create": not is_withdrawn and may(staff(request), "add", Article, language),
            "form_id": "article_form" if self.has_change_permission(request, article) else "",
            "may_link": self.may_link(request),
        }

    def _pair(self, request: HttpRequest, article: Article, other: Article) -> dict[str, Any]:
        """Return how two editions stand: which follows which, and how far."""
        follows, leads = article.translated_from_id == other.pk, other.translated_from_id == article.pk
        newest = other.working_revision
        had = article.translated_from_revision.number if follows and article.translated_from_revision else 0
        is_behind = bool(newest and not leads and newest.number > had)
        return {
            "article": article,
            "other": other,
            "other_url": self.address_of(other),
            "other_status": self.status_now(other),
            "follows": follows,
            "leads": leads,
            "freshness": self.freshness_badge((other if leads else article).freshness),
            "newest": newest,
            "had": had,
            "is_behind": is_behind,
            "may_mark": is_behind and self.has_change_permission(request, article),
            "may_link": self.may_link(request),
            "stands_beside": BESIDE in request.GET,
        }

    def _text(self, article: Article, other: Article) -> dict[str, Any]:
        """Return the other edition's newest text as it reads, and what has changed in it since it was translated."""
        newest = other.working_revision
        content = newest.content if newest else fields.read(other)
        translated = article.translated_from_revision if article.translated_from_id == other.pk else None
        texts = [(name, label_for_field(name, Article), content.get(name, "")) for name in TRANSLATED]
        return {
            "texts": [text for text in texts if text[2]],
            "body": trusted(render_body(clean_article(content["body"]), other.language)),
            "changes": diff.fields(translated.content, content) if translated and translated != newest else [],
        }
