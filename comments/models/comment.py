import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from comments.choices import REMOVED, RejectionReason, State
from comments.querysets import CommentQuerySet
from newsroom import languages
from newsroom.actors import AUTHOR, Actor
from newsroom.refusals import Stale
from newsroom.typed_text import LineField, PlainTextField

# Code points after NFC, not bytes: 3,000 Arabic letters are 3,000.
LONGEST_NAME = 60
LONGEST_BODY = 3000
# Replies deeper than this have left the article's subject; the form still shows who is answered.
DEEPEST_REPLY = 10


class Comment(models.Model):
    """What a reader wrote under an article: plain text as typed, escaped when it is shown.

    `email` is for moderators alone. Whoever wants comments for readers takes `objects.public()`.
    """

    article = models.ForeignKey(Article, models.CASCADE, related_name="comments", verbose_name=gettext_lazy("article"))
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies", verbose_name=gettext_lazy("in reply to")
    )
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    name = LineField(gettext_lazy("name"), max_length=LONGEST_NAME)
    email = models.EmailField(gettext_lazy("e-mail"), max_length=254)
    website = models.URLField(gettext_lazy("website"), max_length=200, blank=True)
    body = PlainTextField(gettext_lazy("comment"), max_length=LONGEST_BODY)
    language = models.CharField(
        gettext_lazy("language"), max_length=2, choices=languages.CHOICES, help_text=gettext_lazy("By its letters.")
    )
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State.choices, default=State.PENDING)
    reason = models.CharField(gettext_lazy("reason"), max_length=10, choices=RejectionReason.choices, blank=True)
    submitted_at = models.DateTimeField(gettext_lazy("sent"), default=timezone.now)
    decided_at = models.DateTimeField(gettext_lazy("decided"), null=True, blank=True)
    first_approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The random part of the form's token: sent twice, a comment is stored once.
    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("comment")
        verbose_name_plural = gettext_lazy("comments")
        ordering = ["-submitted_at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("moderate_comment", "Can approve, reject and mark comments as spam"),
            ("withdraw_comment", "Can withdraw comments in the author's name"),
        ]
        indexes = [
            models.Index(fields=["article", "state", "submitted_at"], name="comments_of_an_article"),
            models.Index(fields=["state", "submitted_at"], name="comments_queue"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="comments_state_is_known"),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__in=RejectionReason.values), name="comments_reason_is_known"
            ),
            models.CheckConstraint(condition=Q(language__in=languages.CODES), name="comments_language_is_an_edition"),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED) | Q(first_approved_at__isnull=False),
                name="comments_approved_has_a_time",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="comments_reply_is_not_to_itself"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(body=""), name="comments_has_name_and_text"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.body[:60]}"

    def is_public(self, now: datetime | None = None) -> bool:
        """Say of one row what `objects.public()` says of a set."""
        return self.state == State.APPROVED and self.article.is_public(now)

    def is_removed(self) -> bool:
        """Say whether readers have seen it and may no longer, so that it leaves a placeholder where replies hang."""
        return self.state in REMOVED and self.first_approved_at is not None

    def can_be_replied_to(self) -> bool:
        return self.state == State.APPROVED and self.depth < DEEPEST_REPLY

    def approve(self, *, by: Actor) -> None:
        self._decide(State.APPROVED, by)

    def reject(self, *, by: Actor, reason: str = "") -> None:
        self._decide(State.REJECTED, by, reason)

    def mark_spam(self, *, by: Actor) -> None:
        self._decide(State.SPAM, by)

    def withdraw(self, *, by: Actor = AUTHOR) -> None:
        self._decide(State.WITHDRAWN, by)

    def _decide(self, to: State, by: Actor, reason: str = "") -> None:
        decision = Comment.objects.decide({self.pk: self.version}, to=to, by=by, reason=reason)
        if decision.stale:
            raise Stale(_("Somebody else has decided about this comment meanwhile, or it cannot become that."))
        self.refresh_from_db()
