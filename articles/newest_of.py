"""What a section, a topic, an author or a whole edition has for its readers, newest first: for lists and for feeds."""

from typing import Any

from articles.models import Article, Author, Section, Topic
from articles.querysets import ArticleQuerySet
from newsroom.compiled import Asked

Subject = Section | Topic | Author


def newest_of(kind: type[Any], language: Asked) -> ArticleQuerySet:
    """Return the articles of a Subject of this `kind`, whose key is Asked as "subject", that are public at "now".

    Of the edition, where it is NoneType.
    """
    public = Article.objects.public(Asked("now"))
    if kind is Author:
        return public.newest_by(Asked("subject"), language, Asked("now"))
    newest = public.in_language(language).newest_first()
    if kind is Section:
        return newest.filter(section=Asked("subject"))
    return newest.filter(topics=Asked("subject")) if kind is Topic else newest
