"""Rows of one kind, newest first, in numbered pages."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Exists, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from articles.edition_now import edition_now
from articles.newest_of import newest_of
from articles.views.edition import page, switch
from newsroom import languages, pagination
from newsroom.addresses import absolute, path_to
from newsroom.compiled import Asked, CompiledQuery
from newsroom.metadata import INDEXED, NOT_INDEXED, Metadata, alternates
from newsroom.moment import OnceAMoment
from newsroom.plain_text import apart
from newsroom.templatetags.newsroom import figures

PAGE_SIZE = 20
# One more than pages show, so that the last of them knows that there are more.
MOST = PAGE_SIZE * pagination.LAST_PAGE + 1


@dataclass(frozen=True)
class Listed:
    """The keys of what a list has, as far as its pages go; and whether the other edition has anything of it."""

    keys: Sequence[int]
    elsewhere: bool


class ListPage(View):
    """A list; what differs from one to the other is said by the methods below.

    What it holds is read once a moment, so that all its pages cost the same: to get to page 100, a database goes
    through ninety-nine others.
    """

    template = ""
    # Of each kind: what is listed, with whether the other edition has any; that alone; and the rows of one page.
    _keys: CompiledQuery
    _elsewhere: CompiledQuery
    _rows: CompiledQuery

    def __init_subclass__(cls) -> None:
        kind = cls()
        # The best way to the newest of a topic goes by how many it has.
        cls._keys = CompiledQuery(kind._all_keys, needs_own_plan=True)
        cls._elsewhere = CompiledQuery(lambda: kind.rows(Asked("other")).order_by().values_list("pk")[:1])
        cls._rows = CompiledQuery(
            lambda: kind.listed(kind.rows(Asked("language")).filter(pk__among=Asked("keys"))), among="keys"
        )

    def _all_keys(self) -> QuerySet[Any, Any]:
        here = self.rows(Asked("language"))
        return here.annotate(elsewhere=Exists(self.rows(Asked("other")))).values_list("pk", "elsewhere")[:MOST]

    def get(self, request: HttpRequest, language: str, **words: Any) -> HttpResponse:
        subject, other = self.find(request, language, **words), languages.other(language)
        listed = listed_now(request, type(self), language, tuple(self.asked(subject).items()))
        exists = listed.elsewhere
        shown = pagination.page_of(listed.keys, request.GET.get("page"), size=PAGE_SIZE)
        values = {"language": language, "now": timezone.now(), **self.asked(subject)}
        shown.object_list = self._rows(keys=list(shown), **values)
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
        context |= self.arrange(shown.object_list, shown.number)
        context |= pagination.links(shown, address) | self.further(subject, language)
        context["archive_url"] = archive_url(request, language) if shown.number == pagination.LAST_PAGE else ""
        return page(
            request, self.template, metadata, switch(language, there if exists else "", exists=exists), **context
        )

    def find(self, request: HttpRequest, language: str, **words: Any) -> Any:
        return None

    def asked(self, subject: Any) -> dict[str, Any]:
        """Return the values of the `Asked` in `rows`."""
        return {"subject": subject.pk} if subject else {}

    def rows(self, language: Asked) -> Any:
        """Return all that readers of an edition may see of it, in its order."""
        return newest_of(type(None), language)

    def listed(self, rows: Any) -> QuerySet[Any]:
        """Return `rows` in their order, with what they show."""
        return cast("QuerySet[Any]", rows.with_picture().with_authors().newest_first())

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


def _listed(kind: type[ListPage], language: str, asked: tuple[tuple[str, Any], ...]) -> Listed:
    """Read what a list holds now. One query, where it is empty a second."""
    values = {"language": language, "other": languages.other(language), "now": timezone.now(), **dict(asked)}
    found = kind._keys.columns(**values)
    elsewhere = bool(found[0][1] if found else kind._elsewhere.columns(**values))
    return Listed(array("q", [key for key, _elsewhere in found]), elsewhere)


# A list takes 16 kB.
listed_now = OnceAMoment(_listed, kept=128)


def archive_url(request: HttpRequest, language: str) -> str:
    """Return the address of the month that the newest article is of, "" where there is none."""
    newest: Any = next(iter(edition_now(request, language).newest), None)
    return archive_address(language, newest.year, newest.month) if newest else ""


def archive_address(language: str, year: int, month: int) -> str:
    return path_to("articles:archive", language=language, year=year, month=month)
