"""RSS 2.0 feeds of an edition and of its sections, topics and authors, with the whole texts, all from `public()`."""

from typing import cast

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import rfc2822_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from articles.feed_item import feed_item
from articles.feed_rows import feed_rows
from articles.models import Author, Section, Topic
from articles.newest_of import Subject
from articles.views.edition import SHARED_FOR_A_SECOND
from articles.views.lists import named_now
from newsroom.addresses import absolute
from newsroom.models import Site
from newsroom.plain_text import apart


@require_safe
def edition_feed(request: HttpRequest, language: str) -> HttpResponse:
    address = reverse("articles:front_page", kwargs={"language": language})
    return _feed(request, language, Site.of(request).name, address)


@require_safe
def section_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return _subject_feed(request, language, Section, slug)


@require_safe
def topic_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return _subject_feed(request, language, Topic, slug)


@require_safe
def author_feed(request: HttpRequest, language: str, slug: str) -> HttpResponse:
    return _subject_feed(request, language, Author, slug)


def _subject_feed(request: HttpRequest, language: str, kind: type[Subject], slug: str) -> HttpResponse:
    subject = cast("Subject", named_now(request, kind, language, slug))
    title = _("%(subject)s – %(site)s") % {"subject": apart(subject.name), "site": apart(Site.of(request).name)}
    return _feed(request, language, title, subject.url_in(language), subject)


def _feed(
    request: HttpRequest, language: str, title: str, address: str, subject: Subject | None = None
) -> HttpResponse:
    rows = feed_rows(request, language, subject)
    context = {
        "title": title,
        "page": absolute(address),
        "own": absolute(f"{address}feed.xml"),
        "description": getattr(subject, "description", "") or Site.of(request).tagline,
        "language": language,
        "changed": rfc2822_date(max(row.article.modified_at for row in rows)) if rows else "",
        "items": [feed_item(row, language=language) for row in rows],
    }
    xml = render_to_string("feeds/articles.xml", context, using="pages")
    response = HttpResponse(xml, content_type="application/rss+xml; charset=utf-8")
    response["Cache-Control"] = SHARED_FOR_A_SECOND
    return response
