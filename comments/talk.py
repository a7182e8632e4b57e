"""The comments under an article as its page prints them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest

from articles.models import Article
from comments import kept_pages, structured_data
from comments.forms import CommentForm
from comments.lines import lines
from comments.models import Comment, Discussion
from comments.thread_address import ThreadAddress
from comments.threads import LAST_PAGE, Thread
from newsroom import languages
from newsroom.addresses import path_to
from newsroom.compiled import Asked, CompiledQuery
from newsroom.models import Site
from newsroom.page_cache import collecting
from newsroom.pagination import numbered_links, page_of
from newsroom.sanitize import trusted


def comment_counts(articles: Iterable[Article]) -> dict[int, int]:
    """Return article key -> approved comments for the cards of a page: one query, for all of them."""
    keys = {article.pk for article in articles}
    kept_pages.shows(*keys)
    return dict(_COUNTS(articles=list(keys)))


def _counts() -> QuerySet[Discussion, Any]:
    counted = Discussion.objects.filter(article__pk__among=Asked("articles"))
    return counted.values_list("article_id", "approved_count")


_COUNTS = CompiledQuery(_counts, among="articles")


def count_of(counts: dict[int, int], article: Article) -> int:
    return counts.get(article.pk, 0)


def thread_of(request: HttpRequest, article: Article) -> Thread:
    """Read the comments that the address asks for, for a page whose head tells how many there are."""
    address = ThreadAddress.of(article.get_absolute_url(), request.GET)
    return Thread.under(article, newest_first=address.newest_first, language=address.language)


def comment_thread(request: HttpRequest, site: Site, article: Article, thread: Thread) -> dict[str, Any]:
    """Return what is printed of one page of a thread, which `thread_of` has read: the form too, while it accepts more.

    At most one query. Raises Http404 for a page there is not.
    """
    query = request.GET
    kept_pages.shows(article.pk)
    address = ThreadAddress.of(article.get_absolute_url(), query)
    page = page_of(thread.pages, address.page, size=1, last=LAST_PAGE)
    keys = page.object_list[0]
    is_open = article.accepts_comments(site)
    if is_open and (closing := article.comments_closing_at(site)):
        collecting.until(closing.timestamp())
    asked = thread.approved_key(query.get("reply", "")) if is_open else None
    rows = thread.rows_of([*keys, *([asked] if asked else [])])
    shown = lines(keys, thread, rows, article, site.name, address if is_open else None)
    return {
        "article": article,
        "site": site,
        "mode": article.comments_mode or site.comments_mode,
        "comments": trusted("\n".join([line.html for line in shown])),
        "count": thread.count,
        "begins_inside": bool(keys) and thread.depths[keys[0]] > 0,
        "orders": _orders(thread, address),
        "languages": _languages(thread, address),
        "filtered": address.language,
        "pages": numbered_links(page, lambda number: address.on_page(number).url(), last=LAST_PAGE),
        "own_url": path_to("comments:received", language=article.language) + f"?article={article.pk}",
        "discussion": structured_data.discussion(article, thread.count, shown) if shown else None,
        "form": None,
    } | (_form(article, site, address, rows.get(asked or 0)) if is_open else {})


def _orders(thread: Thread, address: ThreadAddress) -> list[dict[str, Any]]:
    """Return the ways to order the thread, none where it makes no difference."""
    if len(thread.depths) < 2:
        return []
    return [
        {
            "newest_first": newest,
            "url": address.in_order(newest_first=newest).url(),
            "current": newest == address.newest_first,
        }
        for newest in (False, True)
    ]


def _languages(thread: Thread, address: ThreadAddress) -> list[dict[str, Any]]:
    """Return what the thread can be narrowed to, "" for all of it; none where it is of one language anyway."""
    if len(thread.counts) < len(languages.CODES) and not address.language:
        return []
    counts = {"": thread.count} | {code: thread.counts[code] for code in languages.CODES}
    return [
        {
            "code": code,
            "name": languages.NAMES.get(code, ""),
            "count": count,
            "url": address.in_language(code).url(),
            "current": code == address.language,
        }
        for code, count in counts.items()
    ]


def _form(article: Article, site: Site, address: ThreadAddress, row: Any) -> dict[str, Any]:
    asked = Comment(pk=row.pk, state=row.state, depth=row.depth, name=row.name) if row else None
    replying_to = asked if asked and asked.can_be_replied_to() else None
    return {
        "form": CommentForm.under(article, site, initial={"parent": replying_to}),
        "replying_to": replying_to,
        "token_url": path_to("comments:token", language=article.language) + f"?article={article.pk}",
        "cancel_url": address.url("respond"),
    }
