from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import Http404, QueryDict

from newsroom import languages


@dataclass(frozen=True)
class ThreadAddress:
    """Which part of an article's thread an address asks for; each link changes one thing and keeps the rest."""

    path: str
    # As the query says it: whether there is such a page, the thread knows.
    page: str | None = None
    newest_first: bool = False
    language: str = ""

    @classmethod
    def of(cls, path: str, query: QueryDict) -> Self:
        """Read the query of a page at `path`; raises Http404 for an order or a language that no link of ours names."""
        order, language = query.get("order"), query.get("language")
        if order not in (None, "newest") or language not in (None, *languages.CODES):
            raise Http404
        return cls(path, query.get("comments"), order == "newest", language or "")

    def on_page(self, number: int) -> Self:
        """The first page is the bare address."""
        return replace(self, page=None if number == 1 else str(number))

    def in_order(self, *, newest_first: bool) -> Self:
        return replace(self, newest_first=newest_first, page=None)

    def in_language(self, language: str) -> Self:
        return replace(self, language=language, page=None)

    def url(self, anchor: str = "comments", *, reply: int | None = None) -> str:
        asked = {
            "comments": self.page,
            "order": "newest" if self.newest_first else None,
            "language": self.language,
            "reply": reply,
        }
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{self.path}{'?' if query else ''}{query}#{anchor}"
