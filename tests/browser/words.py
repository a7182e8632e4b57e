"""What the interface says, as the committed catalogue has it: the tests ask for buttons and fields by these."""

import re
from typing import Any

from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext, pgettext


def word(language: str, english: str, context: str = "") -> str:
    with translation.override(language):
        return pgettext(context, english) if context else gettext(english)


def counted(language: str, one: str, many: str, count: int) -> str:
    with translation.override(language):
        return ngettext(one, many, count)


def label(language: str, model: Any, field: str) -> str:
    """Return the label that the admin's form gives to a model's field."""
    with translation.override(language):
        return str(capfirst(model._meta.get_field(field).verbose_name))


def plural(language: str, model: Any) -> str:
    with translation.override(language):
        return str(capfirst(model._meta.verbose_name_plural))


def labelled(text: str) -> re.Pattern[str]:
    """Match the label `text` alone, with the colon or the star that a form puts behind it."""
    return re.compile(rf"^\s*{re.escape(text)}\s*[:*]?\s*$", re.IGNORECASE)
