import functools
import re
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom import stemming
from newsroom.models import site
from newsroom.typed_text import PlainTextField

SEPARATORS = re.compile("[\n،,؛;]")


class Synonym(models.Model):
    """Words that search takes for one another, in both directions and in all their forms."""

    words = PlainTextField(
        _("words"),
        max_length=500,
        help_text=_(
            "One word a line, two at least: whoever searches for one of them finds the others too. Plurals and other "
            "forms are found by themselves."
        ),
    )

    class Meta:
        verbose_name = _("family of synonyms")
        verbose_name_plural = _("synonyms of the search")
        ordering = ["words"]
        constraints = [models.CheckConstraint(condition=~models.Q(words=""), name="articles_synonym_has_words")]

    def __str__(self) -> str:
        return "، ".join(self.words.split("\n"))

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        families.cache_clear()

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        families.cache_clear()
        return super().delete(*args, **kwargs)

    def clean(self) -> None:
        # The list shows them with commas, and so does many a hand write them.
        lines = [line.strip() for line in SEPARATORS.split(self.words) if line.strip()]
        for line in lines:
            if len(stemming.words(line)) != 1:
                raise ValidationError({"words": _("“%(line)s” is not one word.") % {"line": line}})
        if len({stemming.words(line)[0] for line in lines}) < 2:
            raise ValidationError({"words": _("Write two different words at least, one a line.")})
        self.words = "\n".join(lines)


def current_families() -> dict[str, frozenset[str]]:
    """Return the families as a search takes them, at most a second old."""
    return families(site.this_second())


@functools.lru_cache(maxsize=1)
def families(second: int) -> dict[str, frozenset[str]]:
    """Return of each token of a stem that is in a family those of the whole family, as they were at `second`."""
    found: dict[str, frozenset[str]] = {}
    for words in Synonym.objects.values_list("words", flat=True):
        stems = frozenset(stemming.STEM + stemming.stem(word) for word in stemming.words(words))
        for stem in stems:
            found[stem] = found.get(stem, frozenset()) | stems
    return found
