"""What the kernel's page cache has to know of articles: whose change readers see, and when time alone changes pages."""

from datetime import datetime
from typing import Any

from django.db.models import F, Model, QuerySet

from articles.choices import Status
from articles.models import Article, Author, Correction, Image, ImageText, Page, Pin, Section, Topic
from newsroom import languages
from newsroom.page_cache.following import follow, follow_links
from newsroom.page_cache.watch import SCHEDULES


def follow_all() -> None:
    follow(Article, when=Article.may_have_readers)
    follow_links(Article.topics.through, when=_is_seen)
    follow(Page, when=Page.may_have_readers)
    for model in (Author, Correction, Image, ImageText, Pin, Section, Topic):
        follow(model)
    SCHEDULES.append(next_change)


def _is_seen(row: Model) -> bool:
    """Say whether readers may see one end of a link: drafts get their topics without anybody being told."""
    return not isinstance(row, Article) or row.may_have_readers()


def next_change(now: datetime) -> datetime | None:
    """Return the next moment after `now` at which something becomes public, ends or changes. One query."""
    published = Article.objects.filter(status=Status.PUBLISHED)
    rows = [_later(published.in_language(code), "first_published_at", now) for code in languages.CODES]
    moments = ("embargoed_until", "expires_at", "breaking_until", "pending_at")
    rows += [_later(Article.objects.all(), column, now) for column in moments]
    rows += [_later(Page.objects.all(), column, now) for column in ("published_at", "embargoed_until", "expires_at")]
    rows += [_later(Pin.objects.all(), "until", now)]
    moment: datetime | None = rows[0].union(*rows[1:], all=True).order_by("moment").first()
    return moment


def _later(rows: QuerySet[Any], column: str, now: datetime) -> QuerySet[Any, Any]:
    later = rows.order_by().filter(**{f"{column}__gt": now})
    return later.annotate(moment=F(column)).values_list("moment", flat=True)
