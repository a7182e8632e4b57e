"""Every address that a stranger can ask for: the URLconf's, filled from all rows there are, hidden ones too."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from articles.models import Article, Author, Image, Page, PreviewLink, Redirect, Section, Topic
from comments import links as mail_links
from comments.models import Comment
from newsroom import languages

# How a reader may look at a thread.
THREAD_VIEWS = ("comments=1", "comments=2", "order=newest&language=en")
# Below these nobody is a stranger: a login stands before every page.
STAFF = ("admin/",)
LINK = re.compile(r'(?:href|src|action|data-token-url|data-url)="([^"#]*)|<(?:loc|link)>([^<]+)|Sitemap: (\S+)')


def public_names(patterns: Any = None, prefix: str = "", namespace: str = "") -> Iterator[str]:
    """Yield the name of every URL pattern outside the staff's rooms; a nameless one as its route."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith(STAFF):
            continue
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from public_names(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or route}"


def in_each_edition(name: str, **kwargs: Any) -> list[str]:
    return [reverse(name, kwargs={"language": language, **kwargs}) for language in languages.CODES]


def of_rows(name: str, model: Any) -> list[str]:
    return [
        reverse(name, kwargs={"language": language, "slug": getattr(row, f"slug_{language}")})
        for row in model.objects.all()
        for language in languages.CODES
    ]


def articles() -> list[str]:
    """Return the address of each article, in its own edition and in the other, also where it has none yet."""
    paths = []
    for article in Article.objects.exclude(slug=""):
        day = article.published_at or timezone.now()
        words = {"year": article.year or day.year, "month": article.month or day.month, "slug": article.slug}
        paths += in_each_edition("articles:article", **words)
        own = reverse("articles:article", kwargs={"language": article.language, **words})
        replies = [f"reply={comment.pk}" for comment in Comment.objects.filter(article=article)]
        paths += [f"{own}?{query}" for query in (*replies, *THREAD_VIEWS) if replies]
    return [*paths, *Redirect.objects.values_list("path", flat=True)]


def article_feeds() -> list[str]:
    """Return the comment feed of each article, also of those that are not to be read."""
    return [f"{path}comments.xml" for path in articles() if "?" not in path]


def months(name: str, **kwargs: Any) -> list[str]:
    now = timezone.now()
    days = {(day.year, day.month) for day in (now, now - timedelta(days=40), now + timedelta(days=40))}
    days |= {(row.year, row.month) for row in Article.objects.filter(year__isnull=False)}
    return [reverse(name, kwargs={"year": year, "month": month, **kwargs}) for year, month in sorted(days)]


def tokens() -> list[str]:
    keys = Article.objects.values_list("pk", flat=True)
    return [f"{path}?article={key}" for path in in_each_edition("comments:token") for key in (*keys, 0, "x")]


def searches() -> list[str]:
    words = ("", "veil", "word", "خبر", "the", "veil word")
    return [f"{path}?q={word}" for path in in_each_edition("articles:search") for word in words]


def media() -> list[str]:
    public = [path for image in Image.objects.all() for path in image.paths()]
    originals = [image.original.name for image in Image.objects.all()]
    return [reverse("media", kwargs={"path": path}) for path in (*public, *originals, "renditions/00/none.webp")]


def of_comments(name: str, *queries: str) -> list[str]:
    """Return the address of each comment, in whatever state, in its edition; and of one that never was, in both."""
    known = Comment.objects.values_list("edition", "pk")
    paths = [reverse(name, kwargs={"language": edition, "comment_id": key}) for edition, key in known]
    return [path + query for path in (*paths, *in_each_edition(name, comment_id=0)) for query in queries or ("",)]


def mailed(name: str, link: Callable[[Comment], str]) -> list[str]:
    """Return the links of our mails, one for each comment in whatever state, and a wrong one."""
    paths = [link(row).removeprefix(settings.PUBLIC_URL) for row in Comment.objects.all()]
    return [*paths, *in_each_edition(f"comments:{name}", token="wrong")]


def previews() -> list[str]:
    """Return what a stranger may have of each preview link: all but the address of one that is open."""
    links = PreviewLink.objects.all()
    wrong = [forged for row in links for forged in (row.key, f"{row.key}.", f"{row.token[:-1]}", str(row.pk))]
    over = [row.token for row in links if not row.is_open()]
    return [reverse("preview", args=[token]) for token in ("wrong", *wrong, *over)]


# A new public address has to be written down here, or the tests that crawl fail.
ADDRESSES: dict[str, Callable[[], list[str]]] = {
    "landing": lambda: ["/"],
    "articles:front_page": lambda: in_each_edition("articles:front_page"),
    "articles:latest": lambda: [
        path + query for path in in_each_edition("articles:latest") for query in ("", "?page=1", "?page=2")
    ],
    "articles:most_read": lambda: in_each_edition("articles:most_read"),
    "articles:section": lambda: of_rows("articles:section", Section),
    "articles:topic": lambda: of_rows("articles:topic", Topic),
    "articles:author": lambda: of_rows("articles:author", Author),
    "articles:archive": lambda: [
        path for language in languages.CODES for path in months("articles:archive", language=language)
    ],
    "articles:corrections": lambda: in_each_edition("articles:corrections"),
    "articles:search": searches,
    "articles:feed": lambda: in_each_edition("articles:feed"),
    "articles:section_feed": lambda: of_rows("articles:section_feed", Section),
    "articles:topic_feed": lambda: of_rows("articles:topic_feed", Topic),
    "articles:author_feed": lambda: of_rows("articles:author_feed", Author),
    "articles:article": articles,
    "articles:page": lambda: [
        path for row in Page.objects.all() for path in in_each_edition("articles:page", slug=row.slug)
    ],
    "comments_feed": lambda: in_each_edition("comments_feed"),
    "article_comments_feed": article_feeds,
    "comment": lambda: [reverse("comment", args=[row.pk]) for row in Comment.objects.all()],
    "comments:json": lambda: [
        path + query
        for row in Article.objects.all()
        for path in in_each_edition("comments:json", article_id=row.pk)
        for query in ("", "?page=1", "?page=2")
    ],
    "comments:token": tokens,
    "comments:received": lambda: in_each_edition("comments:received"),
    "comments:post": lambda: [
        path for row in Article.objects.all() for path in in_each_edition("comments:post", article_id=row.pk)
    ],
    "comments:edit": lambda: of_comments("comments:edit"),
    "comments:withdraw": lambda: of_comments("comments:withdraw"),
    "comments:report": lambda: of_comments("comments:report", "", "?sent=1"),
    "comments:confirm": lambda: mailed("confirm", mail_links.to_confirm),
    "comments:unsubscribe": lambda: mailed("unsubscribe", mail_links.to_unsubscribe),
    "comments:personal_data": lambda: in_each_edition("comments:personal_data", token="wrong"),
    # A moderator's own link shows its comment to that moderator; strangers have none but a wrong one.
    "moderate": lambda: [reverse("moderate", args=["wrong"])],
    # An open link is for whom it was sent to; strangers have those that are over, and forged ones.
    "preview": previews,
    "short_link": lambda: [reverse("short_link", args=[row.pk]) for row in Article.objects.all()],
    "count_read": lambda: [reverse("count_read", args=[row.pk]) for row in Article.objects.all()],
    "media": media,
    "sitemap": lambda: ["/sitemap.xml"],
    "sitemap_sections": lambda: [reverse("sitemap_sections")],
    "sitemap_month": lambda: months("sitemap_month"),
    "icon": lambda: [reverse("icon", args=["8fd3c8"])],
    "identity": lambda: [reverse("identity", args=["0" * 12])],
    "robots": lambda: ["/robots.txt"],
    "healthz": lambda: ["/healthz"],
    "readyz": lambda: ["/readyz"],
}
NOWHERE = ("/ar/nowhere/", "/en/nowhere/", "/ar/2026/05/nowhere/", "/en/section/nowhere/", "/nowhere", "/fr/")


def crawl(client: Client) -> dict[str, Any]:
    """Ask for every known address and for every address of ours that an answer names; return path -> response."""
    waiting = [path for known in ADDRESSES.values() for path in known()] + list(NOWHERE)
    answers: dict[str, Any] = {}
    while waiting:
        path = waiting.pop()
        if path in answers:
            continue
        answers[path] = client.get(path)
        waiting += [link for link in links(answers[path]) if link not in answers]
    return answers


def text_of(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    response.content_seen = getattr(response, "content_seen", content) or content
    return response.content_seen.decode("utf-8", "replace")


def links(response: Any) -> list[str]:
    """Return our own addresses in a response, redirects included, static files left out."""
    found = [unescape(next(filter(None, groups), "")) for groups in LINK.findall(text_of(response))]
    paths = []
    for address in (*found, response.headers.get("Location", "")):
        parts = urlsplit(address.removeprefix(settings.PUBLIC_URL))
        if not parts.netloc and not parts.scheme and parts.path.startswith("/"):
            paths.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return [path for path in paths if not path.startswith(("/static/", "/admin/")) and not combines_filters(path)]


def combines_filters(path: str) -> bool:
    """Say whether a search is narrowed in two ways at once: all filters together, in any order, are thousands of pages.

    Each filter of each search is followed by itself; tests/articles/test_search_filters.py combines them.
    """
    parts = urlsplit(path)
    return parts.path.endswith("/search/") and len(parse_qs(parts.query).keys() - {"q", "page"}) > 1
