import json
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any

from django import template
from django.utils import dateformat, timezone
from django.utils.formats import get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from newsroom import languages, plain_text
from newsroom.house_style import HouseStyle
from newsroom.models.site import style_in_force
from newsroom.sanitize import trusted

register = template.Library()
# Those that print as the active language does, unless they are given another as `language`.
IN_A_LANGUAGE = (
    "apart", "figures",
    "news_date", "news_day", "news_moment", "news_month", "news_short_date", "news_time", "news_year",
)  # fmt: skip

# In a script element, JSON may not end the element (HTML, 4.12.1.3); these are escapes JSON itself knows.
JSON_ESCAPES = {">": "\\u003E", "<": "\\u003C", "&": "\\u0026"}


@register.filter
def in_its_direction(row: Any, words: int = 0) -> SafeString:
    """Print what a row is called, to so many words where that is said, isolated: in its language where it has one."""
    title = Truncator(str(row)).words(words) if words else str(row)
    language = getattr(row, "language", "")
    if language not in languages.CODES:
        return format_html("<bdi>{}</bdi>", title)
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, languages.direction(language), title)


@register.filter
def apart(text: Any, language: str = "") -> str:
    """Keep a text of the other script from turning around what it stands beside, where no <bdi> can stand."""
    return plain_text.apart_in(language or languages.active(), str(text)) if text else ""


@register.filter
def news_date(when: datetime | date, language: str = "") -> str:
    return _printed(when, "DATE_FORMAT", language)


@register.filter
def news_day(when: datetime | date, language: str = "") -> str:
    """Print a date with the day of the week."""
    return _printed(when, "DAY_FORMAT", language)


@register.filter
def news_short_date(when: datetime | date, language: str = "") -> str:
    """Print day and month on one line."""
    return _printed(when, "SHORT_DAY_FORMAT", language)


@register.filter
def news_month(when: datetime | date, language: str = "") -> str:
    return _printed(when, "YEAR_MONTH_FORMAT", language)


@register.filter
def news_year(when: datetime | date, language: str = "") -> str:
    return _printed(when, "YEAR_FORMAT", language)


@register.filter
def news_time(when: datetime | time, language: str = "") -> str:
    return _printed(when, "TIME_FORMAT", language)


@register.filter
def news_moment(when: datetime, language: str = "") -> str:
    return _printed(when, "DATETIME_FORMAT", language)


class Figures(int):
    """A whole number that prints itself as the page does; still a number, for plural forms and comparisons."""

    language = ""

    def __str__(self) -> str:
        language = self.language or languages.active()
        return style_in_force().figures(self) if language == languages.ARABIC else f"{int(self):,}"


@register.filter
def day(when: datetime | date) -> date:
    """Return the day in the newsroom's zone, to compare it with another."""
    when = _local(when)
    return when.date() if isinstance(when, datetime) else when


@register.filter
def figures(number: Any, language: str = "") -> Any:
    """Print a whole number grouped, in the digits of the page; what is no whole number stays as it is."""
    if not isinstance(number, int):
        return number
    printed = Figures(number)
    printed.language = language
    return printed


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


def structured_data(content: dict[str, Any] | None) -> SafeString:
    """Print `content` as a JSON-LD script element."""
    if not content:
        return SafeString("")
    text = json.dumps(content, ensure_ascii=False)
    for character, escaped in JSON_ESCAPES.items():
        text = text.replace(character, escaped)
    return trusted(f'<script type="application/ld+json">{text}</script>')


def _printed(when: Any, form: str, language: str) -> str:
    if not when:
        return ""
    when, language = _local(when), language or languages.active()
    style = style_in_force() if language == languages.ARABIC else None
    if isinstance(when, datetime):
        if form == "DATETIME_FORMAT":
            day, hour = _remembered(when.date(), "DATE_FORMAT", language, style), _hour(when, language, style)
            return f"{day}{_between(language)}{hour}"
        if form == "TIME_FORMAT":
            return _hour(when, language, style)
        when = when.date()
    return _remembered(when, form, language, style)


def _hour(when: datetime, language: str, style: HouseStyle | None) -> str:
    return _remembered(time(when.hour, when.minute), "TIME_FORMAT", language, style)


@lru_cache(maxsize=4096)
def _remembered(when: date | time, form: str, language: str, style: HouseStyle | None) -> str:
    """Print a day or a minute in the active `language`. Remembered: a thread has hundreds, and always the same."""
    text = get_format(form, language)
    return style.moment(when, text) if style else dateformat.format(when, text)


@lru_cache(maxsize=2)
def _between(language: str) -> str:
    """Return what stands between day and minute in DATETIME_FORMAT."""
    day, hour, both = (get_format(f"{name}_FORMAT", language) for name in ("DATE", "TIME", "DATETIME"))
    return str(both.removeprefix(day).removesuffix(hour))


def _local(when: Any) -> Any:
    return timezone.localtime(when) if isinstance(when, datetime) and timezone.is_aware(when) else when
