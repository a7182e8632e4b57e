"""Dates and numbers as readers see them printed: every month by every choice, both kinds of digits."""

from datetime import UTC, date, datetime, time

import pytest
from django.template import Context, Template
from django.utils import timezone, translation

from newsroom import house_style
from newsroom.house_style import NAMES, Digits, HouseStyle, Months
from newsroom.templatetags import newsroom as filters

STYLES = [HouseStyle(months, digits) for months in Months.values for digits in Digits.values]
WESTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩٬", "0123456789,")


@pytest.fixture(params=STYLES, ids=".".join)
def arabic(request):
    with translation.override("ar"), house_style.override(request.param):
        yield request.param


def test_every_month_has_its_name(arabic):
    for month in range(1, 13):
        name = NAMES[Months(arabic.months)][month - 1]
        assert filters.news_date(date(2026, month, 9)).translate(WESTERN) == f"9 {name} 2026"
        assert filters.news_month(date(2026, month, 9)).translate(WESTERN) == f"{name} 2026"


def test_a_short_date_is_of_one_name_and_does_not_break(arabic):
    for month in range(1, 13):
        day, name = filters.news_short_date(date(2026, month, 30 if month != 2 else 28)).split("\u00a0", 1)
        assert day.translate(WESTERN) in ("30", "28")
        assert "/" not in name
        assert not set(name) & {" ", "\n"}


def test_digits_are_those_of_the_house(arabic):
    texts = [filters.news_moment(datetime(2026, 7, 23, 14, 5)), filters.news_time(time(9, 30)),
             filters.news_year(date(2026, 1, 1)), str(filters.figures(1204567))]  # fmt: skip
    written = {figure for text in texts for figure in text if figure.isdigit()}
    assert written <= set("0123456789" if arabic.digits == Digits.LATIN else "٠١٢٣٤٥٦٧٨٩")
    assert [text.translate(WESTERN) for text in texts[1:]] == ["09:30", "2026", "1,204,567"]


@pytest.mark.parametrize("number", [0, 7, 999, 1000, 12345, 10**9, -5, -1234])
def test_a_number_can_be_read_back(arabic, number):
    assert int(str(filters.figures(number)).translate(WESTERN).replace(",", "")) == number
    assert filters.figures(number) == number


def test_the_names_are_different_ones():
    rows = [tuple(NAMES[months]) for months in Months]
    assert len(set(rows)) == len(rows)
    assert all(len(set(row)) == 12 for row in rows)
    assert NAMES[Months.MOROCCO][6:9] == ["يوليوز", "غشت", "شتنبر"]
    assert NAMES[Months.DUAL][6] == "يوليو/تموز"


def test_english_has_one_way_to_print_them():
    with translation.override("en"), house_style.override(HouseStyle(Months.LEVANT, Digits.ARABIC)):
        assert filters.news_moment(datetime(2026, 7, 23, 14, 5)) == "23 July 2026, 14:05"
        assert filters.news_short_date(date(2026, 9, 3)) == "3\u00a0Sep"
        assert str(filters.figures(1204)) == "1,204"


@pytest.mark.parametrize(("number", "words"), [
    (0, "لا تعليقات"), (1, "تعليق واحد"), (2, "تعليقان"), (3, "٣ تعليقات"), (11, "١١ تعليقاً"), (100, "١٠٠ تعليق"),
    (1103, "١٬١٠٣ تعليقات"),
])  # fmt: skip
def test_a_counted_noun_has_its_form_and_its_digits(number, words):
    text = "{% load i18n newsroom %}{% blocktranslate count counter=number|figures trimmed %}{{ counter }} comment"
    text += "{% plural %}{{ counter }} comments{% endblocktranslate %}"
    with translation.override("ar"), house_style.override(HouseStyle(digits=Digits.ARABIC)):
        assert Template(text).render(Context({"number": number})) == words


def test_what_is_no_whole_number_stays_as_it_is():
    with translation.override("ar"), house_style.override(HouseStyle(digits=Digits.ARABIC)):
        assert [filters.figures(other) for other in ("…", None, "12")] == ["…", None, "12"]
        assert filters.news_date(None) == ""


def test_a_moment_is_remembered_by_the_style_it_was_printed_in():
    moment = datetime(2026, 8, 23, 14, 5, tzinfo=UTC)
    printed = []
    for style in (HouseStyle(), HouseStyle(Months.EGYPT), HouseStyle(digits=Digits.ARABIC), HouseStyle()):
        with translation.override("ar"), timezone.override(UTC), house_style.override(style):
            printed.append(filters.news_moment(moment))
    assert printed == ["23 غشت 2026، 14:05", "23 أغسطس 2026، 14:05", "٢٣ غشت ٢٠٢٦، ١٤:٠٥", "23 غشت 2026، 14:05"]
