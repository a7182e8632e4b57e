from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from articles.choices import Status
from articles.models.revision import ArticleRevision
from newsroom.actors import Actor

# Readers have an older revision than the newsroom.
AHEAD = Q(status=Status.PUBLISHED) & Q(working_revision__gt=F("live_revision"))


class Revisable(models.Model):
    """What is written revision by revision; which is the newest stands in the row, so that lists need not look."""

    working_revision = models.ForeignKey(
        ArticleRevision, models.SET_NULL, null=True, editable=False, related_name="+", db_index=False
    )

    # Of the article.
    objects: Any
    pk: Any
    revisions: Any

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["-changed_at", "-id"], condition=AHEAD, name="articles_ahead")]

    def _write_revision(
        self, content: dict[str, Any], *, by: Actor, minor: bool = False, note: str = ""
    ) -> ArticleRevision:
        newest = self.revisions.aggregate(number=models.Max("number"))["number"] or 0
        revision = ArticleRevision.objects.create(
            article=self, number=newest + 1, content=content, author=by.account, minor=minor, note=note
        )
        self.working_revision = revision
        # The row itself is not always saved: what readers have does not follow.
        type(self).objects.filter(pk=self.pk).update(working_revision=revision, changed_at=timezone.now())
        return revision
