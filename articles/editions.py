from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.models import Article


def original_of(editions: "Mapping[str, Article]") -> "Article":
    """Return the one of a story's editions (at least one) that was written first: x-default of its hreflang."""
    return min(editions.values(), key=lambda edition: (edition.translated_from_id is not None, edition.pk))
