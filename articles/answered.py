"""What answers at a path of an edition, or did: asked before an earlier address may lead elsewhere."""

from typing import Any

from django.db.models import QuerySet
from django.urls import Resolver404, ResolverMatch, resolve

from articles.models import Article, Author, FormerWord, Page, Section, Topic
from articles.newest_of import Subject
from newsroom.addresses import path_to

SUBJECTS: dict[str, type[Subject]] = {"section": Section, "topic": Topic, "author": Author}


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
    subject = _kind_of(found)
    return subject is None or _of(subject, found).exists()


def renamed_to(path: str) -> str | None:
    """Return where the list or the feed of a section, a topic or an author stands that a decoded path was of."""
    found = _resolved(path)
    kind = _kind_of(found) if found else None
    if found is None or kind is None:
        return None
    language, word = found.kwargs["language"], found.kwargs["slug"]
    subject = kind._default_manager.filter(pk__in=FormerWord.objects.keys_of(kind, language, word)).first()
    now = getattr(subject, f"slug_{language}", word)
    # What is not found at its own word, a page that the list has not got, say, is nowhere else.
    return path_to(found.view_name, language=language, slug=now) if now != word else None


def _kind_of(found: ResolverMatch) -> type[Subject] | None:
    return SUBJECTS.get(str(found.url_name).removesuffix("_feed"))


def _resolved(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None


def _of(model: Any, found: ResolverMatch) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(**{f"slug_{found.kwargs['language']}": found.kwargs["slug"]})
    return rows
