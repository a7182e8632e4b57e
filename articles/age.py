"""How long ago an article was published, where readers are to be told: old news passes for new when it is shared."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from articles.models import Article


@dataclass(frozen=True)
class Age:
    """Whole years, else whole months, else days: the others are 0."""

    years: int = 0
    months: int = 0
    days: int = 0


def age_of(article: Article, after_days: int, now: datetime | None = None) -> Age | None:
    """Return the age of `article` from `after_days` on (0: never), None of what is younger or does not age."""
    now = now or timezone.now()
    # Whole ones, as the time beside the byline counts them, and not midnights.
    days = (now - article.public_since).days
    if not after_days or days < after_days or article.evergreen:
        return None
    published, today = timezone.localtime(article.public_since), timezone.localtime(now)
    months = 12 * (today.year - published.year) + today.month - published.month - (today.day < published.day)
    if months >= 12:
        return Age(years=months // 12)
    return Age(months=months) if months else Age(days=days)
