from django.db import models

from articles.models.author import Author
from newsroom.models.quickly_read import QuicklyRead


class Byline(QuicklyRead):
    """One author of one article, in the printed order."""

    article = models.ForeignKey("articles.Article", models.CASCADE)
    author = models.ForeignKey(Author, models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="articles_byline_is_once")]

    def __str__(self) -> str:
        return self.author.name
