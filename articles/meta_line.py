"""The line under a headline: who wrote it, when, and how many comments there are."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils import timezone
from django.utils.translation import ngettext
from markupsafe import escape

from articles.models import Article
from newsroom.patterns import pattern
from newsroom.plain_text import apart_in
from newsroom.sanitize import SafeString, trusted
from newsroom.templatetags.newsroom import figures, news_date, news_time

# Of more authors so many are named.
NAMED = 3


class Shape(NamedTuple):
    # How many authors there are, at most one more than are named.
    authors: int
    has_comments: bool
    is_dated_first: bool


def meta_line(
    article: Article,
    now: datetime | date,
    *,
    language: str,
    comments: int = 0,
    byline: bool = True,
    is_dated_first: bool = False,
) -> SafeString:
    """Print the line in `language`; the time alone of what is of the day of `now`, else its date."""
    authors = article.authors if byline else []
    names = [escape(apart_in(language, getattr(author, f"name_{language}"))) for author in authors[:NAMED]]
    zone = timezone.get_current_timezone()
    today = now.astimezone(zone).date() if isinstance(now, datetime) else now
    since = article.public_since.astimezone(zone)
    here = since.replace(tzinfo=None)
    texts = {
        "first": "", "second": "", "third": "",
        **dict(zip(("first", "second", "third"), names, strict=False)),
        "iso": since.isoformat(timespec="seconds"),
        "when": news_time(here, language) if here.date() == today else news_date(here, language),
        "url": article.get_absolute_url(),
        "number": figures(comments, language),
        "number_said": _said(comments, language) if comments else "",
    }  # fmt: skip
    shape = Shape(authors=min(len(authors), NAMED + 1), has_comments=comments > 0, is_dated_first=is_dated_first)
    return trusted(pattern(language, "articles/_meta", shape) % texts)


def _said(comments: int, language: str) -> str:
    words = ngettext("%(counter)s comment", "%(counter)s comments", comments)
    return escape(words % {"counter": figures(comments, language)})
