import uuid
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Article
from comments.choices import REMOVED, RejectionReason, State
from comments.models.arriving import Arriving
from comments.models.editable import Editable
from comments.models.featurable import Featurable
from comments.querysets import CommentQuerySet
from newsroom import languages
from newsroom.actors import AUTHOR, Actor
from newsroom.pseudonyms import mail_pseudonym
from newsroom.refusals import Stale
from newsroom.typed_text import LineField, PlainTextField

# Code points after NFC, not bytes: 3,000 Arabic letters are 3,000.
LONGEST_NAME = 60
LONGEST_BODY = 3000
# Replies deeper than this have left the article's subject; the form still shows who is answered.
DEEPEST_REPLY = 10


class Comment(Arriving, Editable, Featurable):
    """What a reader wrote under an article: plain text as typed, escaped when it is shown.

    `email` is for those with the right `view_commenter_pii` alone; what has to recognise an
    author, a browser or a network again uses the pseudonyms. Whoever wants comments for readers
    takes `objects.public()`.
    """

    # Found by the indexes below: one of its own for each key is written with every comment, and most hold nothing.
    article = models.ForeignKey(
        Article, models.CASCADE, related_name="comments", verbose_name=gettext_lazy("article"), db_index=False
    )
    # The article's language, which never changes, where the queue's index can see it.
    edition = models.CharField(gettext_lazy("edition"), max_length=2, choices=languages.CHOICES, editable=False)
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, db_index=False,
        related_name="replies", verbose_name=gettext_lazy("in reply to"),
    )  # fmt: skip
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    name = LineField(gettext_lazy("name"), max_length=LONGEST_NAME)
    email = models.EmailField(gettext_lazy("e-mail"), max_length=254)
    website = models.URLField(gettext_lazy("website"), max_length=200, blank=True)
    body = PlainTextField(gettext_lazy("comment"), max_length=LONGEST_BODY)
    language = models.CharField(
        gettext_lazy("language"), max_length=2, choices=languages.CHOICES, help_text=gettext_lazy("By its letters.")
    )
    # Written by a member of staff, from the queue; no form of a guest can set it.
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, db_index=False, related_name="+"
    )

    # what is decided
    state = models.CharField(gettext_lazy("state"), max_length=10, choices=State.choices, default=State.PENDING)
    reason = models.CharField(gettext_lazy("reason"), max_length=10, choices=RejectionReason.choices, blank=True)
    submitted_at = models.DateTimeField(gettext_lazy("sent"), default=timezone.now)
    decided_at = models.DateTimeField(gettext_lazy("decided"), null=True, blank=True)
    first_approved_at = models.DateTimeField(null=True, blank=True, editable=False)
    # Since when a moderator is waited for: the comment itself, or an edit of an approved one. The queue's index.
    waiting_since = models.DateTimeField(null=True, editable=False)
    # The first report that no moderator has looked at yet, and from how many devices there are such.
    reported_at = models.DateTimeField(null=True, editable=False)
    open_reports = models.PositiveIntegerField(gettext_lazy("reports"), default=0, editable=False)
    # A person of staff has decided about it, not the policy alone.
    reviewed = models.BooleanField(default=False, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    # what the policy found (comments.moderation)
    score = models.SmallIntegerField(gettext_lazy("score"), default=0, editable=False)
    findings = models.JSONField(default=list, editable=False)

    # by what it is recognised, all pseudonyms
    email_key = models.CharField(max_length=32, blank=True, editable=False)
    device = models.CharField(max_length=32, blank=True, editable=False)
    network = models.CharField(max_length=32, blank=True, editable=False)
    website_host = models.CharField(max_length=120, blank=True, editable=False)
    fingerprint = models.CharField(max_length=32, blank=True, editable=False)
    # The random part of the form's token: sent twice, a comment is stored once.
    idempotency_key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    # what its author asked for, and whether the address is known to be theirs
    verified = models.BooleanField(gettext_lazy("address confirmed"), default=False, editable=False)
    wants_decision = models.BooleanField(default=False, editable=False)
    wants_replies = models.BooleanField(default=False, editable=False)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("comment")
        verbose_name_plural = gettext_lazy("comments")
        ordering = ["-submitted_at", "-pk"]
        default_permissions = ("view",)
        permissions = [
            ("moderate_comment", "Can approve, reject and mark comments as spam"),
            ("withdraw_comment", "Can withdraw comments in the author's name"),
            ("view_commenter_pii", "Can see the addresses of commenters"),
        ]
        indexes = [
            models.Index(fields=["article", "state", "submitted_at"], name="comments_of_an_article"),
            models.Index(fields=["parent"], condition=Q(parent__isnull=False), name="comments_replies"),
            models.Index(fields=["staff"], condition=Q(staff__isnull=False), name="comments_of_staff"),
            # One for each tab of the queue: list and count come from the same.
            models.Index(
                fields=["waiting_since", "id"], condition=Q(waiting_since__isnull=False), name="comments_waiting"
            ),
            models.Index(
                fields=["reported_at", "id"], condition=Q(reported_at__isnull=False), name="comments_reported"
            ),
            models.Index(fields=["submitted_at", "id"], condition=Q(state=State.SPAM), name="comments_spam"),
            models.Index(fields=["submitted_at", "id"], condition=Q(state=State.APPROVED), name="comments_approved"),
            models.Index(fields=["submitted_at", "id"], condition=Q(state=State.REJECTED), name="comments_rejected"),
            models.Index(
                fields=["email_key", "submitted_at"], condition=~Q(email_key=""), name="comments_of_an_address"
            ),
            models.Index(fields=["device", "submitted_at"], condition=~Q(device=""), name="comments_of_a_device"),
            models.Index(
                fields=["network"], condition=Q(state=State.SPAM) & ~Q(network=""), name="comments_spam_network"
            ),
            models.Index(
                fields=["website_host"], condition=Q(state=State.SPAM) & ~Q(website_host=""), name="comments_spam_host"
            ),
            models.Index(fields=["fingerprint", "submitted_at"], name="comments_of_the_same_words"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="comments_state_is_known"),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__in=RejectionReason.values), name="comments_reason_is_known"
            ),
            models.CheckConstraint(condition=Q(language__in=languages.CODES), name="comments_language_is_an_edition"),
            models.CheckConstraint(condition=Q(edition__in=languages.CODES), name="comments_edition_is_known"),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED) | Q(first_approved_at__isnull=False),
                name="comments_approved_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.PENDING) | Q(waiting_since__isnull=False), name="comments_pending_waits"
            ),
            models.CheckConstraint(
                condition=Q(state__in=(State.PENDING, State.APPROVED)) | Q(waiting_since=None),
                name="comments_refused_does_not_wait",
            ),
            models.CheckConstraint(
                condition=Q(parent=None) | ~Q(parent=F("pk")), name="comments_reply_is_not_to_itself"
            ),
            models.CheckConstraint(condition=~Q(name="") & ~Q(body=""), name="comments_has_name_and_text"),
        ]

    def __str__(self) -> str:
        # Not its words: this goes into logs and into the newsroom's log.
        return _("comment %(number)s") % {"number": self.pk}

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row; a new one with its edition, and waiting from the moment it was sent."""
        if self._state.adding:
            self.edition = self.article.language
            self.email_key = self.email_key or mail_pseudonym(self.email)
            if self.state == State.PENDING and self.waiting_since is None:
                self.waiting_since = self.submitted_at
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the permalink: it leads to the page of the thread the comment stands on."""
        return reverse("comment", args=[self.pk])

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

    def reject(self, *, by: Actor, reason: str = "", note: str = "") -> None:
        """Refuse it, or take an approved one from the readers."""
        self._decide(State.REJECTED, by, reason, note)

    def mark_spam(self, *, by: Actor) -> None:
        self._decide(State.SPAM, by)

    def withdraw(self, *, by: Actor = AUTHOR) -> None:
        self._decide(State.WITHDRAWN, by)

    def _decide(self, to: State, by: Actor, reason: str = "", note: str = "") -> None:
        # Of a rejection the comment is what it means; an edit that waits is decided about in the queue.
        whole = to == State.REJECTED
        decision = Comment.objects.decide({self.pk: self.version}, to=to, by=by, reason=reason, note=note, whole=whole)
        if decision.stale:
            raise Stale(_("Somebody else has decided about this comment meanwhile, or it cannot become that."))
        self.refresh_from_db()
