from typing import Any

from django.db import models
from django.db.models import Q

from articles.addresses import decoded
from newsroom import languages

Words = dict[str, str]


class FormerWordQuerySet(models.QuerySet["FormerWord"]):
    def renamed(self, model: type[models.Model], subject_id: int, were: Words, words: Words) -> None:
        """Let the address words of a subject until now (none of a new one) lead to it, where it has others from now on.

        Inside the transaction that changes them. Rows point to subjects and not to words, so that every earlier one
        leads to the newest at once; what stands at a word itself is what readers get there.
        """
        kind = str(model._meta.model_name)
        changed = [code for code in words if were.get(code) != words[code]]
        for code in changed:
            if code in were:
                self.update_or_create(
                    kind=kind, language=code, word=decoded(were[code]), defaults={"subject_id": subject_id}
                )
        if changed:
            standing = [Q(language=code, word=decoded(words[code])) for code in changed]
            self.filter(Q(*standing, _connector=Q.OR), kind=kind).delete()

    def keys_of(self, model: type[models.Model], language: str, word: str) -> models.QuerySet[Any, Any]:
        """Return the key of what had a (decoded) address word before, or none; of what was deleted, too."""
        return self.filter(kind=model._meta.model_name, language=language, word=word).values("subject_id")


class FormerWord(models.Model):
    """A word by which readers may still ask for a section, a topic or an author of an edition."""

    # The model, in small letters, as the names of its addresses have it.
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=2)
    # Decoded and in NFC.
    word = models.CharField(max_length=200)
    # No foreign key, since it is of one of three tables: the row of what is deleted leads nowhere.
    subject_id = models.PositiveBigIntegerField()

    objects = FormerWordQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["kind", "language", "word"], name="articles_former_word_leads_to_one"),
            models.CheckConstraint(
                condition=Q(language__in=languages.CODES), name="articles_former_word_language_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.word
