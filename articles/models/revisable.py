from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from articles import fields
from articles.choices import Status
from articles.models.publishable import verb
from articles.models.revision import ArticleRevision
from newsroom.actors import Actor
from newsroom.models import AuditEntry

# Readers have an older revision than the newsroom.
AHEAD = Q(status=Status.PUBLISHED) & Q(working_revision__gt=F("live_revision"))


class Revisable(models.Model):
    """What is written revision by revision; which is the newest stands in the row, so that lists need not look."""

    working_revision = models.ForeignKey(
        ArticleRevision, models.SET_NULL, null=True, editable=False, related_name="+", db_index=False
    )

    # Of the article.
    objects: ClassVar[Any]
    pk: Any
    revisions: Any
    language: Any
    revise: Any
    status: Any
    live_revision: Any
    live_revision_id: Any
    working_revision_id: Any
    note_editions: Any
    note_uses: Any

    class Meta:
        abstract = True
        # Each for a list of the desk: few rows of very many, in the order of the list.
        indexes = [
            models.Index(fields=["-changed_at", "-id"], condition=AHEAD, name="articles_ahead"),
            models.Index(fields=["-changed_at", "-id"], condition=~Q(status=Status.PUBLISHED), name="articles_at_work"),
            models.Index(fields=["-changed_at", "-id"], condition=Q(lead_image=None), name="articles_without_picture"),
            models.Index(
                fields=["breaking_until"], condition=Q(breaking_until__isnull=False), name="articles_breaking"
            ),
            models.Index(
                fields=["embargoed_until"], condition=Q(embargoed_until__isnull=False), name="articles_embargoed"
            ),
            models.Index(fields=["expires_at"], condition=Q(expires_at__isnull=False), name="articles_expiring"),
        ]

    def is_ahead(self) -> bool:
        """Say whether the newsroom has a newer revision than readers have, or get at the article's hour."""
        return self.status == Status.PUBLISHED and self.working_revision_id != self.live_revision_id

    def is_news(self, revision: ArticleRevision) -> bool:
        """Say whether readers who have the live revision get more by `revision` than what was marked as minor."""
        live = self.live_revision
        if live is None or revision.number < live.number:
            return True
        between = self.revisions.filter(number__gt=live.number, number__lte=revision.number)
        return bool(between.filter(minor=False).exists())

    @verb
    def revert_to(self, revision: ArticleRevision, *, by: Actor) -> ArticleRevision:
        """Write what an old revision of this article held as the next one; all of them stay, and so does the live copy.

        Fields that revisions have had only since then keep what they have.
        """
        if revision.article_id != self.pk:
            raise ValueError("the revision is another article's")
        content = {name: revision.content[name] for name in fields.NAMES if name in revision.content}
        note = _("The text of revision %(number)s again.") % {"number": revision.number}
        written: ArticleRevision = self.revise(by=by, note=note, **content)
        AuditEntry.objects.record(
            self, "revert", by=by, language=self.language, revision=written.number, text_of=revision.number
        )
        return written

    def _write_revision(
        self, content: dict[str, Any], *, by: Actor, minor: bool = False, note: str = ""
    ) -> ArticleRevision:
        newest = self.revisions.aggregate(number=models.Max("number"))["number"] or 0
        article: Any = self
        revision = ArticleRevision.objects.create(
            article=article, number=newest + 1, content=content, author=by.account, minor=minor, note=note
        )
        self.working_revision = revision
        # The row itself is not always saved: what readers have does not follow.
        type(self).objects.filter(pk=self.pk).update(working_revision=revision, changed_at=timezone.now())
        self.note_editions()
        self.note_uses()
        return revision
