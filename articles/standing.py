"""Where an article stands, as the desk says it: the stored status, and what the time makes of it."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Subquery, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles.choices import Freshness, Status
from articles.workflow import may
from newsroom import languages
from newsroom.models import AuditEntry, User

if TYPE_CHECKING:
    from articles.models import Article

# How old a published article is when nobody looks any more at what is wrong with it.
LOOKED_AFTER = timedelta(days=30)
# How new something is that the other edition may still want.
TRANSLATED_WITHIN = timedelta(days=3)
# After this long what was due and has not happened will not happen by itself.
OVERDUE = timedelta(minutes=2)
STEPS_LOGGED = ("start", "submit", "return", "approve", "publish", "unschedule", "withdraw", "restore")


class Standing(models.TextChoices):
    """Exactly one is true of an article; `Status` is what of it is stored."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    READY = "ready", _("ready")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")


def standing_of(article: "Article", now: datetime | None = None) -> Standing:
    """Say of one row what `objects.with_standing()` says of a set."""
    now = now or timezone.now()
    if article.status != Status.PUBLISHED:
        return Standing(article.status)
    if article.expires_at and article.expires_at <= now:
        return Standing.EXPIRED
    return Standing.PUBLISHED if article.has_been_public(now) else Standing.SCHEDULED


class StandingQuerySet(models.QuerySet[Any]):
    def with_standing(self, now: datetime | None = None) -> Self:
        """Annotate each with `standing`, one of `Standing`."""
        now = now or timezone.now()
        return self.annotate(
            standing=Case(
                When(~Q(status=Status.PUBLISHED), then=F("status")),
                When(expires_at__lte=now, then=Value(Standing.EXPIRED.value)),
                When(first_published_at__lte=now, then=Value(Standing.PUBLISHED.value)),
                default=Value(Standing.SCHEDULED.value),
                output_field=models.CharField(),
            )
        )

    def standing(self, standing: str, now: datetime | None = None) -> Self:
        """Keep those of one `Standing`, by conditions that an index answers."""
        now = now or timezone.now()
        if standing not in (Standing.SCHEDULED, Standing.PUBLISHED, Standing.EXPIRED):
            # `exclude` is what lets SQLite see that its partial index will do.
            return self.filter(status=standing).exclude(status=Status.PUBLISHED)
        unexpired = Q(expires_at=None) | Q(expires_at__gt=now)
        if standing == Standing.PUBLISHED:
            # Nearly all of them: said so that no index of the status is asked, but the one of the order.
            others = [status for status in Status if status != Status.PUBLISHED]
            return self.exclude(status__in=others).filter(unexpired, first_published_at__lte=now)
        # The languages are all there are: said, so that the index that begins with them can be used.
        rows = self.filter(status=Status.PUBLISHED, language__in=languages.CODES)
        if standing == Standing.EXPIRED:
            return rows.filter(expires_at__lte=now)
        return rows.filter(unexpired, Q(first_published_at=None) | Q(first_published_at__gt=now))

    def ahead(self) -> Self:
        """Keep what readers have, or get at its hour, in an older revision than the newsroom."""
        return self.filter(Q(status=Status.PUBLISHED) & Q(working_revision__gt=F("live_revision")))

    def with_changes_scheduled(self) -> Self:
        # By their keys: few have one, and SQLite would look for them along the order of the list.
        return self.filter(pk__in=self.model.objects.filter(pending_at__isnull=False).values("pk"))

    def due_within(self, start: datetime, end: datetime) -> Self:
        """Keep what readers get from `start` on and before `end`, and annotate `due_at`, the moment."""
        first = Q(status=Status.PUBLISHED, language__in=languages.CODES)
        first &= Q(first_published_at__gte=start, first_published_at__lt=end)
        changes = Q(pending_at__gte=start, pending_at__lt=end)
        due_at = Case(When(changes, then=F("pending_at")), default=F("first_published_at"))
        return self.filter(first | changes).annotate(due_at=due_at)

    def due_today(self) -> Self:
        """Keep what readers get before midnight, in the active time zone: in the admin, the newsroom's."""
        now = timezone.localtime()
        midnight = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
        return self.due_within(now, midnight)

    def stuck(self, now: datetime | None = None) -> Self:
        """Keep what was to be published and will not be: it expires before, or its changes were refused."""
        now = now or timezone.now()
        never = Q(status=Status.PUBLISHED, first_published_at=None, language__in=languages.CODES)
        return self.filter(never | Q(pending_at__lte=now - OVERDUE))

    def without_alt(self, now: datetime | None = None) -> Self:
        """Keep what was published lately with a picture that says nothing to those who cannot see it."""
        from articles.models import ImageText  # noqa: PLC0415 (the models import this module)

        words = ImageText.objects.filter(image=OuterRef("lead_image"), language=OuterRef("language")).exclude(alt="")
        return self.filter(
            ~Exists(words),
            status=Status.PUBLISHED,
            language__in=languages.CODES,
            first_published_at__gte=(now or timezone.now()) - LOOKED_AFTER,
            lead_image__isnull=False,
            lead_alt="",
            lead_image__decorative=False,
        )

    def written_by(self, user: User) -> Self:
        """Keep those of which `user` has saved a revision."""
        from articles.models import ArticleRevision  # noqa: PLC0415 (the models import this module)

        return self.filter(pk__in=ArticleRevision.objects.filter(author=user).values("article"))

    def returned_to(self, user: User) -> Self:
        """Keep the drafts of `user` that came back from a review; annotates `returned`."""
        return self.with_last_step().filter(returned=True).written_by(user).standing(Standing.DRAFT)

    def with_last_step(self) -> Self:
        """Annotate `returned` (the last step taken was back to the writer) and `returned_note`."""
        log = AuditEntry.objects.filter(
            subject_type=self.model._meta.label_lower, subject_id=OuterRef("pk"), verb__in=STEPS_LOGGED
        ).order_by("-at", "-pk")
        came_back = Q(last_step="return", status=Status.DRAFT)
        return self.alias(last_step=Subquery(log.values("verb")[:1])).annotate(
            returned=Case(When(came_back, then=Value(True)), default=Value(False)),
            returned_note=Subquery(log.values("note")[:1]),
        )

    def waiting_for(self, user: User) -> Self:
        """Keep what goes on only when `user` does something: a review, a publication, a draft that came back."""
        own = self.returned_to(user).values("pk")
        mine = Q(status=Status.DRAFT, pk__in=own)
        for status, right in ((Status.IN_REVIEW, "approve"), (Status.READY, "publish")):
            codes = [code for code in languages.CODES if may(user, right, self.model, code)]
            mine |= Q(status=status, language__in=codes)
        return self.exclude(status=Status.PUBLISHED).filter(mine)

    def to_translate(self, user: User, now: datetime | None = None) -> Self:
        """Keep what an edition of `user` has to catch up with: its own outdated ones, and what it does not have.

        Of the latter only what is new: what nobody has wanted to translate for days waits for nobody.
        """
        now = now or timezone.now()
        codes = [code for code in languages.CODES if may(user, "add", self.model, code)]
        outdated = self.model.objects.of_freshness(Freshness.OUTDATED)
        outdated = outdated.exclude(status=Status.WITHDRAWN).filter(translated_from__changed_at__gte=now - LOOKED_AFTER)
        new = self.model.objects.public(now).filter(first_published_at__gte=now - TRANSLATED_WITHIN)
        alone = new.filter(language__in=[languages.other(code) for code in codes]).of_freshness(Freshness.NONE)
        # The languages of the outdated are asked last: they are most articles, what is outdated is few.
        return self.filter(Q(pk__in=outdated.values("pk"), language__in=codes) | Q(pk__in=alone.values("pk")))
