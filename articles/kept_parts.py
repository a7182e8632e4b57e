"""Parts of pages that are the same on all of a moment's, printed for the first of them and kept as long as its rows."""

from collections.abc import Hashable
from dataclasses import replace
from typing import Any

from markupsafe import escape

from articles.edition_now import EditionNow
from newsroom.metadata import OtherEdition
from newsroom.patterns import PLACES, macro_of
from newsroom.sanitize import SafeString, trusted


def kept_part(
    edition: EditionNow, name: str, varying: tuple[Hashable, ...] = (), other: OtherEdition | None = None, **given: Any
) -> SafeString:
    """Print the partial `name` with what is `given`, of which `varying` is all that differs from page to page.

    `other` is the way to the other edition, which nearly every page has for itself: it is filled in.
    """
    key = name, *varying, *((other.exists, bool(other.url)) if other else ())
    html = edition.printed.get(key)
    if html is None:
        if other:
            given["other_edition"] = replace(other, url=PLACES.other_url if other.url else "")
        html = edition.printed[key] = str(macro_of(given["language"], name)(**given))
    # Not by `%`: what newsrooms have written stands in it, whatever signs that has.
    return trusted(html.replace(PLACES.other_url, escape(other.url)) if other else html)
