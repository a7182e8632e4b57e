from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(TextChoices):
    PENDING = "pending", pgettext_lazy("comment", "pending")
    APPROVED = "approved", pgettext_lazy("comment", "approved")
    REJECTED = "rejected", pgettext_lazy("comment", "rejected")
    SPAM = "spam", pgettext_lazy("comment", "spam")
    # Taken back by its own author.
    WITHDRAWN = "withdrawn", pgettext_lazy("comment", "withdrawn by its author")


# Once approved, a comment in one of these leaves a placeholder for its replies; spam leaves nothing.
REMOVED = (State.REJECTED, State.WITHDRAWN)


class RejectionReason(TextChoices):
    """Why a moderator rejects; in the order of the queue's number keys."""

    SPAM = "spam", _("advertising")
    ABUSE = "abuse", _("abuse")
    OFF_TOPIC = "off_topic", _("off topic")
    ILLEGAL = "illegal", _("illegal")
    PRIVACY = "privacy", _("somebody's privacy")
    DUPLICATE = "duplicate", _("duplicate")
    OTHER = "other", _("other")


class ReportReason(TextChoices):
    """Why a reader reports a comment."""

    ABUSE = "abuse", _("It insults or threatens somebody")
    HATE = "hate", _("It stirs up hatred against people")
    PRIVACY = "privacy", _("It gives away something private")
    FALSE = "false", _("It says something untrue that harms")
    ILLEGAL = "illegal", _("It breaks the law in another way")
    SPAM = "spam", _("It is advertising")
    OTHER = "other", _("Something else")


class Act(TextChoices):
    """What a line of the moderation log tells of."""

    DECISION = "decision", pgettext_lazy("moderation log", "decided")
    EDIT = "edit", pgettext_lazy("moderation log", "decided about an edit")
    KEEP = "keep", pgettext_lazy("moderation log", "kept after reports")
    UNDO = "undo", pgettext_lazy("moderation log", "undone")
    FEATURE = "feature", pgettext_lazy("moderation log", "made the editor’s pick")
    UNFEATURE = "unfeature", pgettext_lazy("moderation log", "no longer the editor’s pick")
    ERASE = "erase", pgettext_lazy("moderation log", "erased at the author’s request")


# What each state may become. Withdrawn is the author's own word and stays.
TRANSITIONS: dict[str, frozenset[str]] = {
    State.PENDING: frozenset({State.APPROVED, State.REJECTED, State.SPAM, State.WITHDRAWN}),
    State.APPROVED: frozenset({State.PENDING, State.REJECTED, State.SPAM, State.WITHDRAWN}),
    State.REJECTED: frozenset({State.PENDING, State.APPROVED, State.SPAM}),
    # Its author is not told that it was filed so, and may take it back like one that waits.
    State.SPAM: frozenset({State.PENDING, State.APPROVED, State.REJECTED, State.WITHDRAWN}),
    State.WITHDRAWN: frozenset(),
}
