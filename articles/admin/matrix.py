"""Stories × languages: which editions there are, how each stands, and which is behind its source."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.publishable import PublishableAdmin
from articles.choices import Freshness, Status
from articles.models import Article, Section
from articles.workflow import may
from newsroom import languages
from newsroom.admin import staff
from newsroom.refusals import NotPermitted
from newsroom.typed_number import typed_number

# Stories on a page; nobody pages deeper than this, the filters lead further.
SIZE = 40
LAST_PAGE = 100


class EditionsFilter(forms.Form):
    """What the matrix is narrowed to; what makes no sense counts as not asked."""

    missing = forms.ChoiceField(
        label=gettext_lazy("missing"),
        required=False,
        choices=[
            ("", gettext_lazy("Whatever is there")),
            (languages.ARABIC, gettext_lazy("No Arabic edition yet")),
            (languages.ENGLISH, gettext_lazy("No English edition yet")),
        ],
    )
    freshness = forms.ChoiceField(
        label=gettext_lazy("translation"),
        required=False,
        choices=[("", gettext_lazy("All")), *(choice for choice in Freshness.choices if choice[0] != Freshness.NONE)],
    )
    q = forms.CharField(
        label=gettext_lazy("words"),
        required=False,
        max_length=200,
        widget=forms.SearchInput({"dir": "auto"}),
    )

    def __init__(self, *args: Any, sections: Iterable[Section], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("All sections")), *((str(section.pk), str(section)) for section in sections)]
        self.fields["section"] = forms.ChoiceField(label=_("section"), required=False, choices=choices)

    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class ShowsEditions(PublishableAdmin):
    def get_urls(self) -> list[URLPattern]:
        editions = self.admin_site.admin_view(self.editions_view)
        return [path("editions/", editions, name="articles_article_editions"), *super().get_urls()]

    def editions_view(self, request: HttpRequest) -> HttpResponse:
        """Show the stories, that which was changed last first, a column for each language."""
        if not self.has_view_permission(request):
            raise NotPermitted(_("Your account may not see the articles."))
        form = EditionsFilter(request.GET, sections=Section.objects.all())
        asked = form.asked()
        number = _page_number(request.GET.get("page", ""))
        stories = self._stories(request, Article.objects.newest_of_stories(**asked), number)
        context = self.admin_site.each_context(request) | {
            "title": _("Stories and their editions"),
            "opts": self.opts,
            "form": form,
            "is_narrowed": bool(asked),
            "editions": [(code, languages.NAMES[code], languages.direction(code)) for code in languages.CODES],
            "stories": stories[:SIZE],
            "number": number,
            "previous_url": _address(asked, number - 1) if number > 1 else "",
            "next_url": _address(asked, number + 1) if len(stories) > SIZE and number < LAST_PAGE else "",
        }
        return TemplateResponse(request, "admin/articles/article/editions.html", context)

    def freshness_badge(self, freshness: str) -> SafeString:
        return format_html(
            '<span class="admin-freshness admin-freshness--{}">{}</span>', freshness, Freshness(freshness).label
        )

    def _stories(self, request: HttpRequest, newest: Any, number: int) -> list[dict[str, Any]]:
        """Return for each story of a page its section and a cell for each language, and one story more. One query."""
        page = newest[(number - 1) * SIZE : number * SIZE + 1].values("story")
        rows = Article.objects.filter(story__in=page).with_freshness().select_related("section")
        stories: dict[int, dict[str, Article]] = {}
        for row in rows.defer("body", "body_html", "search_text").order_by("-changed_at", "-pk"):
            stories.setdefault(row.story_id, {})[row.language] = row
        writable = {code for code in languages.CODES if may(staff(request), "add", Article, code)}
        return [
            {
                "cells": [self._edition_cell(articles, code, writable) for code in languages.CODES],
                "section": next((article.section for article in articles.values() if article.section), None),
            }
            for articles in stories.values()
        ]

    def _edition_cell(self, articles: dict[str, Article], language: str, writable: set[str]) -> dict[str, Any]:
        cell: dict[str, Any] = {"language": language, "name": languages.NAMES[language]}
        cell["direction"] = languages.direction(language)
        article, other = articles.get(language), articles.get(languages.other(language))
        if article:
            # The source is behind nothing; what there is to say is said of its translation.
            follows = article.translated_from_id is not None
            badge = self.freshness_badge(article.freshness) if follows else ""
            status = self.status_now(article)
            return cell | {"article": article, "url": self.address_of(article), "status": status, "freshness": badge}
        if other and language in writable and other.status != Status.WITHDRAWN:
            cell["create_url"] = reverse("admin:articles_article_edition", args=[other.pk])
        return cell


def _page_number(asked: str) -> int:
    """Return a page that there can be: whatever else is asked, it is the first."""
    return min(typed_number(asked) or 1, LAST_PAGE)


def _address(query: dict[str, Any], number: int) -> str:
    return f"?{urlencode(query | ({'page': number} if number > 1 else {}))}"
