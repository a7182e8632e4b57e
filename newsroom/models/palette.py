from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.formats import number_format
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from newsroom import identity
from newsroom.contrast import HEX, TEXT, least
from newsroom.plain_text import isolated


def check_colour(colour: str) -> None:
    if not HEX.fullmatch(colour):
        raise ValidationError(
            _("“%(colour)s” is not a colour. Write # and six of the digits 0-9 and a-f, such as #ffc400."),
            params={"colour": isolated(colour)},
        )


class ColourField(models.CharField):
    """A colour as # and six digits in lower case, or nothing where that is allowed."""

    default_validators = [check_colour]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"max_length": 7, **kwargs})

    def to_python(self, value: Any) -> Any:
        return value.strip().lower() if isinstance(value, str) else value

    def deconstruct(self) -> Any:
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


def _light(verbose_name: Any) -> ColourField:
    return ColourField(verbose_name, blank=True, default="")


def _dark(verbose_name: Any) -> ColourField:
    return _light(format_lazy("{} – {}", verbose_name, _("in the dark")))


class Palette(models.Model):
    """The newsroom's own colours. Those of the sections are named as articles.choices.Accent names them."""

    brand_colour = ColourField(
        _("colour of the newsroom"), default=identity.BRAND, help_text=_("Black text must be readable on it.")
    )
    blue, blue_dark = _light(_("blue")), _dark(_("blue"))
    green, green_dark = _light(_("green")), _dark(_("green"))
    magenta, magenta_dark = _light(_("magenta")), _dark(_("magenta"))
    teal, teal_dark = _light(_("teal")), _dark(_("teal"))
    orange, orange_dark = _light(_("orange")), _dark(_("orange"))
    purple, purple_dark = _light(_("purple")), _dark(_("purple"))
    olive, olive_dark = _light(_("olive")), _dark(_("olive"))

    class Meta:
        abstract = True

    @property
    def identity(self) -> identity.Sheet:
        """The style sheet of what differs from the colours of the house; empty where nothing does."""
        names = [name for accent in identity.ACCENTS for name in (accent, f"{accent}_dark")]
        return identity.sheet_of((("brand", self.brand_colour), *((name, getattr(self, name)) for name in names)))

    @property
    def icon_colour(self) -> str:
        """The six digits of the colour of the mark in a browser's tab."""
        return (self.brand_colour if HEX.fullmatch(self.brand_colour) else identity.BRAND).removeprefix("#")

    def accent(self, name: str) -> str:
        """Return the colour of a kind of sections on white."""
        return getattr(self, name, "") or identity.ACCENTS.get(name, identity.INK)

    def clean(self) -> None:
        super().clean()
        found = {"brand_colour": _problem(self.brand_colour, (identity.INK, *identity.NIGHTS))}
        for name in identity.ACCENTS:
            found[name] = _problem(getattr(self, name), identity.papers(self.brand_colour))
            found[f"{name}_dark"] = _problem(getattr(self, f"{name}_dark"), (*identity.DARK_PAPERS, *identity.NIGHTS))
        if problems := {name: problem for name, problem in found.items() if problem}:
            raise ValidationError(problems)


def _problem(colour: str, grounds: tuple[str, ...]) -> ValidationError | None:
    if not HEX.fullmatch(colour) or (reached := least(colour, grounds)) >= TEXT:
        return None
    # Rounded down: 4.49 has not reached 4.5.
    words = {
        "colour": isolated(colour),
        "reached": number_format(int(reached * 100) / 100, 2),
        "least": number_format(TEXT, 1),
    }
    return ValidationError(
        _("%(colour)s cannot be read well: its contrast is %(reached)s to 1, and must be at least %(least)s to 1."),
        params=words,
    )
