from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.choices import Status
from articles.workflow import require
from newsroom import languages
from newsroom.actors import Actor
from newsroom.models import AuditEntry
from newsroom.refusals import Stale, WrongState

if TYPE_CHECKING:
    from articles.models.article import Article

# The lead, two beside the latest, and three rows of three.
PLACES = 12
USUAL = timedelta(hours=24)
LONGEST = timedelta(days=30)


class PinQuerySet(models.QuerySet["Pin"]):
    def current(self, language: str, now: datetime | None = None) -> "PinQuerySet":
        """Return the pins of an edition's front page that have not run out, in their order."""
        return self.filter(language=language, until__gt=now or timezone.now()).order_by("position", "pk")

    def pin(self, article: "Article", *, position: int, until: datetime, by: Actor) -> "Pin":
        """Put `article` at a place (0 is the lead) until then; what stands there moves one place down.

        Pinned already, it gets the new place and the new end.
        """
        try:
            with transaction.atomic():
                return self._pin(article, position, until, by)
        except IntegrityError as taken:
            # Somebody has pinned it after we looked: there was no row yet that could have been kept for us.
            raise changed() from taken

    def _pin(self, article: "Article", position: int, until: datetime, by: Actor) -> "Pin":
        language = article.language
        require(by, "change", self.model, language)
        _check_place(position)
        _check_article(article, until)
        pins = self.held(language)
        pin = next((row for row in pins if row.article_id == article.pk), None)
        others = [row for row in pins if row is not pin]
        if pin is None or pin.position != position:
            _make_room(others, position)
        pin = pin or Pin(language=language, article=article)
        pin.position, pin.until, pin.by = position, until, by.account
        pin.save()
        _log("pin", article, by, position, until=until.isoformat())
        return pin

    @transaction.atomic
    def arrange(self, language: str, keys: Sequence[int | None], *, was: Sequence[int | None], by: Actor) -> None:
        """Put the pinned articles of an edition at the places that `keys` names them at; None: nothing is pinned there.

        `was` are the places as they were seen; raises Stale where they no longer are so.
        """
        require(by, "change", self.model, language)
        rows = self.held(language)
        pins = {row.article_id: row for row in rows}
        seen = {place: key for place, key in enumerate(was) if key is not None}
        is_so = {place: row.article_id for place, row in placed(rows).items()} == seen
        if not is_so or len(keys) > PLACES or sorted(key for key in keys if key is not None) != sorted(pins):
            raise changed()
        for position, key in enumerate(keys):
            pin = pins.get(key or 0)
            if pin and pin.position != position:
                pin.put_at(position, by)

    def forget_ended(self, now: datetime) -> int:
        """Delete what ran out; for due work: readers and editors see by the time alone that it has."""
        return self.filter(until__lte=now).delete()[0]

    def held(self, language: str) -> "list[Pin]":
        """Return the edition's pins, kept for this change, without those that have run out: they are deleted."""
        rows = list(self.select_for_update().filter(language=language).order_by("position", "pk"))
        now = timezone.now()
        for row in rows:
            if row.until <= now:
                row.delete()
        return [row for row in rows if row.pk]


class Pin(models.Model):
    """An article that an editor has put at a place of the front page; it always runs out.

    Whether readers see it there is the article's matter: see `articles.front_page`.
    """

    language = models.CharField(gettext_lazy("edition"), max_length=2, choices=languages.CHOICES)
    article = models.ForeignKey(
        "articles.Article", models.CASCADE, related_name="pins", verbose_name=gettext_lazy("article")
    )
    # 0 is the lead; what follows, the places beside and below it.
    position = models.PositiveSmallIntegerField(gettext_lazy("place"))
    until = models.DateTimeField(gettext_lazy("until"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects: ClassVar[PinQuerySet] = PinQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = gettext_lazy("pin")
        verbose_name_plural = gettext_lazy("front page")
        ordering: ClassVar[list[str]] = ["language", "position", "pk"]
        default_permissions = ("change",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["language", "article"], name="articles_pinned_once"),
            models.CheckConstraint(condition=models.Q(language__in=languages.CODES), name="articles_pin_edition"),
        ]

    def __str__(self) -> str:
        return f"{self.position + 1}: {self.article}"

    @transaction.atomic
    def move(self, *, position: int, by: Actor) -> None:
        """Put it at another place; what is pinned there takes this one's."""
        require(by, "change", type(self), self.language)
        _check_place(position)
        pins = Pin.objects.held(self.language)
        mine = next((row for row in pins if row.pk == self.pk), None)
        if mine is None:
            raise changed()
        for row in pins:
            if row.position == position and row is not mine:
                row.position = mine.position
                row.save(update_fields=["position"])
        mine.put_at(position, by)
        self.position = position

    @transaction.atomic
    def remove(self, *, by: Actor) -> None:
        """Take it off; the newest that is not on the page yet takes its place. Raises Stale where it is off already."""
        require(by, "change", type(self), self.language)
        taken_off, _rows = Pin.objects.filter(pk=self.pk).delete()
        if not taken_off:
            raise changed()
        _log("unpin", self.article, by, self.position)

    def put_at(self, position: int, by: Actor) -> None:
        self.position = position
        self.save(update_fields=["position"])
        _log("move_pin", self.article, by, position)


def placed(pins: Iterable[Pin]) -> dict[int, Pin]:
    """Return which pin stands at which place: two at one place, pinned in one moment, stand one below the other."""
    at: dict[int, Pin] = {}
    for pin in pins:
        at[next(place for place in range(pin.position, 2 * PLACES) if place not in at)] = pin
    return at


def changed() -> Stale:
    return Stale(_("Somebody else has changed the front page meanwhile. This is how it is now."))


def _check_place(position: int) -> None:
    if not 0 <= position < PLACES:
        raise WrongState(_("The front page has the places 1 to %(last)s.") % {"last": PLACES})


def _check_article(article: "Article", until: datetime) -> None:
    now = timezone.now()
    if article.status != Status.PUBLISHED or (article.expires_at and article.expires_at <= now):
        raise WrongState(_("Only what is published or scheduled can be pinned."))
    if until <= now:
        raise WrongState(_("This is past. A pin ends at a later time."))
    if until > now + LONGEST:
        raise WrongState(_("A pin ends after %(days)s days at the latest.") % {"days": LONGEST.days})


def _make_room(pins: list[Pin], position: int) -> None:
    """Move what is pinned at `position`, and what stands in the way of that, one place down."""
    taken = {row.position: row for row in pins}
    end = position
    while end in taken:
        end += 1
    if end >= PLACES:
        raise WrongState(_("From this place down all are taken. Take one off first."))
    for place in range(end - 1, position - 1, -1):
        taken[place].position = place + 1
        taken[place].save(update_fields=["position"])


def _log(verb: str, article: "Article", by: Actor, position: int, **detail: Any) -> None:
    AuditEntry.objects.record(article, verb, by=by, language=article.language, place=position + 1, **detail)
