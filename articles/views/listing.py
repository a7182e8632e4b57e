"""Rows of one kind, newest first, in numbered pages."""

from typing import Any, cast

from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from articles.bylines import read_bylines
from articles.models import Article, Section
from articles.querysets import ArticleQuerySet
from articles.views.edition import page, switch
from newsroom import languages, pagination
from newsroom.addresses import absolute, path_to
from newsroom.compiled import Asked, CompiledQuery, CompiledRows
from newsroom.metadata import INDEXED, NOT_INDEXED, Metadata, alternates
from newsroom.plain_text import apart
from newsroom.templatetags.newsroom import figures

PAGE_SIZE = 20
MOST = PAGE_SIZE * pagination.LAST_PAGE


class ListPage(View):
    """A list; what differs from one to the other is said by the methods below."""

    template = ""
    # Of each kind, what is listed; and how much that is, and whether there is any in the other edition.
    _rows: CompiledQuery
    _counts: CompiledQuery

    def __init_subclass__(cls) -> None:
        kind = cls()
        cls._rows = CompiledQuery(lambda: kind.listed(kind.rows(Asked("language"))))
        cls._counts = CompiledQuery(kind._counted)

    def _counted(self) -> QuerySet[Any, Any]:
        here, there = pagination.CountOf(self.rows(Asked("language")), MOST), Exists(self.rows(Asked("other")))
        # A row of any table: where there is not even a section, nothing has been published.
        return Section.objects.order_by("pk").annotate(here=here, there=there).values_list("here", "there")[:1]

    def get(self, request: HttpRequest, language: str, **words: Any) -> HttpResponse:
        subject, other = self.find(language, **words), languages.other(language)
        rows, exists = self._read(language, subject)
        shown = pagination.page_of(rows, request.GET.get("page"), size=PAGE_SIZE)
        address, there = self.address(subject, language), self.address(subject, other)
        title = self.title(subject)
        # From page 2 on the pages of the two editions hold different stories, and an empty list is no edition.
        paths = {language: address, other: there} if exists and shown.number == 1 and shown.paginator.count else {}
        metadata = Metadata(
            title=title
            if shown.number == 1
            else _("%(title)s, page %(number)s") % {"title": apart(title), "number": figures(shown.number)},
            description=self.description(subject),
            canonical=absolute(address if shown.number == 1 else f"{address}?page={shown.number}"),
            alternates=alternates(paths),
            feed=self.feed(subject, language),
            robots=INDEXED if shown.paginator.count else NOT_INDEXED,
        )
        context = {"title": title, "description": self.description(subject), "page": shown}
        context |= self.arrange(self.loaded(list(shown)), shown.number)
        context |= pagination.links(shown, address) | self.further(subject, language)
        context["archive_url"] = archive_url(language) if shown.number == pagination.LAST_PAGE else ""
        return page(
            request, self.template, metadata, switch(language, there if exists else "", exists=exists), **context
        )

    def _read(self, language: str, subject: Any) -> tuple[CompiledRows, bool]:
        """Return what is listed, and whether there is something to list in the other edition. One query."""
        values = {"language": language, "now": timezone.now()} | self.asked(subject)
        counted = self._counts(other=languages.other(language), **values)
        count, exists = counted[0] if counted else (0, False)
        return CompiledRows(self._rows, count, values), exists

    def find(self, language: str, **words: Any) -> Any:
        return None

    def asked(self, subject: Any) -> dict[str, Any]:
        """Return the values of the `Asked` in `articles`."""
        return {"subject": subject.pk} if subject else {}

    def articles(self, public: ArticleQuerySet) -> ArticleQuerySet:
        """Return the articles of a subject, which is `Asked`."""
        return public

    def rows(self, language: Asked) -> QuerySet[Any]:
        """Return all that readers of an edition may see of it."""
        return self.articles(Article.objects.public(Asked("now")).in_language(language))

    def listed(self, rows: Any) -> QuerySet[Any]:
        """Return `rows` in their order, with what they show."""
        return cast("QuerySet[Any]", rows.with_picture().newest_first())

    def loaded(self, rows: list[Any]) -> list[Any]:
        """Return the rows of one page with what is read beside them."""
        read_bylines(rows, portraits=False)
        return rows

    def address(self, subject: Any, language: str) -> str:
        return cast("str", subject.url_in(language))

    def title(self, subject: Any) -> str:
        return str(subject)

    def description(self, subject: Any) -> str:
        return ""

    def feed(self, subject: Any, language: str) -> str:
        return absolute(self.address(subject, language) + "feed.xml")

    def arrange(self, rows: list[Any], number: int) -> dict[str, Any]:
        """Return what stands where on page `number`."""
        return {"rows": rows}

    def further(self, subject: Any, language: str) -> dict[str, Any]:
        return {}


def archive_url(language: str) -> str:
    """Return the address of the newest month, "" where there is none. One query."""
    newest = Article.objects.public().in_language(language).newest_first().values_list("year", "month").first()
    return archive_address(language, *newest) if newest else ""


def archive_address(language: str, year: int, month: int) -> str:
    return path_to("articles:archive", language=language, year=year, month=month)
