"""Sitemaps (sitemaps.org 0.9): an index of months, so that no file nears the limit of 50,000 addresses."""

from typing import Any

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from articles.editions import original_of
from articles.models import Article, Page, Section
from articles.views.edition import SHARED_FOR_A_SECOND, front_page_of
from newsroom import languages
from newsroom.addresses import absolute
from newsroom.metadata import alternates


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    public = Article.objects.public()
    months = {month for code in languages.CODES for month in public.in_language(code).months()}
    addresses = [
        absolute(reverse("sitemap_month", kwargs={"year": month.year, "month": month.month}))
        for month in sorted(months, reverse=True)
    ]
    return _xml(request, "sitemaps/index.xml", addresses=[absolute(reverse("sitemap_sections")), *addresses])


@require_safe
def sections(request: HttpRequest) -> HttpResponse:
    """List the front pages, the sections that have articles, and the pages of both editions."""
    fronts = {language: front_page_of(language) for language in languages.CODES}
    entries = [_entry(path, fronts, reverse("landing")) for path in fronts.values()]
    of_section = Article.objects.public().filter(section=OuterRef("pk"))
    used = {f"used_{code}": Exists(of_section.in_language(code)) for code in languages.CODES}
    for section in Section.objects.annotate(**used):
        paths = {code: section.url_in(code) for code in languages.CODES if getattr(section, f"used_{code}")}
        entries += [_entry(path, paths) for path in paths.values()]
    pages: dict[str, dict[str, str]] = {}
    for page in Page.objects.public().defer("body"):
        pages.setdefault(page.slug, {})[page.language] = page.get_absolute_url()
    for paths in pages.values():
        entries += [_entry(path, paths) for path in paths.values()]
    return _xml(request, "sitemaps/addresses.xml", entries=entries)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """List the articles whose address is of that month, each with its other edition where readers may see it."""
    rows = list(
        Article.objects.public().filter(year=year, month=month).newest_first().defer("body", "body_html", "search_text")
    )
    if not rows:
        raise Http404
    public = Article.objects.public().filter(story__in={row.story_id for row in rows})
    editions: dict[int, dict[str, Article]] = {}
    for row in public.defer("body", "body_html", "search_text"):
        editions.setdefault(row.story_id, {})[row.language] = row
    entries = []
    for row in rows:
        siblings = editions[row.story_id]
        paths = {language: edition.get_absolute_url() for language, edition in siblings.items()}
        entry = _entry(row.get_absolute_url(), paths, original_of(siblings).get_absolute_url())
        entries.append(entry | {"changed": row.modified_at})
    return _xml(request, "sitemaps/addresses.xml", entries=entries)


def _entry(path: str, paths: dict[str, str] | None = None, default: str = "") -> dict[str, Any]:
    return {"address": absolute(path), "alternates": alternates(paths or {}, default)}


def _xml(request: HttpRequest, template: str, **context: Any) -> HttpResponse:
    response = render(request, template, context, content_type="application/xml; charset=utf-8")
    response["Cache-Control"] = SHARED_FOR_A_SECOND
    return response
