"""What every page of an edition shows beside its own: its places, the newest, the breaking and the most read.

A process reads it once a second, and a page that is to be kept has it as of the moment it is made for (`moment_of`).
Whoever is logged in has it as it is now: an editor looks at what they have just done.
"""

import functools
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from articles import most_read
from articles.masthead import Place, masthead
from articles.models import Article
from articles.querysets import TEASER
from newsroom.models import site

LATEST_SIZE = 6


@dataclass(frozen=True)
class EditionNow:
    """Rows of what a headline prints and no more; shared by the pages of a moment, and not to be changed or saved."""

    sections: list[Place]
    standing_pages: list[Place]
    breaking: Article | None
    ranking: list[Article]
    # One more than a page shows: it may be the page's own.
    newest: list[Article]

    @property
    def most_read(self) -> list[Article]:
        most_read.until_next_minute()
        return self.ranking

    def latest(self, but: Article | None = None) -> list[Article]:
        """Return the newest without `but`, whose page it is."""
        return [article for article in self.newest if article != but][:LATEST_SIZE]


def edition_now(request: HttpRequest, language: str) -> EditionNow:
    """Return what pages in `language` show now: the same however often a page asks. Two queries, or none."""
    known: dict[str, EditionNow] = request.__dict__.setdefault("_newsroom_editions", {})
    if language not in known:
        is_somebody = settings.SESSION_COOKIE_NAME in request.COOKIES
        known[language] = _read(language) if is_somebody else as_of(site.moment_of(request), language)
    return known[language]


@functools.lru_cache(maxsize=4)
def as_of(moment: int | str, language: str) -> EditionNow:
    """Return what pages showed when somebody first asked in `moment`, a second or a name of one."""
    return _read(language)


def _read(language: str) -> EditionNow:
    now = timezone.now()
    here = Article.objects.public(now).in_language(language)
    wanted = here.keys_of(
        here.newest_first()[: LATEST_SIZE + 1],
        here.breaking(now).newest_first()[:1],
        most_read.among(here, language, now),
    )
    rows = here.filter(pk__in=wanted).with_reads_since(now - most_read.DAY).newest_first()
    found = list(rows.only(*TEASER))
    return EditionNow(
        **masthead(language),
        breaking=next((row for row in found if row.is_breaking), None),
        ranking=most_read.ranking_of(found, language),
        newest=found[: LATEST_SIZE + 1],
    )
