"""What is told when an hour has come, and what a mail may say of an article."""

from datetime import datetime
from typing import Any

from articles import notices
from articles.models import Article
from newsroom import notifications
from newsroom.actors import SYSTEM
from newsroom.models import Notification, User


def send(payload: dict[str, Any], now: datetime) -> None:
    """Tell an article's people that it has come out at its hour, however late this runs; each of them once."""
    article = Article.objects.filter(pk=payload["article"]).first()
    if article is None:
        return
    if not article.is_public(now):
        if article.is_scheduled(now):
            # An embargo has moved the hour since.
            notices.when_it_appears(article)
        return
    earlier = Notification.objects.about(article).filter(event="appeared", at__gte=article.first_published_at)
    told = set(earlier.values_list("user", flat=True))
    people = [person for person in notices.people_of(article) if person.works_in(article.language)]
    new = [person for person in people if person.pk not in told]
    notifications.tell(new, "appeared", article, article.language, by=SYSTEM)


def naming(key: int, person: User) -> str | None:
    """Return what a mail to `person` may call the article: nothing under embargo, a mail goes through many hands."""
    article = Article.objects.filter(pk=key).first()
    if article is None or not person.has_perm(notices.VIEW):
        return None
    return "" if article.is_embargoed() else str(article)
