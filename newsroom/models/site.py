import functools
import time
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from newsroom import house_style, languages
from newsroom.house_style import Digits, HouseStyle, Months
from newsroom.languages import PerEdition
from newsroom.models.palette import Palette
from newsroom.typed_text import LineField, PlainTextField

# In the environ of a page that is to be kept: the moment as of which it is made. What a process remembers from before
# that moment must not come into it: it would stay there.
AS_OF = "newsroom.as_of"


class CommentMode(models.TextChoices):
    """Whose comments wait for a moderator."""

    ALL = "all", _("every comment waits")
    FIRST = "first", _("until two of an author with a confirmed e-mail address have been approved")
    NONE = "none", _("none waits that nothing speaks against")


def check_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write one such as Africa/Casablanca."), params={"name": name}
        )


class Site(Palette):
    """The newsroom's own settings: one row, edited in the admin.

    The environment holds infrastructure and secrets; what an editor decides is here.
    """

    name_ar = LineField(_("name in Arabic"), max_length=60, default="غرفة الأخبار")
    name_en = LineField(_("name in English"), max_length=60, default="Newsroom")
    tagline_ar = LineField(
        _("tagline in Arabic"), max_length=160, default="صحافة مستقلة بالعربية والإنجليزية، تُكتب مرتين ولا تُترجم آلياً."
    )
    tagline_en = LineField(
        _("tagline in English"), max_length=160, default="Independent reporting, written in Arabic and in English."
    )
    wordmark_ar = LineField(
        _("wordmark in Arabic"),
        max_length=30,
        blank=True,
        default="",
        help_text=_("Beside the mark; the name if empty."),
    )
    wordmark_en = LineField(
        _("wordmark in English"),
        max_length=30,
        blank=True,
        default="",
        help_text=_("Beside the mark; the name if empty."),
    )
    guidelines_ar = PlainTextField(
        _("house rules for comments in Arabic"),
        blank=True,
        default="ناقش الفكرة لا صاحبها.\nاكتب بالعربية أو بالإنجليزية، فالنسختان تشتركان في القواعد نفسها.\n"
        "لا روابط دعائية، ولا بيانات تخص أشخاصاً آخرين.",
        help_text=_("One rule a line."),
    )
    guidelines_en = PlainTextField(
        _("house rules for comments in English"),
        blank=True,
        default="Argue with the idea, not with the person.\nWrite in Arabic or English; the same rules hold in both.\n"
        "No advertising links, and nothing private about other people.",
        help_text=_("One rule a line."),
    )
    time_zone = models.CharField(
        _("time zone"), max_length=60, default="Africa/Casablanca", validators=[check_time_zone]
    )
    arabic_months = models.CharField(
        _("names of the months in Arabic"), max_length=6, choices=Months.choices, default=Months.MOROCCO
    )
    arabic_digits = models.CharField(
        _("digits in Arabic"),
        max_length=4,
        choices=Digits.choices,
        default=Digits.LATIN,
        help_text=_("Of dates, counts and page numbers. What somebody has written stays as it was written."),
    )
    keep_originals = models.BooleanField(
        _("keep pictures as they were uploaded"),
        default=False,
        help_text=_(
            "With all that the camera wrote into them, such as the place; nobody outside ever gets them. Otherwise a "
            "clean copy of up to 15 megapixels is kept."
        ),
    )
    age_notice_after_days = models.PositiveSmallIntegerField(
        _("days after which readers are told how old an article is"),
        default=365,
        help_text=_("0: never. An article can be left out on its own page."),
    )
    comments_website_field = models.BooleanField(_("comment form asks for a website"), default=True)
    comments_mode = models.CharField(
        _("which comments wait for a moderator"),
        max_length=5,
        choices=CommentMode.choices,
        default=CommentMode.ALL,
        help_text=_("An article can have a rule of its own."),
    )
    comments_close_after_days = models.PositiveSmallIntegerField(
        _("comments close after days"),
        default=14,
        help_text=_("Counted from publication; 0 never closes them. An article can have a time of its own."),
    )
    comments_reason_required = models.BooleanField(_("a rejection needs a reason"), default=False)
    comments_hold_disposable = models.BooleanField(_("hold comments from throw-away e-mail addresses"), default=False)
    comments_kept_days = models.PositiveSmallIntegerField(
        _("days that spam and rejected comments are kept"), default=30, validators=[MinValueValidator(1)]
    )
    comments_staffed_from = models.TimeField(
        _("comments are read from"),
        null=True,
        blank=True,
        help_text=_("Outside these hours every comment waits, whatever the rule; readers are told the hours."),
    )
    comments_staffed_until = models.TimeField(_("comments are read until"), null=True, blank=True)
    # Moved with every change of a word list, so that a process knows when to read the lists again.
    comments_terms_version = models.PositiveIntegerField(default=0, editable=False)

    name = PerEdition()
    tagline = PerEdition()

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="site_is_one_row"),
            models.CheckConstraint(
                condition=models.Q(comments_mode__in=CommentMode.values), name="site_comments_mode_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(arabic_months__in=Months.values), name="site_arabic_months_are_known"
            ),
            models.CheckConstraint(
                condition=models.Q(arabic_digits__in=Digits.values), name="site_arabic_digits_are_known"
            ),
            models.CheckConstraint(
                condition=models.Q(comments_staffed_from=None, comments_staffed_until=None)
                | models.Q(comments_staffed_from__isnull=False, comments_staffed_until__isnull=False),
                name="site_staffed_hours_are_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        super().save(*args, **kwargs)
        as_of.cache_clear()

    @classmethod
    def current(cls) -> "Site":
        """Return the site's settings, the defaults where nobody has saved any. One query."""
        try:
            return cls.objects.get(pk=1)
        except cls.DoesNotExist:
            return cls(pk=1)

    @classmethod
    def of(cls, request: HttpRequest) -> "Site":
        """Return the site's settings for a page: the same however often its parts ask, and at most a second old.

        Every page and every comment needs this one row; a process reads it once a second.
        """
        if not hasattr(request, "_newsroom_site"):
            request._newsroom_site = as_of(moment_of(request))  # type: ignore[attr-defined]
        return request._newsroom_site  # type: ignore[attr-defined]

    @staticmethod
    def is_known_to(request: HttpRequest) -> bool:
        """Say whether `of` has been asked for this page, and costs nothing more."""
        return hasattr(request, "_newsroom_site")

    @property
    def wordmark(self) -> str:
        return getattr(self, f"wordmark_{languages.active()}") or self.name

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def style(self) -> HouseStyle:
        return HouseStyle(self.arabic_months, self.arabic_digits)

    @contextmanager
    def in_print(self) -> Iterator[None]:
        """Print times in the newsroom's zone, and Arabic in its house style, while this is open."""
        with timezone.override(self.zone), house_style.override(self.style):
            yield

    def clean(self) -> None:
        super().clean()
        if (self.comments_staffed_from is None) != (self.comments_staffed_until is None):
            raise ValidationError(
                {"comments_staffed_until": _("Write both hours, or neither where somebody always reads.")}
            )
        if self.comments_staffed_from is not None and self.comments_staffed_from == self.comments_staffed_until:
            raise ValidationError({"comments_staffed_until": _("Between these two hours there is no time.")})

    def is_staffed(self, moment: datetime) -> bool:
        """Say whether somebody reads comments at `moment` (aware): always, where no hours are set."""
        start, end = self.comments_staffed_from, self.comments_staffed_until
        if start is None or end is None:
            return True
        hour = moment.astimezone(self.zone).time()
        # A night shift goes over midnight.
        return start <= hour < end if start <= end else hour >= start or hour < end

    @property
    def guidelines(self) -> list[str]:
        text: str = getattr(self, f"guidelines_{languages.active()}")
        return [line.strip() for line in text.splitlines() if line.strip()]


def this_second() -> int:
    return int(time.monotonic())


def moment_of(request: HttpRequest) -> int | str:
    """Return the moment that a page is made for, a second or the name of one: what is remembered of it may be in it."""
    if not hasattr(request, "_newsroom_moment"):
        request._newsroom_moment = request.META.get(AS_OF) or this_second()  # type: ignore[attr-defined]
    moment: int | str = request._newsroom_moment  # type: ignore[attr-defined]
    return moment


@functools.lru_cache(maxsize=2)
def as_of(moment: int | str) -> Site:
    """Return the settings as they were when somebody first asked for them in `moment`, a second or a name of one."""
    return Site.current()


def style_in_force() -> HouseStyle:
    """Return how Arabic is printed: as the page at hand has it from its request, else as the settings say now."""
    return house_style.in_force.get() or as_of(this_second()).style
