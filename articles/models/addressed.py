from typing import Any

from django.db import transaction

from articles.models.former_word import FormerWord, Words
from newsroom import languages
from newsroom.addresses import path_to
from newsroom.languages import PerEdition
from newsroom.models.quickly_read import QuicklyRead


class Addressed(QuicklyRead):
    """What has a name and a page in each edition; an address word that it had before leads to it."""

    # Columns of the models, which differ in their lengths.
    name_ar: Any
    name_en: Any
    slug_ar: Any
    slug_en: Any

    name = PerEdition()
    slug = PerEdition()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return self.url_in(languages.active())

    def url_in(self, language: str) -> str:
        return path_to(f"articles:{self._meta.model_name}", language=language, slug=getattr(self, f"slug_{language}"))

    def words(self) -> Words:
        """Return the address word of each edition."""
        return {code: getattr(self, f"slug_{code}") for code in languages.CODES}

    @transaction.atomic
    def save(self, *args: Any, **kwargs: Any) -> None:
        before = None if self._state.adding else type(self)._default_manager.filter(pk=self.pk).first()
        super().save(*args, **kwargs)
        FormerWord.objects.renamed(type(self), self.pk, before.words() if before else {}, self.words())
