"""What stands where on an edition's front page: pinned articles at their places, the newest on the rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from articles.choices import Status
from articles.edition_now import LATEST_SIZE
from articles.models import Article
from articles.models.pin import PLACES
from articles.querysets import ArticleQuerySet
from newsroom.compiled import Asked, CompiledQuery
from newsroom.templatetags.newsroom import news_moment

# The lead and the two beside the latest are there on every day. Further places follow in rows, as far as somebody
# has pinned.
TOP_SIZE = 3
ROW_SIZE = 3
# Of an article, what decides whether it leads and what it is related to.
COLUMNS = ("language", "section", "lead_image", "first_published_at")


@dataclass(frozen=True)
class Top:
    """The articles of the places in their order, and the newest of the others; each article once."""

    places: list[Article]
    latest: list[Article]

    @property
    def lead(self) -> Article | None:
        return self.places[0] if self.places else None

    @property
    def keys(self) -> set[int]:
        return {article.pk for article in (*self.places, *self.latest)}


def top_of(language: str, now: datetime) -> Top:
    """Return what readers of an edition see at the top at `now`, with nothing loaded but `COLUMNS`. Two queries."""
    at = _places(_PINNED(language=language, now=now))
    pool = _POOL(language=language, now=now, pinned=[row.pk for row in at.values()])
    free = [place for place in range(_size(max(at, default=0))) if place not in at]
    at |= dict(zip(free, _chosen(pool, free), strict=False))
    taken = {row.pk for row in at.values()}
    places = [at[place] for place in sorted(at)]
    return Top(places, [row for row in pool if row.pk not in taken][:LATEST_SIZE])


def _public() -> ArticleQuerySet:
    rows: ArticleQuerySet = Article.objects.public(Asked("now")).in_language(Asked("language"))
    return rows.only(*COLUMNS)


def _pinned() -> ArticleQuerySet:
    pinned = _public().filter(pins__language=Asked("language"), pins__until__gt=Asked("now"))
    return pinned.annotate(place=F("pins__position")).order_by("place", "pins__pk")


def _pool() -> ArticleQuerySet:
    return _public().newest_first().exclude(pk__among=Asked("pinned"))[: PLACES + LATEST_SIZE]


_PINNED, _POOL = CompiledQuery(_pinned), CompiledQuery(_pool)


def _places(pinned: Iterable[Article]) -> dict[int, Article]:
    """Return who stands at which place: where two editors pinned at one place in one moment, both do, one below."""
    at: dict[int, Article] = {}
    for article in pinned:
        place: int = article.place  # type: ignore[attr-defined]
        while place in at:
            place += 1
        at[place] = article
    return at


def _size(last: int) -> int:
    """Return how many places there are where `last` is the last one pinned at: whole rows."""
    below = max(0, last + 1 - TOP_SIZE)
    return TOP_SIZE + -(-below // ROW_SIZE) * ROW_SIZE


def _chosen(pool: list[Article], free: list[int]) -> list[Article]:
    """Return the newest of `pool` for the free places: at the top those with a picture, where there are enough."""
    rest = list(pool)
    chosen: list[Article] = []
    for places in ({0}, set(range(1, TOP_SIZE))):
        wanted = len(places.intersection(free))
        pictured = [article for article in rest if article.lead_image_id]
        taken = (pictured if len(pictured) >= wanted else rest)[:wanted]
        chosen += taken
        rest = [article for article in rest if article not in taken]
    return chosen + rest[: len(free) - len(chosen)]


def pinnable(language: str, now: datetime) -> ArticleQuerySet:
    """Return what `Pin.objects.pin` takes: the published and the scheduled of an edition that have not expired."""
    rows: ArticleQuerySet = Article.objects.in_language(language).filter(status=Status.PUBLISHED)
    return rows.filter(Q(expires_at=None) | Q(expires_at__gt=now))


def hidden_because(article: Article, now: datetime) -> str:
    """Return why readers do not see a pinned article, "" where they do."""
    if article.is_public(now):
        return ""
    if article.status == Status.WITHDRAWN:
        return pgettext("pin", "withdrawn")
    if article.status != Status.PUBLISHED:
        return pgettext("pin", "not published")
    if article.expires_at and article.expires_at <= now:
        return pgettext("pin", "expired")
    moment = max(filter(None, (article.published_at, article.embargoed_until)))
    return _("readers see it from %(moment)s") % {"moment": news_moment(moment)}
