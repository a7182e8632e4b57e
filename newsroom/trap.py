"""The honeypot: a field that no reader sees, and that programs fill in."""

import functools
import random
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from newsroom.pseudonyms import pseudonym

# Words that mean something to a program and nothing to a browser's autofill: it would fill in for honest readers.
FIRST = ("follow", "second", "further", "extra", "other", "last")
SECOND = ("topic", "remark", "detail", "reference", "answer", "subject")


def name() -> str:
    """Return the field's name: another on every site, so that no program knows it beforehand."""
    return _name(settings.SECRET_KEY)


def field() -> forms.CharField:
    return forms.CharField(
        label=_("Leave this field empty"),
        required=False,
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )


def is_filled(data: Any) -> bool:
    return bool(data.get(name(), "").strip())


@functools.lru_cache(maxsize=8)
def _name(secret: str) -> str:
    choose = random.Random(pseudonym("trap", "name"))  # noqa: S311 (a name, not a secret)
    return f"{choose.choice(FIRST)}_{choose.choice(SECOND)}_{choose.randrange(10, 100)}"
