"""What a feed reads: the newest articles with text, picture and corrections, and the names beside them."""

from functools import partial
from typing import Any, NamedTuple

from django.db.models import F, QuerySet, Value
from django.http import HttpRequest
from django.utils import timezone

from articles.models import Article, Author, Byline, Correction, Section, Topic
from articles.newest_of import Subject, newest_of
from articles.querysets import TEASER
from newsroom import languages
from newsroom.compiled import Asked, CompiledQuery
from newsroom.moment import OnceAMoment

ITEMS = 50
# What an item says of an article itself, and of its picture.
COLUMNS = (
    *(*TEASER, "kind", "standfirst", "dateline", "source", "updated_at_public", "body_html"),
    *("lead_alt", "lead_caption", "lead_credit"),
)
OF_THE_PICTURE = ("key", "width", "height", "decorative", "source", "licence")
# What stands where a byline has its place, which they have not.
TOPIC, CORRECTION = -2, -1


class FeedRow(NamedTuple):
    """An article that readers have, and what stands beside it: names in the language of the feed, authors in order."""

    # With all of its dates, as readers have it.
    article: Any
    authors: list[str]
    topics: list[str]
    corrections: list[Correction]


def feed_rows(request: HttpRequest, language: str, subject: Subject | None) -> list[FeedRow]:
    """Return the newest of an edition, or of a subject in it.

    Two queries, a third where something is corrected, and in each moment one more for the keys of the newest. What is
    hidden since then is not among the articles, and of nothing else are names read.
    """
    keys = newest_now(request, language, type(subject), subject.pk if subject else None)
    articles = _ARTICLES[language](now=timezone.now(), keys=keys)
    rows = {article.pk: FeedRow(article, [], [], []) for article in articles}
    corrected = []
    for place, key, name in sorted(_NAMES[language].columns(keys=list(rows))):
        if place == CORRECTION:
            corrected.append(key)
        else:
            (rows[key].topics if place == TOPIC else rows[key].authors).append(name)
    for correction in _CORRECTIONS(keys=corrected):
        rows[correction.article_id].corrections.append(correction)
    return list(rows.values())


def _newest(language: str, kind: type[Any], subject: int | None) -> list[int]:
    asked = {"subject": subject} if subject else {}
    return [key for (key,) in _KEYS[kind].columns(language=language, now=timezone.now(), **asked)]


# Keys alone, 2 kB a feed: whoever asks for a feed again in its moment gets the page that is kept, so that all else is
# seldom asked for twice.
newest_now = OnceAMoment(_newest, kept=128)


def _keys_of(kind: type[Any]) -> QuerySet[Any, Any]:
    return newest_of(kind, Asked("language")).values_list("pk")[:ITEMS]


def _articles(language: str) -> QuerySet[Any, Any]:
    rows = Article.objects.public(Asked("now")).filter(pk__among=Asked("keys")).newest_first().only(*COLUMNS)
    return rows.with_picture_words().annotate(
        **{f"picture_{name}": F(f"lead_image__{name}") for name in OF_THE_PICTURE},
        # The widths in which it is there, and no more: to read all of the renditions took a fifth of the time.
        picture_files=F("lead_image__renditions__files__whole__jpg"),
        section_name=F(f"section__name_{language}"),
    )


def _named(language: str) -> QuerySet[Any, Any]:
    """Return authors, topics, and that there are corrections, in rows of one kind: place, key of the article, name."""
    names = {
        f"author__name_{language}": Byline.objects.annotate(place=F("position")),
        f"topic__name_{language}": Article.topics.through.objects.annotate(place=Value(TOPIC)),
        # Any text of its own: nobody reads it.
        "kind": Correction.objects.annotate(place=Value(CORRECTION)),
    }
    first, *others = (
        rows.filter(article__pk__among=Asked("keys")).order_by().values_list("place", "article", name)
        for name, rows in names.items()
    )
    return first.union(*others, all=True)


def _corrections() -> QuerySet[Any, Any]:
    return Correction.objects.filter(article__pk__among=Asked("keys")).order_by("published_at", "pk")


# Some topics have a thousand times as much as others.
_KEYS = {
    kind: CompiledQuery(partial(_keys_of, kind), needs_own_plan=kind is Topic)
    for kind in (type(None), Section, Topic, Author)
}
_ARTICLES = {language: CompiledQuery(partial(_articles, language), among="keys") for language in languages.CODES}
_NAMES = {language: CompiledQuery(partial(_named, language), among="keys") for language in languages.CODES}
_CORRECTIONS = CompiledQuery(_corrections, among="keys")
