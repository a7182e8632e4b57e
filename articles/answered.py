"""What answers at a path of an edition: asked before an earlier address may lead elsewhere."""

from typing import Any

from django.db.models import QuerySet
from django.urls import Resolver404, ResolverMatch, resolve

from articles.models import Article, Author, Page, Section, Topic

SUBJECTS = {"section": Section, "topic": Topic, "author": Author}


def article_at(path: str) -> Article | None:
    """Return the article whose address, or whose comments' feed, a decoded path is, whether it is public or not."""
    found = _resolved(path)
    if found is None or found.view_name not in ("articles:article", "article_comments_feed"):
        return None
    return Article.objects.filter(**found.kwargs).first()


def is_answered(path: str) -> bool:
    """Say whether readers get a page, or word that it is gone, at a decoded path itself."""
    found = _resolved(path)
    if found is None:
        return False
    if found.view_name in ("articles:article", "article_comments_feed"):
        article = article_at(path)
        return article is not None and article.has_been_public()
    if found.view_name == "articles:page":
        return any(page.has_been_public() for page in Page.objects.filter(**found.kwargs))
    subject = SUBJECTS.get(str(found.url_name).removesuffix("_feed"))
    return subject is None or _of(subject, found).exists()


def _resolved(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _of(model: Any, found: ResolverMatch) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(**{f"slug_{found.kwargs['language']}": found.kwargs["slug"]})
    return rows
