"""An article as its readers would get it if it were published now: rendered, never stored."""

from django.utils import timezone

from articles import fields
from articles.body import render_body
from articles.foot import Foot
from articles.models import Article, ArticleRevision, Author, Topic
from newsroom.sanitize import clean_article, plain


def as_readers_would(article: Article, revision: ArticleRevision | None = None) -> tuple[Article, Foot]:
    """Return an article, not to be saved, with what `revision` (the working copy where None) says, and its foot."""
    content = revision.content if revision else article.working_copy()
    shown = Article.objects.get(pk=article.pk)
    fields.apply(shown, content)
    shown.body = clean_article(shown.body)
    shown.body_html = render_body(shown.body, shown.language)
    shown.word_count = len(plain(shown.body).split())
    # The page prints a date: that of now where it has none yet.
    shown.published_at = shown.published_at or timezone.now()
    people = Author.objects.select_related("portrait").in_bulk(content["authors"])
    shown.authors = [people[key] for key in content["authors"] if key in people]
    topics = sorted(Topic.objects.filter(pk__in=content["topics"]), key=lambda topic: topic.name)
    return shown, Foot(topics=topics, corrections=list(shown.corrections.all()))
