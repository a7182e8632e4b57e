"""HTML that many rows of a page share: a template prints it once for each shape that a row can have.

A thread has two hundred comments of a few shapes, and what differs from one to the next are their texts. To fill those
in takes a tenth of the time that the template takes.
"""

import re
import secrets
from functools import lru_cache
from typing import Any

from django.template import engines

from newsroom.sanitize import SafeString, trusted

# Of this process alone: nobody can write it into a text that is printed beside the places.
MARK = secrets.token_hex(8)
PLACE = re.compile(rf"\[{MARK} (\w+)\]")


class Places:
    """Whatever a template prints of it is a place, filled in later by what it is called: HTML, so escaped by then."""

    def __getattr__(self, name: str) -> SafeString:
        return trusted(f"[{MARK} {name}]")


PLACES = Places()


@lru_cache(maxsize=1024)
def pattern(language: str, name: str, shape: Any) -> str:
    """Return what the partial `name` prints for `shape` and PLACES in an edition, for `%` with a dictionary.

    A template asks `shape`, which can be hashed, what there is, and takes the texts from `of`.
    """
    html = str(macro_of(language, name)(shape=shape, of=PLACES)).strip()
    return PLACE.sub(r"%(\1)s", html.replace("%", "%%"))


def macro_of(language: str, name: str) -> Any:
    """Return the macro of the partial `name`, such as "articles/_meta", in an edition."""
    pages: Any = engines["pages"]
    own_name = name.rpartition("/")[2].removeprefix("_")
    return getattr(pages.editions[language].get_template(f"{name}.html").module, f"show_{own_name}")
