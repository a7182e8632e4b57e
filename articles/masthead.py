"""What every page of an edition links to, in order: the sections of the nav, the standing pages of the footer."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from articles.models import Page, Section
from articles.rows_beside import Row, RowsBeside
from newsroom.addresses import path_to


@dataclass(frozen=True)
class Place:
    """One link: the key and name of a section or page, and its address in the edition asked for."""

    pk: int
    name: str
    url: str


def sections_beside(language: str) -> RowsBeside:
    return RowsBeside(
        Section.objects.all(), "pk", f"name_{language}", f"slug_{language}", made=partial(_place, "section", language)
    )


def standing_pages_beside(language: str, now: datetime) -> RowsBeside:
    pages = Page.objects.public(now).in_language(language)
    return RowsBeside(pages, "pk", "title", "slug", made=partial(_place, "page", language))


def _place(kind: str, language: str, row: Row, using: str) -> Place:
    key, name, slug = row
    return Place(key, name, path_to(f"articles:{kind}", language=language, slug=slug))
