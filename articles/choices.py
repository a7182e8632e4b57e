from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Where an article or page is in its life. *Scheduled* and *expired* are derived from times, not stored."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    READY = "ready", _("ready")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Kind(TextChoices):
    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")
    INTERVIEW = "interview", _("Interview")
    LIVE = "live", _("Live")


class CorrectionKind(TextChoices):
    CORRECTION = "correction", _("Correction")
    CLARIFICATION = "clarification", _("Clarification")
    UPDATE = "update", _("Update")


class Accent(TextChoices):
    """A section's colour: a class of static/css/tokens.css, where its contrast is checked."""

    INK = "ink", _("ink")
    BLUE = "blue", _("blue")
    GREEN = "green", _("green")
    MAGENTA = "magenta", _("magenta")
    TEAL = "teal", _("teal")
    ORANGE = "orange", _("orange")
    PURPLE = "purple", _("purple")
    OLIVE = "olive", _("olive")


class Freshness(TextChoices):
    """How an article stands to its story's other edition; see articles/freshness.py. Computed, never stored."""

    NONE = "none", _("not translated")
    IN_PROGRESS = "in_progress", _("translation in progress")
    CURRENT = "current", _("up to date")
    OUTDATED = "outdated", _("outdated")
