"""The library: the pictures of the newsroom as they are looked for, whether or not anything shows them."""

from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from newsroom import languages

if TYPE_CHECKING:
    from articles.models import Image  # noqa: F401 (named in a base class)


class LibraryQuerySet(models.QuerySet["Image"]):
    def matching(self, words: str) -> Self:
        """Keep those that have every one of `words` in their title, source, licence, alt text, caption or credit."""
        return self.filter(search_text__words=words)

    def without_alt(self, language: str) -> Self:
        """Keep those that somebody who does not see them would miss in `language`."""
        return self.filter(**{f"lacks_{language}": True})

    def used(self, is_used: bool = True) -> Self:
        """Keep those that an article, a page or an author has; or those that none has."""
        return self.filter(_is_used() if is_used else ~_is_used())

    def as_cards(self) -> Self:
        """Load what a card of the library prints, in the query of the rows."""
        texts = apps.get_model("articles", "ImageText")._default_manager.filter(image=OuterRef("pk"))
        credits = {
            f"credit_{code}": Subquery(texts.filter(language=code).values("credit")[:1]) for code in languages.CODES
        }
        return self.annotate(is_used=_is_used(), **credits)


def _is_used() -> Q:
    # The models import this module.
    uses, authors = (apps.get_model("articles", name)._default_manager for name in ("ImageUse", "Author"))
    return Q(Exists(uses.filter(image=OuterRef("pk")))) | Q(Exists(authors.filter(portrait=OuterRef("pk"))))
