"""The two editions: the one place that knows their codes, directions and names."""

import functools
import re
import unicodedata
from collections import Counter
from typing import Any, overload

from django.conf import settings
from django.utils import translation

ARABIC = "ar"
ENGLISH = "en"
CODES = (ARABIC, ENGLISH)
# Each in its own language and script, as the edition switch prints them; never translated.
NAMES = {ARABIC: "العربية", ENGLISH: "English"}
CHOICES = list(NAMES.items())
# A number of each of the plural categories (Unicode CLDR) that our languages have, as Intl.PluralRules names them.
PLURALS = {"zero": 0, "one": 1, "two": 2, "few": 3, "many": 11, "other": 100}
WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def active() -> str:
    """Return the language the current page or mail is written in, always one of `CODES`."""
    language = (translation.get_language() or settings.LANGUAGE_CODE)[:2]
    return language if language in CODES else settings.LANGUAGE_CODE


def other(language: str) -> str:
    return ENGLISH if language == ARABIC else ARABIC


def direction(language: str) -> str:
    return "rtl" if language == ARABIC else "ltr"


def guess(text: str, default: str) -> str:
    """Return the edition whose script has more letters in `text`, or `default` where neither has more.

    An address is of no language, however long it is.
    """
    letters: Counter[str] = Counter()
    # Of each letter once: a text has hundreds, of a few dozen kinds.
    for letter, times in Counter(WEB_ADDRESS.sub("", text)).items():
        letters[script(letter)] += times
    if letters[ARABIC] == letters[ENGLISH]:
        return default
    return ARABIC if letters[ARABIC] > letters[ENGLISH] else ENGLISH


@functools.lru_cache(maxsize=4096)
def script(character: str) -> str:
    """Return the edition in whose script a letter is, "other" of any further one, "" where it is no letter."""
    if not character.isalpha():
        return ""
    name = unicodedata.name(character, "")
    return ARABIC if name.startswith("ARABIC") else ENGLISH if name.startswith("LATIN") else "other"


class PerEdition:
    """A pair of columns, `name_ar` and `name_en`, read as `name` in the active language."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    @overload
    def __get__(self, instance: None, owner: type) -> "PerEdition": ...

    @overload
    def __get__(self, instance: object, owner: type) -> Any: ...

    def __get__(self, instance: object | None, owner: type) -> Any:
        if instance is None:
            return self
        return self.read(instance, active())

    def read(self, instance: object, language: str) -> Any:
        return getattr(instance, f"{self.name}_{language}")
