from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import fields
from articles.choices import Freshness, Status
from articles.models.publishable import verb
from articles.models.revision import ArticleRevision
from articles.models.story import Story
from articles.workflow import require
from newsroom import languages
from newsroom.actors import SYSTEM, Actor
from newsroom.models import AuditEntry, Change
from newsroom.refusals import Stale, WrongState

if TYPE_CHECKING:
    from articles.models.article import Article

# What both editions of a story have in common when the second begins; the text is not among it.
SHARED = ("kind", "section", "lead_image", "authors", "topics")
# The text, where somebody wants to write over it; the address is made from the new headline.
TEXT = tuple(name for name in fields.TEXTS if name not in (*SHARED, "slug"))

# What the verbs of this module alone write.
OF_THE_STORY = {"story", "translated_from", "translated_from_revision", "is_behind", "is_alone"}


def set_free(collector: Any, field: Any, rows: Any, using: str) -> None:
    """Do what SET_NULL does when the source is deleted: what follows nobody is behind nobody."""
    collector.add_field_update(field, None, rows)
    collector.add_field_update(field.model._meta.get_field("is_behind"), False, rows)


def leave_alone(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Let the other edition know that it loses this one: a receiver of `pre_delete`.

    The story is asked for: the instance may have been read before it was linked or parted.
    """
    story = sender.objects.filter(pk=instance.pk).values("story")
    sender.objects.filter(story__in=story).exclude(pk=instance.pk).update(is_alone=True)


class Translatable(models.Model):
    """What an article knows of the other edition it was written from."""

    translated_from = models.ForeignKey(
        "self", set_free, null=True, editable=False, related_name="+",
        verbose_name=gettext_lazy("translated from"),
    )  # fmt: skip
    translated_from_revision = models.ForeignKey(
        ArticleRevision, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    # What articles.freshness counts: its source has revisions that it has not.
    is_behind = models.BooleanField(default=False, editable=False)
    # The story has no article in the other language.
    is_alone = models.BooleanField(default=True, editable=False)

    # Columns that save() leaves as they are in the table.
    WRITTEN_APART: ClassVar[set[str]] = OF_THE_STORY

    # Only where TranslatableQuerySet.with_freshness has loaded the row.
    freshness: str

    translated_from_id: Any
    # Of the article.
    objects: ClassVar[Any]
    pk: Any
    language: Any
    status: Any
    embargoed_until: Any
    revisions: Any
    story: Any
    story_id: Any
    without_picture: Any
    working_copy: Any
    _write_revision: Any

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-changed_at", "-id"], condition=Q(is_behind=True), name="articles_behind"),
            models.Index(fields=["-changed_at", "-id"], condition=Q(is_alone=True), name="articles_alone"),
            models.Index(fields=["language", "-changed_at", "-id"], name="articles_changed_of_edition"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        begins = self._state.adding
        if not begins:
            # Links and marks change no version: what has been read before one of them must not undo it.
            names = {field.name for field in self._meta.concrete_fields if not field.primary_key}
            kwargs["update_fields"] = kwargs.get("update_fields") or names - self.WRITTEN_APART
        super().save(*args, **kwargs)
        self.note_editions()
        if begins:
            type(self).objects.filter(story=self.story_id).note_alone()

    def note_editions(self) -> None:
        """Let the editions of the story know which of them is behind, after a change of either."""
        type(self).objects.filter(story=self.story_id).note_behind()

    def partner(self) -> "Article | None":
        """Return the story's article in the other language, whatever its status. One query."""
        partner: Article | None = type(self).objects.filter(story=self.story_id).exclude(pk=self.pk).first()
        return partner

    @cached_property
    def both_editions(self) -> "tuple[Article, Article | None]":
        """Return this article and the story's other, as lists have them, with what each was translated from.

        They are as they were when first asked for: for a page that shows them in several places. One query.
        """
        rows = type(self).objects.filter(story=self.story_id).with_freshness()
        rows = rows.select_related("working_revision", "translated_from_revision")
        both = {row.pk: row for row in rows.defer("body", "body_html", "search_text")}
        return both.pop(self.pk), next(iter(both.values()), None)

    @property
    def other_edition(self) -> "Article | None":
        return self.both_editions[1]

    def freshness_now(self) -> Freshness:
        """Return what `objects.with_freshness()` annotates. One query."""
        return Freshness(type(self).objects.with_freshness().values_list("freshness", flat=True).get(pk=self.pk))

    def newest_revision(self, *, by: Actor = SYSTEM) -> ArticleRevision:
        """Return the working copy as a revision; what was never revised gets its first, of the columns."""
        revision: ArticleRevision | None = self.revisions.order_by("-number").first()
        return revision or self._write_revision(fields.read(self), by=by)  # type: ignore[arg-type]

    @verb
    def create_edition(self, *, by: Actor, copy_text: bool = False) -> "Article":
        """Start the story's article in the other language: what is shared is copied, the text only where asked for."""
        language = languages.other(self.language)
        if self.status == Status.WITHDRAWN:
            raise WrongState(_("This article has been withdrawn. Restore it before it is translated."))
        if self.partner():
            raise WrongState(_("The other edition exists already."))
        article: Article = type(self).objects.start(language, by=by, story=self.story)
        source = self.newest_revision()
        article.translated_from = self
        article.translated_from_revision = source
        article.save(update_fields=["translated_from", "translated_from_revision"])
        article.without_picture = self.without_picture
        article.embargoed_until = self.embargoed_until
        copied = {name: source.content[name] for name in (SHARED + TEXT if copy_text else SHARED)}
        article._write_revision(article.working_copy() | copied, by=by)
        article._follow(article.working_copy())
        return article

    @verb
    def mark_current(self, *, by: Actor, revision: ArticleRevision | None = None) -> None:
        """Say that this article has all that `revision` of its source (the newest where None) has.

        Of two articles that were linked and follow neither each other, this one follows the other from now on.
        What was seen to be older than what has been marked before changes nothing.
        """
        require(by, "change", type(self), self.language)
        source = self.translated_from or self.partner()
        if source is None:
            raise WrongState(_("There is no other edition."))
        if source.translated_from_id == self.pk:
            raise WrongState(_("The other edition was written from this one, not the other way round."))
        if revision and revision.article_id != source.pk:
            raise ValueError("the revision is not the source's")
        revision = revision or source.newest_revision()
        before = self.translated_from_revision
        if self.translated_from_id == source.pk and before and before.number >= revision.number:
            return
        self.translated_from, self.translated_from_revision = source, revision
        # Not a change of the text: a form that is open somewhere stays good.
        self.save(update_fields=["translated_from", "translated_from_revision"])
        AuditEntry.objects.record(self, "mark_current", by=by, language=self.language, revision=revision.number)

    @verb
    def link(self, other: "Article", *, by: Actor) -> None:
        """Make two articles, one in each language and each alone in its story, the editions of one story.

        Where they have been that before, the one that followed the other follows it again, as far as it had come.
        """
        self._require_both(other, by)
        if other.language == self.language:
            raise WrongState(_("Both are in the same language."))
        if self.partner() or other.partner():
            raise WrongState(_("A story has one article in each language, and one of the two stories has both."))
        left = other.story_id
        if not type(self).objects.filter(pk=other.pk, story=left).update(story=self.story_id):
            raise Stale(_("Somebody else has changed this meanwhile. Reload it and look again."))
        # Protected by whatever has come into it meanwhile; the verb says so.
        Story.objects.get(pk=left).delete()
        other.story = self.story
        self._follow_again(other)
        other._follow_again(self)
        self.note_editions()
        type(self).objects.filter(story=self.story_id).note_alone()
        self._record_both("link", other, by)

    @verb
    def unlink(self, *, by: Actor) -> None:
        """Give this article a story of its own; neither follows the other any more."""
        other = self.partner()
        self._require_both(other or self, by)
        if other is None:
            raise WrongState(_("There is no other edition."))
        rows = type(self).objects.filter(story=self.story_id)
        had = dict(rows.exclude(translated_from=None).values_list("pk", "translated_from_revision__number"))
        rows.update(translated_from=None, translated_from_revision=None, is_behind=False)
        self.story = Story.objects.create()
        if not rows.filter(pk=self.pk).update(story=self.story):
            raise Stale(_("Somebody else has changed this meanwhile. Reload it and look again."))
        self.translated_from = self.translated_from_revision = None
        type(self).objects.filter(story__in=(self.story_id, other.story_id)).note_alone()
        self._record_both("unlink", other, by, had=had)

    def _follow_again(self, source: Any) -> None:
        """Take up from the log what this had of `source` when the two were last parted."""
        parted = AuditEntry.objects.about(self).filter(verb="unlink", detail__other=source.pk).order_by("-pk").first()
        if parted is None or "had" not in parted.detail:
            return
        self.translated_from = source
        self.translated_from_revision = source.revisions.filter(number=parted.detail["had"]).first()
        columns = {name: getattr(self, name) for name in ("translated_from", "translated_from_revision")}
        type(self).objects.filter(pk=self.pk).update(**columns)

    def _require_both(self, other: models.Model, by: Actor) -> None:
        """Ask for the right in either language; where readers have both, they see the link: then to publish."""
        rows = (self, other)
        right = "publish" if all(row.has_been_public() for row in rows) else "change"  # type: ignore[attr-defined]
        for language in languages.CODES:
            require(by, right, type(self), language)

    def _record_both(self, name: str, other: "Article", by: Actor, *, had: dict[Any, Any] | None = None) -> None:
        """Write the one act into the history of either article; `had` is what each had of the other, by key."""
        # Of two that readers have, each page leads to the other.
        Change.objects.note(Change.NEWS)
        for row, partner in ((self, other), (other, self)):
            detail = {"language": row.language, "other": partner.pk}
            detail |= {"had": had[row.pk]} if had and row.pk in had else {}
            AuditEntry.objects.record(row, name, by=by, note=str(partner), **detail)
