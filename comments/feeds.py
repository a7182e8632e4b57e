"""Atom feeds (RFC 4287) of an edition's comments and of one article's: plain text, and of the author the name alone."""

from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from articles.models import Article
from articles.views.edition import SHARED_FOR_A_SECOND, front_page_of
from comments import kept_pages
from comments.models import Comment
from comments.published import Published, published
from comments.querysets import CommentQuerySet
from newsroom import languages
from newsroom.addresses import absolute
from newsroom.models import Site
from newsroom.plain_text import isolated

ITEMS = 20
# Of a feed without entries: the time of asking would be another with every request.
NEVER = datetime.fromtimestamp(0, UTC)


class CommentFeed(Atom1Feed):
    """Atom with the text as text, in its own language, and with what it answers (RFC 4685)."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:thr": "http://purl.org/syndication/thread/1.0"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["text"], {"type": "text", "xml:lang": item["language"]})
        if item["in_reply_to"]:
            handler.addQuickElement("thr:in-reply-to", "", {"ref": item["in_reply_to"]})

    def latest_post_date(self) -> datetime:
        return super().latest_post_date() if self.items else NEVER


@require_safe
@conditional_page
def edition_feed(request: HttpRequest, language: str) -> HttpResponse:
    kept_pages.shows_all()
    comments = Comment.objects.in_editions([language])
    title = _("Comments – %(site)s") % {"site": Site.of(request).name}
    return _feed(request, comments, title, front_page_of(language), f"urn:newsroom:comments:{language}")


@require_safe
@conditional_page
def article_feed(request: HttpRequest, language: str, year: int, month: int, slug: str) -> HttpResponse:
    public = Article.objects.public().in_language(language)
    article = get_object_or_404(public, year=year, month=month, slug=slug)
    kept_pages.shows(article.pk)
    title = _("Comments on “%(headline)s”") % {"headline": isolated(article.headline)}
    feed_id = f"urn:newsroom:comments:article:{article.pk}"
    return _feed(request, Comment.objects.on(article), title, f"{article.get_absolute_url()}#comments", feed_id)


def _feed(request: HttpRequest, comments: CommentQuerySet, title: str, link: str, feed_id: str) -> HttpResponse:
    feed = CommentFeed(
        title=title,
        link=absolute(link),
        description=None,
        language=languages.active(),
        feed_url=absolute(request.path),
        feed_guid=feed_id,
    )
    for comment in published(comments).order_by("-submitted_at", "-pk")[:ITEMS]:
        feed.add_item(**_item(comment))
    response = HttpResponse(feed.writeString("utf-8"), content_type=CommentFeed.content_type)
    response["Cache-Control"] = SHARED_FOR_A_SECOND
    return response


def _item(comment: Comment) -> dict[str, Any]:
    row = Published.of(comment)
    words = {"name": isolated(row.name), "headline": isolated(comment.article.headline)}
    return {
        "title": _("%(name)s on “%(headline)s”") % words,
        "link": row.url,
        "description": None,
        "author_name": row.name,
        "pubdate": row.submitted_at,
        "updateddate": comment.edited_at or row.submitted_at,
        # Not the address: a site that moves would bring every comment a second time.
        "unique_id": _urn(row.id),
        "text": row.text,
        "language": row.language,
        "in_reply_to": _urn(row.in_reply_to) if row.in_reply_to else "",
    }


def _urn(key: int) -> str:
    return f"urn:newsroom:comment:{key}"
