"""The field of the articles that an editor wants beside another: one a line, by number, address or headline."""

import re
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from articles.models import Article
from articles.surroundings import RELATED_SIZE
from newsroom.typed_number import typed_number

NUMBERED = re.compile(r"/a/(?P<key>\d{1,18})/?|/admin/articles/article/(?P<form>\d{1,18})/change/?")
ADDRESS = re.compile(r"/(?P<language>[a-z]{2})/(?P<year>\d{4})/(?P<month>\d{2})/(?P<slug>[^/]+)/?")


class PicksField(forms.Field):
    """Keys of articles of one edition, in their order; typed and shown as lines that begin with what names each.

    After the number stands the headline, for those who read the list: it is looked at no more.
    """

    widget = forms.Textarea(attrs={"rows": RELATED_SIZE, "cols": 100, "dir": "auto"})
    default_error_messages = {
        "unknown": gettext_lazy(
            "Line %(line)s names no article of this edition. Write its number, or paste its address or headline."
        ),
        "itself": gettext_lazy("Line %(line)s is this article itself."),
        "many": gettext_lazy("Four articles at most: readers see no more."),
    }
    # The article beside which they stand.
    article: Article

    def __init__(self, **kwargs: Any) -> None:
        help_text = gettext_lazy(
            "One a line, four at most: its number, its address or its headline. Readers see those that are published, "
            "in this order, before those that are found by topic and section. What is saved here is live at once."
        )
        super().__init__(help_text=help_text, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, list):
            return value
        headlines = dict(Article.objects.filter(pk__in=value).values_list("pk", "headline")) if value else {}
        return "\n".join(f"{key} {headlines[key]}" for key in value if key in headlines)

    def clean(self, value: Any) -> list[int]:
        lines = [line.strip() for line in str(value or "").replace("\0", "").splitlines() if line.strip()]
        if len(lines) > 2 * RELATED_SIZE:
            raise ValidationError(self.error_messages["many"], code="many")
        keys = [self._key(number, line) for number, line in enumerate(lines, 1)]
        keys = list(dict.fromkeys(keys))
        if len(keys) > RELATED_SIZE:
            raise ValidationError(self.error_messages["many"], code="many")
        return keys

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "").split() != str(data or "").split()

    def _key(self, number: int, line: str) -> int:
        rows = Article.objects.in_language(self.article.language)
        # A headline may begin with a number that is no article's.
        readings = (rows.filter(headline=line).newest_first(), _named(line.split()[0], rows))
        keys = (found.values_list("pk", flat=True).first() for found in readings)
        key = next(filter(None, keys), None)
        if key is None:
            raise ValidationError(self.error_messages["unknown"], code="unknown", params={"line": number})
        if key == self.article.pk:
            raise ValidationError(self.error_messages["itself"], code="itself", params={"line": number})
        return int(key)


def _named(word: str, rows: "QuerySet[Article]") -> "QuerySet[Article]":
    """Return that of `rows` which a number or an address names, if there is one."""
    try:
        path = unquote(urlsplit(word).path)
    except ValueError:
        path = ""
    numbered, address = NUMBERED.fullmatch(path), ADDRESS.fullmatch(path)
    if address:
        return rows.filter(**address.groupdict())
    key = typed_number((numbered and (numbered["key"] or numbered["form"])) or word)
    return rows.filter(pk=key) if key is not None else rows.none()
