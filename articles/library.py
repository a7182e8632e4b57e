"""The library: the pictures of the newsroom as they are looked for, whether or not anything shows them."""

from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from articles.models import Image  # noqa: F401 (named in a base class)


class LibraryQuerySet(models.QuerySet["Image"]):
    def matching(self, words: str) -> Self:
        """Keep those that have every one of `words` in their title, source, licence, alt text, caption or credit."""
        rows = self
        for word in words.split():
            said = Q(alt__icontains=word) | Q(caption__icontains=word) | Q(credit__icontains=word)
            own = Q(title__icontains=word) | Q(source__icontains=word) | Q(licence__icontains=word)
            rows = rows.filter(own | Q(Exists(_texts().filter(said))))
        return rows

    def without_alt(self, language: str) -> Self:
        """Keep those that somebody who does not see them would miss in `language`."""
        return self.filter(~Exists(_texts(language=language).exclude(alt="")), decorative=False)

    def used(self, is_used: bool = True) -> Self:
        """Keep those that an article, a page or an author has; or those that none has."""
        return self.filter(_is_used() if is_used else ~_is_used())

    def as_cards(self) -> Self:
        """Load what a card of the library prints, in two queries whatever their number."""
        return self.annotate(is_used=_is_used()).prefetch_related("texts")


def _of(model: str, **conditions: Any) -> models.QuerySet[Any]:
    # The models import this module.
    return apps.get_model("articles", model)._default_manager.filter(**conditions)


def _texts(**conditions: Any) -> models.QuerySet[Any]:
    return _of("ImageText", image=OuterRef("pk"), **conditions)


def _is_used() -> Q:
    return Q(Exists(_of("ImageUse", image=OuterRef("pk")))) | Q(Exists(_of("Author", portrait=OuterRef("pk"))))
