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
    ABUSE = "abuse", _("abuse")
    OFF_TOPIC = "off_topic", _("off topic")
    ILLEGAL = "illegal", _("illegal")
    PRIVACY = "privacy", _("somebody's privacy")
    DUPLICATE = "duplicate", _("duplicate")
    OTHER = "other", _("other")


# What each state may become. Withdrawn is the author's own word and stays.
TRANSITIONS: dict[str, frozenset[str]] = {
    State.PENDING: frozenset({State.APPROVED, State.REJECTED, State.SPAM, State.WITHDRAWN}),
    State.APPROVED: frozenset({State.PENDING, State.REJECTED, State.SPAM, State.WITHDRAWN}),
    State.REJECTED: frozenset({State.PENDING, State.APPROVED, State.SPAM}),
    State.SPAM: frozenset({State.PENDING, State.APPROVED, State.REJECTED}),
    State.WITHDRAWN: frozenset(),
}
