"""What is around an article on its page, read in one query: the page has eight for everything."""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from articles.models import Article

RELATED_SIZE = 4


@dataclass(frozen=True)
class Surroundings:
    """The story's public editions by language, and what is related in the article's own."""

    editions: dict[str, Article]
    related: list[Article]


def surroundings_of(article: Article, topics: Collection[int]) -> Surroundings:
    """Return what readers may see around `article`, whose `topics` (keys) these are, now.

    It is itself among the editions where it is public.
    """
    public = Article.objects.public(timezone.now())
    here = public.in_language(article.language)
    # Whatever an import left there: the page stands.
    picks = [key for key in article.related_picks if isinstance(key, int)]
    wanted = public.keys_of(
        public.filter(story=article.story_id),
        here.related_to(article, topics)[:RELATED_SIZE],
        here.filter(pk__in=picks),
    )
    found = list(public.filter(pk__in=wanted).with_shared_topics(topics).with_picture().newest_first())
    others = {row.pk: row for row in found if row.language == article.language and row.pk != article.pk}
    picked = [others.pop(key) for key in dict.fromkeys(picks) if key in others]
    close = [row for row in others.values() if row.section_id == article.section_id or row.shared_topics]
    return Surroundings(
        editions={row.language: row for row in found if row.story_id == article.story_id},
        related=[*picked, *sorted(close, key=lambda row: -row.shared_topics)][:RELATED_SIZE],
    )
