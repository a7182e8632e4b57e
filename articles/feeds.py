"""RSS 2.0 feeds of an edition and of its sections, topics and authors, all from `public()`."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.db.models import F, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Author, Byline, Section, Topic
from articles.querysets import TEASER, ArticleQuerySet
from articles.views.edition import SHARED_FOR_A_SECOND
from newsroom import languages
from newsroom.addresses import absolute
from newsroom.compiled import Asked, CompiledQuery
from newsroom.models import Site
from newsroom.plain_text import apart

ITEMS = 50
# Of an article and its section, what an item says.
COLUMNS = (
    *(*TEASER, "standfirst", "updated_at_public"),
    *(f"section__{name}" for name in ("name_ar", "name_en")),
)


@require_safe
def edition_feed(request: HttpRequest, language: str) -> HttpResponse:
    address = reverse("articles:front_page", kwargs={"language": language})
    return _feed(request, language, Site.of(request).name, address)


@require_safe
def section_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, **{f"slug_{language}": slug})
    return _subject_feed(request, language, section)


@require_safe
def topic_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, **{f"slug_{language}": slug})
    return _subject_feed(request, language, topic)


@require_safe
def author_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    author = get_object_or_404(Author, **{f"slug_{language}": slug})
    return _subject_feed(request, language, author)


def _subject_feed(request: HttpRequest, language: str, subject: Section | Topic | Author) -> HttpResponse:
    title = _("%(subject)s – %(site)s") % {"subject": apart(subject.name), "site": apart(Site.of(request).name)}
    return _feed(request, language, title, subject.url_in(language), subject)


def _feed(
    request: HttpRequest, language: str, title: str, address: str, subject: Section | Topic | Author | None = None
) -> HttpResponse:
    feed = Rss201rev2Feed(
        title=title,
        link=absolute(address),
        description=Site.of(request).tagline,
        language=language,
        feed_url=absolute(request.path),
    )
    for item in _items(language, subject):
        feed.add_item(**item)
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    response["Cache-Control"] = SHARED_FOR_A_SECOND
    return response


def _items(language: str, subject: Section | Topic | Author | None) -> Iterator[dict[str, Any]]:
    """Yield the newest. Two queries."""
    asked = {"subject": subject.pk} if subject else {}
    articles = _ARTICLES[type(subject)](language=language, now=timezone.now(), **asked)
    authors: dict[int, list[str]] = defaultdict(list)
    topics: dict[int, list[str]] = defaultdict(list)
    for sort, key, _place, name in sorted(_NAMES[language](articles=[article.pk for article in articles])):
        (authors if sort == "author" else topics)[key].append(name)
    return (_item(article, authors[article.pk], topics[article.pk]) for article in articles)


def _rows(column: str) -> ArticleQuerySet:
    rows: ArticleQuerySet = Article.objects.filter(**{column: Asked("subject")} if column else {})
    here = rows.public(Asked("now")).in_language(Asked("language")).select_related("section")
    return here.newest_first().only(*COLUMNS)[:ITEMS]


def _named(language: str) -> QuerySet[Any, Any]:
    """Return who wrote the articles, in their order, and their topics, as rows of one kind."""
    bylines = Byline.objects.annotate(sort=Value("author"), place=F("position"))
    topics: QuerySet[Any] = Article.topics.through.objects.annotate(sort=Value("topic"), place=Value(0))
    authors, named = (
        rows.filter(article__pk__among=Asked("articles")).order_by().values_list("sort", "article", "place", name)
        for rows, name in ((bylines, f"author__name_{language}"), (topics, f"topic__name_{language}"))
    )
    return authors.union(named, all=True)


# What the feed is of -> the column that leads there; nothing: the edition's.
SUBJECTS: dict[type[Any], str] = {type(None): "", Section: "section", Topic: "topics", Author: "bylines"}
_ARTICLES = {subject: CompiledQuery(partial(_rows, column)) for subject, column in SUBJECTS.items()}
_NAMES = {language: CompiledQuery(partial(_named, language), among="articles") for language in languages.CODES}


def _item(article: Article, authors: list[str], topics: list[str]) -> dict[str, Any]:
    return {
        "title": article.headline,
        "link": absolute(article.get_absolute_url()),
        "description": article.standfirst,
        # RSS wants an e-mail in <author>, which is nobody's business; dc:creator takes a name.
        "author_name": _names(authors),
        "pubdate": article.public_since,
        "updateddate": article.updated_at_public or article.public_since,
        # Not the address: a changed slug would bring the article a second time.
        "unique_id": f"urn:newsroom:article:{article.pk}",
        "unique_id_is_permalink": False,
        "categories": [*([article.section.name] if article.section else []), *topics],
    }


def _names(names: list[str]) -> str:
    if len(names) > 1:
        names = [apart(name) for name in names]
    if len(names) > 2:
        return _("%(first)s, %(second)s and others") % {"first": names[0], "second": names[1]}
    if len(names) == 2:
        return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
    return "".join(names)
