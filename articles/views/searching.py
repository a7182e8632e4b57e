from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from articles import asking
from articles.asking import Term
from articles.candidates import Span
from articles.edition_now import edition_now
from articles.finding import MOST_COUNTED, find
from articles.models import Article
from articles.querysets import CARD, ArticleQuerySet
from articles.search_form import LONGEST_QUERY, NEWEST, SearchForm
from articles.snippets import highlighted, snippet
from articles.suggesting import instead
from articles.views.edition import page, switch
from articles.views.listing import PAGE_SIZE
from newsroom import languages, pagination
from newsroom.addresses import absolute
from newsroom.compiled import Asked, CompiledQuery
from newsroom.metadata import NOT_INDEXED, Metadata
from newsroom.plain_text import isolated
from newsroom.sanitize import plain

# Fewer results than these are hardly what somebody was looking for.
FEW = 3


@dataclass(frozen=True)
class Result:
    article: Article
    headline: SafeString
    snippet: SafeString


@dataclass(frozen=True)
class Choice:
    """A value of a filter, as a link to what it leaves."""

    name: str
    url: str
    is_current: bool


# Kept nowhere, so that nobody else compresses it. Nothing in it is secret that compressing could tell of (BREACH).
@require_safe
@gzip_page
def search(request: HttpRequest, language: str) -> HttpResponse:
    """Find this edition's articles by the words of `?q=`, narrowed and ordered as the other parameters say."""
    now = timezone.now()
    edition = edition_now(request, language)
    form = SearchForm(request.GET, edition.sections)
    form.is_valid()
    address, there = _address(language), _address(languages.other(language))
    # What is too long to be looked for would stand in each of the links.
    parameters = {"q": form.query} | form.filters if form.query and not form.has_error("q") else {}
    terms, span = asking.terms(form.cleaned_data.get("q", "")), form.span(now, language)
    found = find(span, terms, newest=form.filters.get("sort") == NEWEST)
    shown = pagination.page_of(found.keys, request.GET.get("page"), size=PAGE_SIZE)
    title = _("Search: %(query)s") % {"query": isolated(form.query[:LONGEST_QUERY])} if form.query else _("Search")
    metadata = Metadata(title=title, canonical=absolute(address), robots=NOT_INDEXED)
    context = pagination.links(shown, _with(address, parameters)) | _filters(form, address, parameters)
    context |= _instead(form, terms, span) if len(found.keys) < FEW else {}
    return page(
        request,
        "articles/search.html",
        metadata,
        switch(language, _with(there, parameters), exists=True),
        form=form,
        query=form.query,
        asked=asking.unquoted(form.query),
        found=found,
        most=MOST_COUNTED,
        results=_results(language, now, shown, terms),
        latest=edition.latest(),
        most_read=edition.most_read,
        **context,
    )


def _results(language: str, now: datetime, shown: "Page[Any]", terms: list[Term]) -> list[Result]:
    keys = shown.object_list
    rows = {article.pk: article for article in _FOUND(keys=keys, language=language, now=now)}
    articles = [rows[key] for key in keys if key in rows]
    return [
        Result(
            article,
            highlighted(article.headline, terms),
            snippet(_texts(article), terms),
        )
        for article in articles
    ]


def _found() -> ArticleQuerySet:
    public = Article.objects.public(Asked("now")).in_language(Asked("language"))
    return public.filter(pk__among=Asked("keys")).with_picture().with_authors().only(*CARD, "body")


_FOUND = CompiledQuery(_found, among="keys")


def _texts(article: Article) -> Iterator[str]:
    yield article.standfirst
    yield plain(article.body)


def _instead(form: SearchForm, terms: list[Term], span: Span) -> dict[str, Any]:
    """Return the ways on for whoever finds little: `suggestions` and, for whoever finds nothing, `elsewhere`."""
    other = instead(form.query, terms, span)
    address = _address(span.language)
    return {
        "suggestions": [Choice(query, _with(address, {"q": query} | form.filters), False) for query in other.queries],
        "elsewhere": _with(_address(languages.other(span.language)), {"q": form.query}) if other.is_elsewhere else "",
    }


def _filters(form: SearchForm, address: str, parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the choices of each filter; a choice keeps the others, and leads to the first page."""

    def choices(field: str, nothing: str, without: tuple[str, ...] = ()) -> list[Choice]:
        others = {name: value for name, value in parameters.items() if name not in (field, *without)}
        current = form.filters.get(field)
        values = [("", nothing)] if nothing else []
        return [
            Choice(str(name), _with(address, others | ({field: value} if value else {})), current == (value or None))
            for value, name in (*values, *form.fields[field].choices)  # type: ignore[attr-defined]
        ]

    dates = {name: value for name, value in form.filters.items() if name in ("since", "until")}
    periods = choices("period", _("Any time"), ("since", "until"))
    return {
        "section_choices": choices("section", _("All sections")),
        "kind_choices": choices("kind", _("All kinds")),
        "period_choices": [Choice(one.name, one.url, one.is_current and not dates) for one in periods],
        "sort_choices": [
            Choice(one.name, one.url, one.is_current or (not number and "sort" not in form.filters))
            for number, one in enumerate(choices("sort", ""))
        ],
        "dates": dates,
        "kept": {name: value for name, value in form.filters.items() if name not in dates},
    }


def _address(language: str) -> str:
    return reverse("articles:search", kwargs={"language": language})


def _with(address: str, parameters: dict[str, Any]) -> str:
    written = {name: _written(value) for name, value in parameters.items()}
    return f"{address}?{urlencode(written)}" if written else address


def _written(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
