"""How the newsroom prints Arabic: its names of the months, its digits. Its English is always printed the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, time
from typing import Any, NamedTuple

from django.db.models import TextChoices
from django.utils.dateformat import DateFormat
from django.utils.translation import gettext_lazy as _


class Months(TextChoices):
    """Arabic names of the months, by where they are in use."""

    MOROCCO = "ma", _("Morocco: يوليوز، غشت")
    EGYPT = "eg", _("Egypt and the Gulf: يوليو، أغسطس")
    LEVANT = "levant", _("Levant and Iraq: تموز، آب")
    ALGERIA = "dz", _("Algeria and Tunisia: جويلية، أوت")
    MAURITANIA = "mr", _("Mauritania: يوليو، أغشت")
    DUAL = "dual", _("two names, as pan-Arab papers print: يوليو/تموز")


class Digits(TextChoices):
    LATIN = "latn", "0123456789"
    ARABIC = "arab", "٠١٢٣٤٥٦٧٨٩"


NAMES = {
    months: names.split("،")
    for months, names in {
        Months.MOROCCO: "يناير،فبراير،مارس،أبريل،ماي،يونيو،يوليوز،غشت،شتنبر،أكتوبر،نونبر،دجنبر",
        Months.EGYPT: "يناير،فبراير،مارس،أبريل،مايو،يونيو،يوليو،أغسطس،سبتمبر،أكتوبر،نوفمبر،ديسمبر",
        Months.LEVANT: "كانون الثاني،شباط،آذار،نيسان،أيار،حزيران،تموز،آب،أيلول،تشرين الأول،تشرين الثاني،كانون الأول",
        Months.ALGERIA: "جانفي،فيفري،مارس،أفريل،ماي،جوان،جويلية،أوت،سبتمبر،أكتوبر،نوفمبر،ديسمبر",
        Months.MAURITANIA: "يناير،فبراير،مارس،إبريل،مايو،يونيو،يوليو،أغشت،شتمبر،أكتوبر،نوفمبر،دجمبر",
    }.items()
}
# The names of Egypt are read from the Gulf to Libya, those of the Levant in Asia: one of the two is every reader's.
NAMES[Months.DUAL] = [f"{west}/{east}" for west, east in zip(NAMES[Months.EGYPT], NAMES[Months.LEVANT], strict=True)]

ARABIC_FIGURES = str.maketrans("0123456789,.", "٠١٢٣٤٥٦٧٨٩٬٫")
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class HouseStyle(NamedTuple):
    """What Arabic is printed with; compared, and kept in memory, by what it says."""

    months: str = Months.MOROCCO
    digits: str = Digits.LATIN

    def moment(self, when: date | time, form: str) -> str:
        """Return a date, a time or both in Django's format `form`."""
        text = ArabicMoment(when, Months(self.months)).format(form)
        return text.translate(ARABIC_DIGITS) if self.digits == Digits.ARABIC else text

    def figures(self, number: int) -> str:
        text = f"{number:,}"
        return text.translate(ARABIC_FIGURES) if self.digits == Digits.ARABIC else text


class ArabicMoment(DateFormat):
    """Django's formats, with the names of the months that the house uses; Django has those of the Gulf alone."""

    data: Any

    def __init__(self, when: date | time, months: Months) -> None:
        super().__init__(when)
        self.months = months

    def F(self) -> str:  # noqa: N802
        return NAMES[self.months][self.data.month - 1]

    def M(self) -> str:  # noqa: N802
        """Return the name for where there is little room: one of two. Arabic months have no abbreviations."""
        only = Months.EGYPT if self.months == Months.DUAL else self.months
        return NAMES[only][self.data.month - 1].replace(" ", "\u00a0")


in_force: ContextVar[HouseStyle | None] = ContextVar("house_style", default=None)


@contextmanager
def override(style: HouseStyle) -> Iterator[None]:
    """Print Arabic in `style` while this is open, as timezone.override does with a zone."""
    before = in_force.set(style)
    try:
        yield
    finally:
        in_force.reset(before)
