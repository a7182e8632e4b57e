"""What an edition's front page shows: what stands at its top, and below it the sections with their newest."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import cycle

from django.db.models import QuerySet
from django.utils import timezone

from articles import most_read
from articles.cards import cards
from articles.choices import Kind
from articles.front_page import top_of
from articles.models import Article, Section
from articles.related import related_keys
from newsroom.compiled import Asked, CompiledQuery
from newsroom.moment import OnceAMoment

LEAD_LINKS = 3
# The longest block shows five.
BLOCK_SIZE = 5
RHYTHMS = ("feature", "thirds", "night", "half", "half")


@dataclass(frozen=True)
class Block:
    """A section's part of the front page, and the grid it is set in."""

    section: Section
    articles: list[Article]
    rhythm: str


@dataclass(frozen=True)
class Front:
    """Rows of what the cards of the page print; shared by the pages of a moment, and not to be changed or saved."""

    places: list[Article]
    latest: list[Article]
    # Related to the lead.
    beside: list[Article]
    blocks: list[Block]
    ranking: list[Article]

    @property
    def most_read(self) -> list[Article]:
        most_read.until_next_minute()
        return most_read.shown(self.ranking)

    @property
    def shown(self) -> list[Article]:
        return [*self.places, *self.latest, *(article for block in self.blocks for article in block.articles)]

    @property
    def before_most_read(self) -> Block | None:
        """Return the block that the ranking stands below: three columns apart from its five, else the last."""
        thirds = (block for block in self.blocks if block.rhythm == "thirds")
        return next(thirds, self.blocks[-1] if self.blocks else None)


@OnceAMoment
def front_now(language: str) -> Front:
    """Return what the front page in `language` shows now. At most seven queries."""
    now = timezone.now()
    top = top_of(language, now)
    beside = _beside(top.lead, top.keys)
    sections = _SECTIONS(language=language, now=now, shown=[*top.keys, *beside])
    keys = {getattr(section, f"newest_{number}") for section in sections for number in range(BLOCK_SIZE)}
    ranked = most_read.ranked_keys(Article.objects.public(now).in_language(language), language, most_read.DAY, now)
    rows = cards({*keys, *top.keys, *beside, *ranked} - {None}, now)

    def known(keys: Iterable[int]) -> list[Article]:
        return [rows[key] for key in keys if key in rows]

    return Front(
        places=known(row.pk for row in top.places),
        latest=known(row.pk for row in top.latest),
        beside=known(beside),
        blocks=_blocks(sections, rows),
        ranking=known(ranked),
    )


def _sections() -> QuerySet[Section]:
    """Return the sections with their newest that are not shown above them."""
    public = Article.objects.public(Asked("now")).in_language(Asked("language"))
    return Section.objects.with_newest(public.exclude(pk__among=Asked("shown")), BLOCK_SIZE)


_SECTIONS = CompiledQuery(_sections)


def _beside(lead: Article | None, taken: Collection[int]) -> list[int]:
    """Return the keys of what stands beside the lead. Two queries."""
    if lead is None:
        return []
    topics = list(lead.topics.values_list("pk", flat=True))
    return related_keys(lead, topics, but=taken)[:LEAD_LINKS]


def _blocks(sections: Iterable[Section], rows: dict[int, Article]) -> list[Block]:
    blocks: list[Block] = []
    rhythms = cycle(RHYTHMS)
    for section in sections:
        keys = [getattr(section, f"newest_{number}") for number in range(BLOCK_SIZE)]
        articles = _pictured_first([rows[key] for key in keys if key in rows])
        if not articles:
            continue
        is_opinion = all(article.kind == Kind.OPINION for article in articles)
        rhythm = "opinion" if is_opinion else next(rhythms)
        blocks.append(Block(section, articles, rhythm))
    return blocks


def _pictured_first(articles: list[Article]) -> list[Article]:
    """Let the newest with a picture be the first of its block, where there is one."""
    first = next((article for article in articles if article.picture), None)
    return [first, *(article for article in articles if article != first)] if first else articles
