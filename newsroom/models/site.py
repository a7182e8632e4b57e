import zoneinfo

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from newsroom import languages
from newsroom.languages import PerEdition
from newsroom.typed_text import LineField, PlainTextField


def check_time_zone(name: str) -> None:
    if name not in zoneinfo.available_timezones():
        raise ValidationError(
            _("“%(name)s” is not a time zone. Write one such as Africa/Casablanca."), params={"name": name}
        )


class Site(models.Model):
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
    comments_website_field = models.BooleanField(_("comment form asks for a website"), default=True)

    name = PerEdition()
    tagline = PerEdition()

    class Meta:
        verbose_name = _("site settings")
        verbose_name_plural = _("site settings")
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_is_one_row")]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> "Site":
        """Return the site's settings, the defaults where nobody has saved any. One query."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)

    @classmethod
    def of(cls, request: HttpRequest) -> "Site":
        """Return the site's settings for a page, read once however often its parts ask."""
        if not hasattr(request, "_newsroom_site"):
            request._newsroom_site = cls.current()  # type: ignore[attr-defined]
        return request._newsroom_site  # type: ignore[attr-defined]

    @property
    def zone(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.time_zone)

    @property
    def guidelines(self) -> list[str]:
        text: str = getattr(self, f"guidelines_{languages.active()}")
        return [line.strip() for line in text.splitlines() if line.strip()]
