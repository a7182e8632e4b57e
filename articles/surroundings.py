"""What stands around an article on its page, read in one query: the page has eight for everything."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from articles import most_read
from articles.models import Article

LATEST_SIZE = 6
RELATED_SIZE = 4


@dataclass(frozen=True)
class Surroundings:
    """The story's public editions by language; of the article's own the newest, related, breaking and most read."""

    editions: dict[str, Article]
    latest: list[Article]
    related: list[Article]
    breaking: Article | None
    most_read: list[Article]


def surroundings_of(article: Article, topics: Collection[int]) -> Surroundings:
    """Return what readers may see around `article`, whose `topics` (keys) these are, now.

    It is itself among the editions where it is public.
    """
    now = timezone.now()
    public = Article.objects.public(now)
    here = public.in_language(article.language)
    # Whatever an import left there: the page stands.
    picks = [key for key in article.related_picks if isinstance(key, int)]
    wanted = public.keys_of(
        public.filter(story=article.story_id),
        here.newest_first().exclude(pk=article.pk)[:LATEST_SIZE],
        here.related_to(article, topics)[:RELATED_SIZE],
        here.breaking(now).newest_first()[:1],
        most_read.among(here, article.language, now),
        here.filter(pk__in=picks),
    )
    rows = public.filter(pk__in=wanted).with_shared_topics(topics).with_reads_since(now - most_read.DAY)
    found = list(rows.with_picture().newest_first())
    own = [row for row in found if row.language == article.language]
    others = [row for row in own if row.pk != article.pk]
    by_key = {row.pk: row for row in others}
    picked = [by_key[key] for key in picks if key in by_key]
    close = [row for row in others if row.section_id == article.section_id or row.shared_topics]
    close = [row for row in close if row not in picked]
    return Surroundings(
        editions={row.language: row for row in found if row.story_id == article.story_id},
        latest=others[:LATEST_SIZE],
        related=[*picked, *sorted(close, key=lambda row: -row.shared_topics)][:RELATED_SIZE],
        breaking=next((row for row in own if row.is_breaking), None),
        most_read=most_read.ranking_of(own, article.language),
    )
