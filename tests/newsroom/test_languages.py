import pytest
from django.utils import translation
from makers import make_section

from newsroom import languages
from newsroom.languages import PerEdition


@pytest.mark.parametrize(
    ("activated", "read"), [("ar", "ar"), ("en", "en"), ("en-gb", "en"), ("ar-ma", "ar"), ("fr", "ar"), (None, "ar")]
)
def test_the_active_language_is_always_that_of_an_edition(activated, read):
    with translation.override(activated):
        assert languages.active() == read


def test_each_edition_has_another_and_a_direction():
    assert [languages.other(code) for code in languages.CODES] == ["en", "ar"]
    assert [languages.direction(code) for code in languages.CODES] == ["rtl", "ltr"]


@pytest.mark.parametrize(
    ("text", "default", "guessed"),
    [
        ("مقال جيد", "en", "ar"),
        ("A good article", "ar", "en"),
        ("شكراً Thanks شكراً", "en", "ar"),
        ("OK يعني this is mostly English", "ar", "en"),
        ("نص فيه 2026 و1,000", "en", "ar"),
        ("😀 !!! 42", "en", "en"),
        ("😀 !!! 42", "ar", "ar"),
        ("شاهدوا https://www.example.org/a-long-path/of-latin-letters هنا", "en", "ar"),
        ("HTTPS://EXAMPLE.ORG", "ar", "ar"),
        ("", "en", "en"),
        ("漢字", "ar", "ar"),
        ("ﻣﺮﺣﺒﺎ", "en", "ar"),
    ],
)
def test_the_language_of_a_text_is_that_of_most_of_its_letters(text, default, guessed):
    assert languages.guess(text, default) == guessed


@pytest.mark.parametrize(("language", "name"), [("ar", "العالم"), ("en", "World")])
def test_a_pair_of_columns_is_read_in_the_active_language(db, language, name):
    section = make_section(name_ar="العالم", name_en="World")
    with translation.override(language):
        assert section.name == name


def test_a_pair_can_be_read_in_either_language(db):
    section = make_section(name_ar="العالم", name_en="World")
    pair = type(section).name
    assert isinstance(pair, PerEdition)
    assert [pair.read(section, code) for code in languages.CODES] == ["العالم", "World"]
