import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.template.defaultfilters import date as format_date
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from newsroom import languages
from newsroom.sanitize import trusted

register = template.Library()

# In a script element, JSON may not end the element (HTML, 4.12.1.3); these are escapes JSON itself knows.
JSON_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.filter
def in_its_direction(row: Any, words: int = 0) -> SafeString:
    """Print what a row is called, to so many words where that is said, isolated: in its language where it has one."""
    title = Truncator(str(row)).words(words) if words else str(row)
    language = getattr(row, "language", "")
    if language not in languages.CODES:
        return format_html("<bdi>{}</bdi>", title)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, languages.direction(language), title)


@register.filter
def news_date(when: datetime | date) -> str:
    return format_date(_local(when), "DATE_FORMAT")


@register.filter
def news_time(when: datetime) -> str:
    return format_date(_local(when), "TIME_FORMAT")


@register.filter
def news_moment(when: datetime) -> str:
    return _moment(_local(when).replace(second=0, microsecond=0, tzinfo=None), languages.active())


@register.filter
def iso(when: datetime | date | None) -> str:
    """Return an ISO 8601 moment with offset, to the second, as <time datetime> and JSON-LD want it; "" for None."""
    if when is None:
        return ""
    return _local(when).isoformat(timespec="seconds") if isinstance(when, datetime) else when.isoformat()


@register.filter
def direction(language: str) -> str:
    return languages.direction(language)


@register.filter
def edition_name(language: str) -> str:
    return languages.NAMES[language]


@register.simple_tag
def structured_data(content: dict[str, Any] | None) -> SafeString:
    """Print `content` as a JSON-LD script element."""
    if not content:
        return SafeString("")
    text = json.dumps(content, ensure_ascii=False).translate(JSON_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', trusted(text))


@lru_cache(maxsize=4096)
def _moment(wall_clock: datetime, language: str) -> str:
    """Write a moment in the active `language`. Remembered: a thread has hundreds, the same ones the next time."""
    return format_date(wall_clock, "DATETIME_FORMAT")


def _local(when: Any) -> Any:
    return timezone.localtime(when) if isinstance(when, datetime) and timezone.is_aware(when) else when
