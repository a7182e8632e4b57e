"""The words search compares: an Arabic word with and without what is written onto it, and no two that differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import arabic, stemming


@pytest.mark.parametrize(
    ("one", "another"),
    [
        ("جيش", "والجيش"),
        ("طائرات", "الطائرة"),
        ("قوات", "القوات"),
        ("صفقه", "الصفقات"),
        ("مسيره", "المسيّرات"),
        ("الدفاع", "دفاعية"),
        ("مروحية", "مروحيات"),
        ("المغربيه", "المغربية"),
        ("بالمدينة", "مدينة"),
        ("للمعلمين", "معلم"),
    ],
)
def test_forms_of_a_word_have_one_stem(one, another):
    (first,), (second,) = stemming.words(one), stemming.words(another)
    assert stemming.stem(first) == stemming.stem(second)


@pytest.mark.parametrize(
    ("one", "another"), [("مدينة", "دين"), ("ماء", "سماء"), ("علم", "عالم"), ("port", "report"), ("2026", "202")]
)
def test_different_words_stay_different(one, another):
    (first,), (second,) = stemming.words(one), stemming.words(another)
    assert stemming.stem(first) != stemming.stem(second)


@pytest.mark.parametrize("word", ["لبن", "بحر", "ورد", "الى", "ون", "ات"])
def test_a_short_word_is_left_as_it_is(word):
    assert stemming.stem(word) == word


@given(st.text())
def test_every_word_of_a_text_is_stored_with_its_stem_and_once(text):
    stored = stemming.indexed(text).split(" ") if stemming.indexed(text) else []
    assert len(stored) == len(set(stored))
    for word in stemming.words(text):
        assert {word, stemming.stem(word)} <= set(stored)
        assert len(word) <= stemming.LONGEST
        assert arabic.normalise(word) == word


def test_a_text_without_end_is_stored_up_to_a_limit():
    assert len(stemming.indexed(" ".join(str(number) for number in range(30_000))).split()) == stemming.MOST_WORDS
