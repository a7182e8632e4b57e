from django.db import models
from django.db.models import Q

from articles.models.author import Author
from newsroom import languages
from newsroom.models.quickly_read import QuicklyRead


class Byline(QuicklyRead):
    """One author of one article, in the printed order.

    What the article's language is and when readers first had it stands here too, kept by `Bylined`: the newest of an
    author, who may have written thousands, are found in the order of one index.
    """

    # Neither has an index of its own: those below begin with them.
    article = models.ForeignKey("articles.Article", models.CASCADE, db_index=False)
    author = models.ForeignKey(Author, models.PROTECT, db_index=False)
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
