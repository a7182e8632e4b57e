"""Parts of pages that are the same on all of a moment's, printed for the first of them and kept as long as its rows."""

from collections.abc import Hashable
from dataclasses import replace
from datetime import datetime
from typing import Any

from markupsafe import escape

from articles.edition_now import EditionNow
from newsroom.metadata import OtherEdition
from newsroom.models.site import style_in_force
from newsroom.patterns import PLACES, macro_of
from newsroom.sanitize import SafeString, trusted
from newsroom.templatetags.newsroom import day


def kept_part(
    edition: EditionNow,
    name: str,
    varying: tuple[Hashable, ...] = (),
    other: OtherEdition | None = None,
    *,
    now: datetime | None = None,
    feed: str | None = None,
    **given: Any,
) -> SafeString:
    """Print the partial `name` with what is `given`, of which `varying` is all that differs from page to page.

    `other` is the way to the other edition and `feed` an address: nearly every page has its own, they are filled in.
    Of `now` it prints the day. With other settings than those it was printed with it is printed anew.
    """
    places = {"other_url": other.url if other else "", "feed": feed or ""}
    key = (
        *(name, *varying, *[bool(url) for url in places.values()]),
        *((other.language, other.exists) if other else ()),
        *((day(now), style_in_force()) if now else ()),
    )
    site, html = edition.printed.get(key, (None, ""))
    if not html or site is not given.get("site"):
        if other:
            given["other_edition"] = replace(other, url=PLACES.other_url if other.url else "")
        if feed:
            given["feed"] = PLACES.feed
        if now:
            given["now"] = now
        html = str(macro_of(given["language"], name)(**given))
        edition.printed[key] = given.get("site"), html
    # Not by `%`: what newsrooms have written stands in it, whatever signs that has.
    for place, url in places.items():
        html = html.replace(getattr(PLACES, place), escape(url)) if url else html
    return trusted(html)
