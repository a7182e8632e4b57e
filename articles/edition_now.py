"""What every page of an edition shows beside its own: its places, the newest, the breaking and the most read."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from django.utils import timezone

from articles import most_read
from articles.masthead import Place, masthead
from articles.models import Article
from articles.querysets import TEASER
from newsroom.models import Site
from newsroom.moment import OnceAMoment
from newsroom.planning import planned_anew

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
    # What articles.kept_parts has printed of it, and with which settings.
    printed: dict[tuple[Hashable, ...], tuple[Site | None, str]] = field(default_factory=dict, compare=False)

    @property
    def most_read(self) -> list[Article]:
        most_read.until_next_minute()
        return self.ranking

    def latest(self, but: Article | None = None) -> list[Article]:
        """Return the newest without `but`, whose page it is."""
        return [article for article in self.newest if article != but][:LATEST_SIZE]


@OnceAMoment
def edition_now(language: str) -> EditionNow:
    """Return what pages in `language` show now. Two queries."""
    now = timezone.now()
    here = Article.objects.public(now).in_language(language)
    wanted = here.keys_of(
        here.newest_first()[: LATEST_SIZE + 1],
        here.breaking(now).newest_first()[:1],
        most_read.among(here, language, now),
    )
    rows = here.filter(pk__in=wanted).with_reads_since(now - most_read.DAY).newest_first()
    with planned_anew(rows.db):
        found = list(rows.only(*TEASER))
    places = masthead(language)
    return EditionNow(
        sections=places["sections"],
        standing_pages=places["standing_pages"],
        breaking=next((row for row in found if row.is_breaking), None),
        ranking=most_read.ranking_of(found, language),
        newest=found[: LATEST_SIZE + 1],
    )
