"""What every page of an edition links to: the sections of the nav and the standing pages of the footer."""

from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value

from articles.models import Page, Section
from newsroom.addresses import path_to


@dataclass(frozen=True)
class Place:
    """One link: the key and name of a section or page, and its address in the edition asked for."""

    pk: int
    name: str
    url: str


def masthead(language: str) -> dict[str, list[Place]]:
    """Return `sections` and `standing_pages` in their order. One query for both."""
    sections = _rows("section", Section.objects.all(), f"name_{language}", f"slug_{language}")
    pages = _rows("page", Page.objects.public().in_language(language), "title", "slug")
    places: dict[str, list[Place]] = {"section": [], "page": []}
    for kind, _order, key, name, slug in sorted(sections.union(pages, all=True)):
        url = path_to(f"articles:{kind}", language=language, slug=slug)
        places[kind].append(Place(key, name, url))
    return {"sections": places["section"], "standing_pages": places["page"]}


def _rows(kind: str, rows: QuerySet[Any], name: str, slug: str) -> QuerySet[Any, tuple[Any, ...]]:
    kinds = rows.order_by().annotate(kind=Value(kind, output_field=CharField()))
    return kinds.values_list("kind", "order", "pk", name, slug)
