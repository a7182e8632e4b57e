from django.db import models
from django.db.models import Q

from articles.models.author import Author
from newsroom import languages
from newsroom.models.quickly_read import QuicklyRead


class Byline(QuicklyRead):
    """One author of one article, in the printed order.

    The language of the article, which never changes, and its date stand here too, kept by `Bylined`: the newest of one
    who may have written thousands are found in the order of one index.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE)
    author = models.ForeignKey(Author, models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)
    language = models.CharField(max_length=2, choices=languages.CHOICES, editable=False)
    first_published_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["position"]
        indexes = [
            models.Index(
                fields=["author", "language", "-first_published_at", "-article"], name="articles_newest_of_author"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["article", "author"], name="articles_byline_is_once"),
            models.CheckConstraint(
                condition=Q(language__in=languages.CODES), name="articles_byline_language_is_an_edition"
            ),
        ]

    def __str__(self) -> str:
        return self.author.name
