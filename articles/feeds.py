"""RSS 2.0 feeds of an edition and of its sections, topics and authors, all from `public()`."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.models import Article, Author, Section, Topic
from articles.querysets import ArticleQuerySet
from articles.views.edition import SHARED_FOR_A_SECOND
from newsroom.addresses import absolute
from newsroom.models import Site
from newsroom.plain_text import apart

ITEMS = 50


@require_safe
def edition_feed(request: HttpRequest, language: str) -> HttpResponse:
    address = reverse("articles:front_page", kwargs={"language": language})
    return _feed(request, language, Article.objects.all(), Site.of(request).name, address)


@require_safe
def section_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    section = get_object_or_404(Section, **{f"slug_{language}": slug})
    return _subject_feed(request, language, Article.objects.filter(section=section), section)


@require_safe
def topic_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    topic = get_object_or_404(Topic, **{f"slug_{language}": slug})
    return _subject_feed(request, language, Article.objects.filter(topics=topic), topic)


@require_safe
def author_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    author = get_object_or_404(Author, **{f"slug_{language}": slug})
    return _subject_feed(request, language, Article.objects.filter(bylines=author), author)


def _subject_feed(
    request: HttpRequest, language: str, articles: ArticleQuerySet, subject: Section | Topic | Author
) -> HttpResponse:
    title = _("%(subject)s – %(site)s") % {"subject": apart(subject.name), "site": apart(Site.of(request).name)}
    return _feed(request, language, articles, title, subject.url_in(language))


def _feed(request: HttpRequest, language: str, articles: ArticleQuerySet, title: str, address: str) -> HttpResponse:
    feed = Rss201rev2Feed(
        title=title,
        link=absolute(address),
        description=Site.of(request).tagline,
        language=language,
        feed_url=absolute(request.path),
    )
    rows = articles.public().in_language(language).newest_first().select_related("section")
    for article in rows.prefetch_related("byline_set__author", "topics")[:ITEMS]:
        feed.add_item(**_item(article))
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/rss+xml; charset=utf-8")
    response["Cache-Control"] = SHARED_FOR_A_SECOND
    return response


def _item(article: Article) -> dict[str, Any]:
    return {
        "title": article.headline,
        "link": absolute(article.get_absolute_url()),
        "description": article.standfirst,
        # RSS wants an e-mail in <author>, which is nobody's business; dc:creator takes a name.
        "author_name": _names([author.name for author in article.authors]),
        "pubdate": article.public_since,
        "updateddate": article.updated_at_public or article.public_since,
        # Not the address: a changed slug would bring the article a second time.
        "unique_id": f"urn:newsroom:article:{article.pk}",
        "unique_id_is_permalink": False,
        "categories": [subject.name for subject in (article.section, *article.topics.all()) if subject],
    }


def _names(names: list[str]) -> str:
    if len(names) > 1:
        names = [apart(name) for name in names]
    if len(names) > 2:
        return _("%(first)s, %(second)s and others") % {"first": names[0], "second": names[1]}
    if len(names) == 2:
        return _("%(first)s and %(second)s") % {"first": names[0], "second": names[1]}
    return "".join(names)
