"""The list of articles: every page of it eight queries at most, however many articles the newsroom has."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.article_filters import (
    BylineFilter,
    FreshnessFilter,
    MarkFilter,
    MineFilter,
    StandingFilter,
)
from articles.admin.bounded_list import BoundedList
from articles.admin.publishable import isolated
from articles.admin.saved_views import SavesViews
from articles.choices import Freshness
from articles.models import Article
from articles.standing import Standing, standing_of
from newsroom import languages
from newsroom.templatetags.newsroom import iso, news_moment

# Filters that other apps put beside ours, see add_filter.
FURTHER: list[type[admin.SimpleListFilter]] = []


def add_filter(filter_: type[admin.SimpleListFilter]) -> None:
    """Put a filter that knows more than the articles do at the end of the list's own."""
    FURTHER.append(filter_)


class ArticleList(BoundedList):
    def shown(self, rows: Any) -> Any:
        return rows.for_desk()


class ListsArticles(SavesViews):
    list_display = (
        "headline_isolated",
        "language_name",
        "standing_badges",
        "freshness_now",
        "section_and_kicker",
        "other_edition_link",
        "changed",
    )
    list_filter: ClassVar[Any] = (
        StandingFilter,
        "language",
        MineFilter,
        FreshnessFilter,
        "section",
        BylineFilter,
        MarkFilter,
    )
    # Others would have to be sorted whole: only this order has an index whatever else is asked.
    sortable_by = ("changed",)
    list_select_related = ()
    # A walk through the years costs two queries and an index of its own; the states and the search go there as well.
    date_hierarchy = None  # type: ignore[assignment]
    show_facets = admin.ShowFacets.NEVER
    show_full_result_count = False
    search_fields = ("search_text",)
    search_help_text = gettext_lazy("Words of the headline or the text, with or without hamzas and vowel signs.")
    ordering = ("-changed_at", "-pk")

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ArticleList

    def get_list_filter(self, request: HttpRequest) -> Any:
        return (*self.list_filter, *FURTHER)

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return (queryset.matching(search_term) if search_term.strip() else queryset), False

    @admin.display(description=gettext_lazy("headline"))
    def headline_isolated(self, article: Article) -> SafeString:
        return isolated(str(article), article.language)

    @admin.display(description=gettext_lazy("language"))
    def language_name(self, row: Any) -> SafeString:
        return isolated(languages.NAMES[row.language], row.language)

    @admin.display(description=gettext_lazy("state"))
    def standing_badges(self, article: Article) -> SafeString:
        standing = standing_of(article)
        badges: list[tuple[str, Any]] = [(standing.value, standing.label)]
        if article.is_breaking:
            badges.append(("breaking", _("breaking")))
        if article.has_swap():
            badges.append(("scheduled", _("changes scheduled")))
        elif article.is_ahead():
            badges.append(("changed", _("unpublished changes")))
        return format_html_join(" ", '<span class="admin-status admin-status--{}">{}</span>', badges)

    @admin.display(description=gettext_lazy("translation"))
    def freshness_now(self, article: Any) -> SafeString:
        freshness = Freshness(article.freshness)
        words = '<span class="desk-freshness desk-freshness--{}">{}</span>'
        return format_html(words, freshness.value, freshness.label)

    @admin.display(description=gettext_lazy("section"))
    def section_and_kicker(self, article: Article) -> SafeString:
        section = article.section or "–"
        if not article.kicker:
            return format_html("<bdi>{}</bdi>", section)
        return format_html(
            '<bdi>{}</bdi> <span class="desk-kicker">{}</span>', section, isolated(article.kicker, article.language)
        )

    @admin.display(description=gettext_lazy("other edition"))
    def other_edition_link(self, article: Any) -> SafeString | str:
        if not article.other_key:
            return "–"
        language = languages.other(article.language)
        standing = Standing(article.other_standing)
        return format_html(
            '<a href="{}">{}</a> <span class="admin-status admin-status--{}">{}</span>',
            self.address_of(Article(pk=article.other_key)),
            isolated(languages.NAMES[language], language),
            standing.value,
            standing.label,
        )

    @admin.display(description=gettext_lazy("changed"), ordering="changed_at")
    def changed(self, article: Article) -> SafeString:
        revision = article.working_revision
        who = revision.author if revision and revision.author else ""
        return format_html(
            '<time datetime="{}">{}</time> <bdi class="desk-who">{}</bdi>',
            iso(article.changed_at),
            news_moment(article.changed_at),
            who,
        )
