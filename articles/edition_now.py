"""What every page of an edition shows beside its own: its places, the newest, the breaking and the most read."""

from collections.abc import Hashable
from dataclasses import dataclass, field

from django.utils import timezone

from articles import most_read
from articles.masthead import Place, sections_beside, standing_pages_beside
from articles.models import Article
from articles.querysets import TEASER
from articles.rows_beside import Row, RowsBeside, read_together
from newsroom.models import Site
from newsroom.moment import OnceAMoment
from newsroom.planning import planned_anew

LATEST_SIZE = 6
COLUMNS = ("id", *TEASER)


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
    """Return what pages in `language` show now. One query."""
    now = timezone.now()
    here = Article.objects.public(now).in_language(language)
    wanted = here.keys_of(
        here.newest_first()[: LATEST_SIZE + 1],
        here.breaking(now).newest_first()[:1],
        most_read.among(here, language, now),
    )
    rows = here.filter(pk__in=wanted).with_reads_since(now - most_read.DAY).newest_first()
    with planned_anew(rows.db):
        read = read_together(
            rows.db,
            sections=sections_beside(language),
            standing_pages=standing_pages_beside(language, now),
            found=RowsBeside(rows, *COLUMNS, "reads", made=_article),
        )
    found: list[Article] = read["found"]
    return EditionNow(
        sections=read["sections"],
        standing_pages=read["standing_pages"],
        breaking=next((row for row in found if row.is_breaking), None),
        ranking=most_read.ranking_of(found, language),
        newest=found[: LATEST_SIZE + 1],
    )


def _article(row: Row, using: str) -> Article:
    *columns, reads = row
    article = Article.from_db(using, COLUMNS, columns)
    article.reads = reads  # type: ignore[attr-defined]
    return article
