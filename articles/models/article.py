import unicodedata
from datetime import datetime
from typing import Any, ClassVar

from django.core.validators import validate_unicode_slug
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import addresses, fields, notices, search_words
from articles.body import render_body
from articles.choices import Kind, Status
from articles.models.bylined import Bylined
from articles.models.carded import OF_THE_CARD, Carded
from articles.models.controlled import Controlled
from articles.models.discussable import Discussable
from articles.models.followed import Followed
from articles.models.illustrated import Illustrated
from articles.models.image import Image
from articles.models.publishable import Publishable, verb
from articles.models.redirect import Redirect
from articles.models.revisable import Revisable
from articles.models.revision import ArticleRevision
from articles.models.story import Story
from articles.models.swappable import Swappable
from articles.models.translatable import OF_THE_STORY, Translatable
from articles.querysets import ArticleQuerySet
from articles.search_index import SearchField
from articles.slugs import slug_from
from articles.workflow import may, require
from newsroom.actors import Actor
from newsroom.addresses import path_to, segment
from newsroom.models import AuditEntry
from newsroom.refusals import WrongState
from newsroom.sanitize import clean_article, plain, trusted
from newsroom.typed_text import LineField, PlainTextField

# Words a minute of an adult reading news; the same for both scripts.
READING_SPEED = 200


class ArticleManager(models.Manager.from_queryset(ArticleQuerySet)):  # type: ignore[misc]
    @transaction.atomic
    def start(self, language: str, *, by: Actor, story: Story | None = None, **editorial: Any) -> "Article":
        """Create a draft with its first revision, in `story` or in a new one."""
        require(by, "add", self.model, language)
        article = self.create(story=story or Story.objects.create(), language=language)
        article.revise(by=by, **editorial)
        AuditEntry.objects.record(article, "start", by=by, language=language)
        return article


class Article(Illustrated, Bylined, Carded, Discussable, Controlled, Swappable, Translatable, Revisable, Followed):
    """One story in one language: the live copy. See the package's docstring for the working copy."""

    story = models.ForeignKey(Story, models.PROTECT, related_name="articles", verbose_name=gettext_lazy("story"))
    kicker = LineField(
        gettext_lazy("kicker"), max_length=60, blank=True, help_text=gettext_lazy("A few words above the headline.")
    )
    headline = LineField(gettext_lazy("headline"), max_length=200)
    short_headline = LineField(
        gettext_lazy("short headline"), max_length=80, blank=True, help_text=gettext_lazy("For narrow places.")
    )
    standfirst = PlainTextField(
        gettext_lazy("standfirst"), blank=True, help_text=gettext_lazy("The summary under the headline.")
    )
    body = models.TextField(gettext_lazy("text"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    dateline = LineField(gettext_lazy("dateline"), max_length=60, blank=True)
    kind = models.CharField(gettext_lazy("kind"), max_length=10, choices=Kind.choices, default=Kind.NEWS)
    source = LineField(gettext_lazy("source or agency"), max_length=120, blank=True)
    section = models.ForeignKey(
        "articles.Section",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="articles",
        verbose_name=gettext_lazy("section"),
    )
    topics = models.ManyToManyField(
        "articles.Topic", blank=True, related_name="articles", verbose_name=gettext_lazy("topics")
    )
    slug = models.CharField(
        gettext_lazy("address word"),
        max_length=100,
        blank=True,
        validators=[validate_unicode_slug],
        help_text=gettext_lazy(
            "Made from the headline where empty. Changed later, the earlier address leads readers to the new one."
        ),
    )
    year = models.PositiveSmallIntegerField(null=True, editable=False)
    month = models.PositiveSmallIntegerField(null=True, editable=False)
    seo_title = LineField(gettext_lazy("title for search engines"), max_length=120, blank=True)
    seo_description = LineField(gettext_lazy("description for search engines"), max_length=300, blank=True)
    breaking_until = models.DateTimeField(gettext_lazy("breaking until"), null=True, blank=True)
    live_revision = models.ForeignKey(ArticleRevision, models.SET_NULL, null=True, editable=False, related_name="+")
    word_count = models.PositiveIntegerField(default=0, editable=False)
    search_text = SearchField(editable=False, blank=True)
    search_head = models.TextField(editable=False, blank=True)

    objects: ClassVar[ArticleManager] = ArticleManager()

    WRITTEN_APART: ClassVar[set[str]] = OF_THE_STORY | OF_THE_CARD
    NEVER_PUBLIC: ClassVar[dict[str, Any]] = Publishable.NEVER_PUBLIC | {"year": None, "month": None}

    class Meta(Publishable.Meta):
        verbose_name = gettext_lazy("article")
        verbose_name_plural = gettext_lazy("articles")
        permissions = [
            ("submit_article", "Can submit articles for review"),
            ("approve_article", "Can mark articles as ready"),
            ("publish_article", "Can publish and withdraw articles"),
            ("override_embargo", "Can publish and show articles before their embargo has passed"),
        ]
        indexes = [
            # With the key, as `newest_first` orders by it too: a sort of what a page reads of them would take longer.
            models.Index(fields=["language", "status", "-first_published_at", "-id"], name="articles_newest_first"),
            models.Index(
                fields=["section", "language", "status", "-first_published_at", "-id"],
                name="articles_newest_in_section",
            ),
            models.Index(fields=["-changed_at", "-id"], name="articles_changed_last"),
            *(*Carded.Meta.indexes, *Swappable.Meta.indexes, *Revisable.Meta.indexes, *Translatable.Meta.indexes),
        ]
        constraints = [
            *Publishable.Meta.constraints,
            *Discussable.Meta.constraints,
            *Swappable.Meta.constraints,
            models.UniqueConstraint(fields=["story", "language"], name="articles_one_article_an_edition"),
            models.UniqueConstraint(fields=["language", "year", "month", "slug"], name="articles_address_is_unique"),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="articles_article_kind_is_known"),
            models.CheckConstraint(
                condition=Q(month=None) | Q(month__gte=1, month__lte=12), name="articles_month_is_of_a_year"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED)
                | Q(year__isnull=False, month__isnull=False, section__isnull=False) & ~Q(slug="") & ~Q(headline=""),
                name="articles_published_has_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or _("untitled")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row with its body sanitised, its words counted and its search text made anew."""
        # Search has a mark of the month.
        self.date_first_publication()
        if "first_published_at" in (stored := kwargs.get("update_fields") or ()):
            kwargs["update_fields"] = {*stored, *search_words.COLUMNS}
        self.body = clean_article(self.body)
        words = plain(self.body)
        self.word_count = len(words.split())
        named = search_words.named(self) if self.pk else []
        self.search_head, self.search_text = search_words.columns(self, named, words)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address in its edition, "" where it has none yet (it gets one when it is published)."""
        if not (self.year and self.month and self.slug):
            return ""
        # That of its month is remembered: those of a large archive's articles are too many.
        month = {"language": self.language, "year": self.year, "month": self.month}
        before, _slug, after = path_to("articles:article", slug="_", **month).rpartition("_")
        return f"{before}{segment(self.slug)}{after}"

    @property
    def teaser_headline(self) -> str:
        return self.short_headline or self.headline

    @property
    def html(self) -> str:
        return trusted(self.body_html)

    @property
    def reading_minutes(self) -> int:
        return max(1, round(self.word_count / READING_SPEED))

    def public_editions(self) -> dict[str, "Article"]:
        """Return the story's articles that readers may see, by language. One query."""
        return {article.language: article for article in Article.objects.public().filter(story=self.story_id)}

    def working_copy(self) -> dict[str, Any]:
        """Return the newest revision's content, or that of the columns where nothing was ever revised."""
        revision = self.revisions.order_by("-number").first()
        return fields.read(self) if revision is None else revision.content

    @property
    def content(self) -> dict[str, Any]:
        """Return the working copy as it was when this row was read: a page asks for it in many places."""
        return self.working_revision.content if self.working_revision else self.working_copy()

    @cached_property
    def image_at_work(self) -> Image | None:
        """Return the lead image of `content` with its words, once for the page that shows it in several places."""
        key = self.content.get("lead_image")
        return Image.objects.prefetch_related("texts").filter(pk=key).first() if key else None

    @verb
    def revise(self, *, by: Actor, minor: bool = False, note: str = "", **editorial: Any) -> ArticleRevision:
        """Write the next revision: the working copy with `editorial` (model values by field name) changed.

        The columns follow until it is published; of what waits for its hour, if `by` may publish: nobody else
        changes what has been let through. Raises `SlugTaken` and `WrongState` where it could not come out so.
        """
        require(by, "change", type(self), self.language)
        self._take()
        before = self.working_copy()
        content = before | fields.dump(editorial)
        content["body"] = clean_article(content["body"])
        content["slug"] = unicodedata.normalize("NFC", content["slug"]) or slug_from(content["headline"])
        if content["slug"]:
            addresses.check_word(content["slug"])
        # A note alone is nothing new to anybody.
        minor = minor or (content == before and self.working_revision_id is not None)
        revision = self._write_revision(content, by=by, minor=minor, note=note)
        if self.is_scheduled() and may(by, "publish", type(self), self.language):
            self.live_revision = revision
            self._follow(content, set_address=True)
        elif self.status != Status.PUBLISHED and not self.has_been_public():
            self._follow(content)
        notices.after_revision(self, by)
        return revision

    @verb
    def publish(
        self,
        *,
        by: Actor,
        at: datetime | None = None,
        before_embargo: bool = False,
        revision: ArticleRevision | None = None,
    ) -> None:
        """Make `revision` (the newest where None) the live copy, public from `at` (aware; now where None).

        Of an article that readers have, an hour in the future is that of the changes: the old copy
        stays until then. Raises `SlugTaken` where another article of the month has the slug.
        """
        now = timezone.now()
        is_live = self.is_public(now)
        if revision and revision.article_id != self.pk:
            raise ValueError("the revision is another article's")
        self._claim("publish", by)
        revision = revision or self.newest_revision(by=by)
        if at and at > now and self.has_been_public(now):
            if not is_live:
                raise WrongState(_("What readers have had before comes back now, not at a later time."))
            addresses.check_slug(self, revision.content["slug"])
            self.schedule_swap(revision, at, by=by)
            return
        lifted = self._lift_embargo(at, by=by, before_embargo=before_embargo)
        self.forget_swap()
        lifted |= self.make_live(revision, at=at, now=now)
        self.keep_card_after_commit(at)
        self._log("publish", by, at=self.published_at, revision=revision.number, **lifted)

    @verb
    def _step(self, name: str, by: Actor, note: str = "", **columns: Any) -> None:
        super()._step(name, by, note, **columns)
        self.keep_card_after_commit(at=None)
        if columns.get("published_at", self) is None:
            # No longer bound to what was let through, it is what the newsroom has written since.
            self._follow(self.working_copy())

    def make_live(self, revision: ArticleRevision, *, at: datetime | None, now: datetime) -> dict[str, bool]:
        """Let the columns be what `revision` says, public from `at`; inside the transaction of a verb that is logged.

        `now` is when readers have the change. Returns what the log is to say of it: whether it was a minor edit.
        """
        was_public = self.has_been_public(now)
        is_news = self.is_news(revision)
        if was_public and is_news:
            self.updated_at_public = now
        self._publish_at(at, now)
        self.live_revision = revision
        old = self.get_absolute_url() if was_public else ""
        self._follow(revision.content, set_address=True)
        Redirect.objects.moved(self, old)
        return {} if is_news else {"minor": True}

    def _follow(self, content: dict[str, Any], *, set_address: bool = False) -> None:
        """Make the columns what `content` says, and store them."""
        fields.apply(self, content)
        if self.status == Status.PUBLISHED:
            addresses.check_headline_and_section(self)
        if set_address:
            addresses.give_address(self)
        self.body_html = render_body(clean_article(self.body), self.language)
        self.save()
        fields.write_lists(self, content)
        self.note_uses()
        for known in ("_prefetched_objects_cache", "authors", "picture"):
            self.__dict__.pop(known, None)
