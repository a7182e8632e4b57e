import unicodedata

import pytest
from django.utils import translation
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.plain_text import apart, clean_line, clean_text, is_invisible, isolated, storable

ANY_TEXT = st.text(st.characters(exclude_categories=[]))  # lone surrogates too
BIDI_CONTROLS = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  سطر  ", "سطر"),
        ("one\r\ntwo\rthree", "one\ntwo\nthree"),
        ("one\u2028two\u2029three\x0bfour\x0cfive\x85six", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("a\x00b\x08c\x1bd\x7fe\x9ff", "abcdef"),
        ("a\ud800b\udfffc", "abc"),
        ("a\ufdd0b\ufffec\uffffd\U0001fffee\U0010fffff", "abcdef"),
        ("tab\tkept", "tab\tkept"),
        ("e\u0301", "\u00e9"),
        ("ا\u0653", "آ"),
        # Compatibility forms are the writer's own choice of letters.
        ("\ufefb", "\ufefb"),
        ("😀 👨\u200d👩\u200d👧", "😀 👨\u200d👩\u200d👧"),
    ],
)
def test_a_text_is_stored_without_what_breaks_a_database(typed, stored):
    assert clean_text(typed) == stored


@pytest.mark.parametrize("control", BIDI_CONTROLS, ids=ascii)
def test_what_turns_the_text_around_it_is_stripped(control):
    assert clean_text(f"قبل{control}بعد") == "قبلبعد"


@pytest.mark.parametrize("mark", ["\u200c", "\u200d", "\u200e", "\u200f"], ids=ascii)
def test_what_arabic_and_persian_writing_needs_is_kept(mark):
    assert clean_text(f"می{mark}خواهم") == f"می{mark}خواهم"


def test_a_line_is_one_line():
    assert clean_line(" محمد\n\t بن\u00a0 علي\u3000 ") == "محمد بن علي"


@pytest.mark.parametrize(
    "text",
    ["", " ", "\u200b", "\u200e\u200f", "\u00ad", "\u3164", "\u115f\u1160", "\uffa0", "\u2800", "\u0301", "\u064b"],
    ids=ascii,
)
def test_nothing_of_it_would_be_seen(text):
    assert is_invisible(text)


@pytest.mark.parametrize("text", ["a", "ا", "7", "٧", ".", "😀", "\u200fا", "漢"])
def test_something_of_it_would_be_seen(text):
    assert not is_invisible(text)


@given(ANY_TEXT)
@settings(max_examples=examples(200))
def test_whatever_is_typed_can_be_stored_and_stays_as_it_is(typed):
    text = clean_text(typed)
    assert clean_text(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode().decode() == text
    assert not set(text) & {"\x00", "\r", *BIDI_CONTROLS}
    assert storable(typed).strip() == text


@given(ANY_TEXT)
@settings(max_examples=examples(200))
def test_a_line_stays_a_line(typed):
    line = clean_line(typed)
    assert clean_line(line) == line
    assert len(line.splitlines()) <= 1
    assert "  " not in line


@pytest.mark.parametrize(("language", "text", "foreign"), [
    ("ar", "أخبار اليوم 2026", False), ("ar", "مروحيات AH-64E", True), ("ar", "2026 — 14:30", False), ("ar", "", False),
    ("en", "News of 2026", False), ("en", "أمل", True), ("en", "Новости", True), ("ar", "\u2068AH-64E\u2069", False),
])  # fmt: skip
def test_what_is_of_the_other_script_is_set_apart_once(language, text, foreign):
    with translation.override(language):
        assert apart(text) == (isolated(text) if foreign else text)
