from datetime import date
from functools import partial
from typing import Any, cast

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.generic import View

from articles import arrangement, structured_data
from articles.arrangement import Month
from articles.front_now import front_now
from articles.front_page import TOP_SIZE
from articles.models import Article, Author, Section, Topic
from articles.newest_of import Subject, newest_of
from articles.querysets import ArticleQuerySet
from articles.views.edition import front_page_of, page, switch
from articles.views.listing import ListPage, archive_address, archive_url
from newsroom import languages
from newsroom.addresses import absolute
from newsroom.compiled import Asked, CompiledQuery
from newsroom.metadata import Metadata, alternates
from newsroom.models import Site
from newsroom.moment import OnceAMoment
from newsroom.templatetags.newsroom import news_month


class FrontPage(View):
    """No article stands on it twice: what is at the top, in the latest or linked from the lead is in no block.

    The ranking of the most read alone names what it names: with holes it would be untrue.
    """

    def get(self, request: HttpRequest, language: str) -> HttpResponse:
        front = front_now(request, language)
        return page(
            request,
            "articles/front_page.html",
            _front_page_metadata(request, language),
            switch(language, exists=True),
            lead=next(iter(front.places), None),
            lead_links=front.beside,
            seconds=front.places[1:TOP_SIZE],
            further=front.places[TOP_SIZE:],
            latest=front.latest,
            blocks=front.blocks,
            most_read=front.most_read,
            before_most_read=front.before_most_read,
            shown=front.shown,
            current="front_page",
        )


def _front_page_metadata(request: HttpRequest, language: str) -> Metadata:
    address = front_page_of(language)
    return Metadata(
        title=Site.of(request).name,
        description=Site.of(request).tagline,
        canonical=absolute(address),
        alternates=alternates({code: front_page_of(code) for code in languages.CODES}, reverse("landing")),
        feed=absolute(reverse("articles:feed", kwargs={"language": language})),
        structured_data=structured_data.website(Site.of(request), absolute(address)),
    )


def _of_slug(rows: QuerySet[Any], language: str) -> QuerySet[Any]:
    return rows.filter(**{f"slug_{language}": Asked("slug")})


_SUBJECTS = {
    (rows.model, language): CompiledQuery(partial(_of_slug, rows, language))
    for rows in (Section.objects.all(), Topic.objects.all(), Author.objects.select_related("portrait"))
    for language in languages.CODES
}


def _named(kind: type[Model], language: str, slug: str) -> Model:
    """Return what has the address word `slug` in an edition. Raises Http404."""
    found = _SUBJECTS[kind, language](slug=slug)
    if not found:
        raise Http404
    return cast("Model", found[0])


named_now = OnceAMoment(_named, kept=128)


class SubjectPage(ListPage):
    kind: type[Subject]

    def find(self, request: HttpRequest, language: str, **words: Any) -> Any:
        return named_now(request, self.kind, language, words["slug"])

    def rows(self, language: Asked) -> ArticleQuerySet:
        return newest_of(self.kind, language)


class SectionPage(SubjectPage):
    template = "articles/section.html"
    kind = Section

    def description(self, subject: Section) -> str:
        return str(subject.description)

    def arrange(self, rows: list[Article], number: int) -> dict[str, Any]:
        return arrangement.opened(rows) if number == 1 else {"rows": rows}

    def further(self, subject: Section, language: str) -> dict[str, Any]:
        return {"section": subject}


class TopicPage(SubjectPage):
    template = "articles/topic.html"
    kind = Topic


class AuthorPage(SubjectPage):
    template = "articles/author.html"
    kind = Author

    def description(self, subject: Author) -> str:
        return subject.bio

    def further(self, subject: Author, language: str) -> dict[str, Any]:
        return {"author": subject}


class LatestPage(ListPage):
    template = "articles/latest.html"

    def address(self, subject: None, language: str) -> str:
        return reverse("articles:latest", kwargs={"language": language})

    def title(self, subject: None) -> str:
        return _("Latest")

    def feed(self, subject: None, language: str) -> str:
        return absolute(reverse("articles:feed", kwargs={"language": language}))

    def arrange(self, rows: list[Article], number: int) -> dict[str, Any]:
        return {"days": arrangement.by_day(rows)}

    def further(self, subject: None, language: str) -> dict[str, Any]:
        return {"months_url": archive_url(self.request, language)}


class ArchivePage(ListPage):
    template = "articles/archive.html"

    def find(self, request: HttpRequest, language: str, **words: Any) -> date:
        month = date(words["year"], words["month"], 1)
        # Of a month of the other edition alone there is an empty list here: its switch leads there.
        if not any(month in months_now(request, code) for code in (language, languages.other(language))):
            raise Http404
        return month

    def asked(self, subject: date) -> dict[str, Any]:
        return {"year": subject.year, "month": subject.month}

    def rows(self, language: Asked) -> Any:
        return super().rows(language).filter(year=Asked("year"), month=Asked("month"))

    def address(self, subject: date, language: str) -> str:
        return archive_address(language, subject.year, subject.month)

    def title(self, subject: date) -> str:
        return _("Archive: %(month)s") % {"month": news_month(subject)}

    def feed(self, subject: date, language: str) -> str:
        return ""

    def further(self, subject: date, language: str) -> dict[str, Any]:
        months = [
            Month(day, archive_address(language, day.year, day.month)) for day in months_now(self.request, language)
        ]
        return arrangement.by_year(months, subject)


@OnceAMoment
def months_now(language: str) -> list[date]:
    """Return the months that readers of an edition have articles of, newest first. One query."""
    return Article.objects.public().in_language(language).months()
