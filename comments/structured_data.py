"""JSON-LD of the discussion under an article: what its page shows, and nothing that is not approved."""

from collections.abc import Iterable
from typing import Any

from articles.models import Article
from articles.structured_data import identity
from comments.lines import Line
from newsroom.addresses import absolute

MOST = 20


def discussion(article: Article, count: int, lines: Iterable[Line]) -> dict[str, Any]:
    """Return what belongs to the article's own entry by its @id: the count, and the first comments of the page."""
    shown = [line for line in lines if not line.is_removed][:MOST]
    comments = [
        {
            "@type": "Comment",
            "@id": absolute(line.url),
            "author": {"@type": "Person", "name": line.name},
            "dateCreated": line.iso,
            "text": line.text,
            "inLanguage": line.language,
        }
        for line in shown
    ]
    return identity(article) | {"commentCount": count} | ({"comment": comments} if comments else {})
