from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from articles.search_index import SearchField
from newsroom import languages, stemming
from newsroom.models.quickly_read import QuicklyRead


class Findable(QuicklyRead):
    """A picture as the library looks for it: by its words, in any spelling that search knows, and by what it lacks."""

    search_text = SearchField(editable=False, blank=True)
    # Whether somebody who does not see it would miss it there.
    lacks_ar = models.BooleanField(default=True, editable=False)
    lacks_en = models.BooleanField(default=True, editable=False)

    # Of the image.
    title: Any
    source: Any
    licence: Any
    decorative: Any
    texts: Any

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-created_at", "-id"], condition=Q(lacks_ar=True), name="articles_images_lack_arabic"),
            models.Index(
                fields=["-created_at", "-id"], condition=Q(lacks_en=True), name="articles_images_lack_english"
            ),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        found_by = self.found_by()
        for name, value in found_by.items():
            setattr(self, name, value)
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], *found_by}
        super().save(*args, **kwargs)

    def found_by(self) -> dict[str, Any]:
        """Return the columns above as the words have them now."""
        texts = list(self.texts.all()) if self.pk else []
        words = [word for text in texts for word in (text.alt, text.caption, text.credit)]
        described = {text.language for text in texts if text.alt}
        lacks = {f"lacks_{code}": not self.decorative and code not in described for code in languages.CODES}
        return {"search_text": stemming.indexed(" ".join([self.title, self.source, self.licence, *words])), **lacks}


def found_again(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Let the image of a text that was stored or deleted be found and shown as it is now: a receiver of signals."""
    images = sender._meta.get_field("image").related_model.objects
    # It may be on its way out with its texts.
    for image in images.filter(pk=instance.image_id):
        images.filter(pk=image.pk).update(**image.found_by())
        image.show_again()
