"""What a feed reads: the newest articles with text, picture and corrections, and the names beside them."""

from collections import defaultdict
from functools import partial
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone

from articles.feed_picture import figure_of
from articles.models import Article, Author, Byline, Correction, Section, Topic
from articles.newest_of import Subject, newest_of
from articles.querysets import TEASER
from newsroom import languages
from newsroom.compiled import Asked, CompiledQuery
from newsroom.moment import OnceAMoment

ITEMS = 50
# What an item says of an article's own, and of its picture.
COLUMNS = (*TEASER, "kind", "standfirst", "dateline", "source", "updated_at_public", "body_html")
OF_THE_PICTURE = (
    *("lead_alt", "lead_caption", "lead_credit"),
    *(f"lead_image__{name}" for name in ("key", "width", "height", "decorative", "source", "licence")),
)


class Beside(NamedTuple):
    """What an item says beside the article itself, all names in the language of the feed; authors in their order."""

    section: str
    authors: list[str]
    topics: list[str]
    corrections: list[Correction]
    # What `figure_of` returns.
    figure: dict[str, Any]


class FeedRow(NamedTuple):
    # An Article that readers have, so with all of its dates.
    article: Any
    beside: Beside


def feed_rows(request: HttpRequest, language: str, subject: Subject | None) -> list[FeedRow]:
    """Return the newest of an edition, or of a subject in it.

    One query, that of the texts: what stands beside them is read once in a moment, by three.
    """
    beside = newest_now(request, language, type(subject), subject.pk if subject else None)
    articles = _ARTICLES(now=timezone.now(), keys=list(beside))
    return [FeedRow(article, beside[article.pk]) for article in articles]


def _newest(language: str, kind: type[Any], subject: int | None) -> dict[int, Beside]:
    now, asked = timezone.now(), {"subject": subject} if subject else {}
    keys = [key for (key,) in _KEYS[kind].columns(language=language, now=now, **asked)]
    authors: dict[int, list[str]] = defaultdict(list)
    topics: dict[int, list[str]] = defaultdict(list)
    for sort, key, _place, name in sorted(_NAMES[language](keys=keys)):
        (authors if sort == "author" else topics)[key].append(name)
    return {
        row.pk: Beside(
            row.section_name or "", authors[row.pk], topics[row.pk], row.foot_corrections, figure_of(row, language)
        )
        for row in _BESIDE[language](now=now, keys=keys)
    }


# A feed takes 90 kB.
newest_now = OnceAMoment(_newest, kept=128)


def _keys_of(kind: type[Any]) -> QuerySet[Any, Any]:
    return newest_of(kind, Asked("language")).values_list("pk")[:ITEMS]


def _texts() -> QuerySet[Any, Any]:
    rows = Article.objects.public(Asked("now")).filter(pk__among=Asked("keys"))
    return rows.newest_first().only(*COLUMNS)


def _beside(language: str) -> QuerySet[Any, Any]:
    rows = Article.objects.public(Asked("now")).filter(pk__among=Asked("keys")).with_corrections().with_picture_words()
    named = rows.annotate(
        section_name=F(f"section__name_{language}"),
        # These alone: to read all of the renditions took a fifth of the time.
        picture_widths=F("lead_image__renditions__files__whole__jpg"),
    )
    return named.order_by().select_related("lead_image").only("language", *OF_THE_PICTURE)


def _named(language: str) -> QuerySet[Any, Any]:
    """Return who wrote the articles, in their order, and their topics, as rows of one kind."""
    bylines = Byline.objects.annotate(sort=Value("author"), place=F("position"))
    topics: QuerySet[Any] = Article.topics.through.objects.annotate(sort=Value("topic"), place=Value(0))
    authors, named = (
        rows.filter(article__pk__among=Asked("keys")).order_by().values_list("sort", "article", "place", name)
        for rows, name in ((bylines, f"author__name_{language}"), (topics, f"topic__name_{language}"))
    )
    return authors.union(named, all=True)


# Some topics have a thousand times as much as others.
_KEYS = {
    kind: CompiledQuery(partial(_keys_of, kind), needs_own_plan=kind is Topic)
    for kind in (type(None), Section, Topic, Author)
}
_ARTICLES = CompiledQuery(_texts, among="keys")
_BESIDE = {language: CompiledQuery(partial(_beside, language), among="keys") for language in languages.CODES}
_NAMES = {language: CompiledQuery(partial(_named, language), among="keys") for language in languages.CODES}
