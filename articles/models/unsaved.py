from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from newsroom import languages


class Unsaved(models.Model):
    """What somebody has typed into the form of an article and not saved yet; one a person and article.

    The fields are kept as they were typed, right or wrong: nothing of it is a revision or seen by
    anybody but its writer.
    """

    article = models.ForeignKey("articles.Article", models.CASCADE, null=True, related_name="unsaved")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    language = models.CharField(max_length=2, choices=languages.CHOICES)
    # Name and value of every field, in the order of the form.
    fields = models.JSONField(default=list)
    # The version of the article the form was opened with; 0 where there is none yet.
    version = models.PositiveIntegerField(default=0)
    saved_at = models.DateTimeField(_("time"))

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["article", "user"], condition=Q(article__isnull=False), name="articles_unsaved_of_an_article"
            ),
            models.UniqueConstraint(
                fields=["user", "language"], condition=Q(article=None), name="articles_unsaved_of_a_new_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.article_id}"
