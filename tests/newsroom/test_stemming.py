"""The words search compares: what is stored of a text, and by what a typed word is looked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom import arabic, stemming
from newsroom.stemming import english


@pytest.mark.parametrize("word", ["لبن", "بحر", "ورد", "الى", "ون", "ات", "وزير", "لبنان", "قانون", "مياه"])
def test_a_word_keeps_the_letters_that_are_its_own(word):
    assert stemming.stem(word) == arabic.normalise(word)


@pytest.mark.parametrize(
    ("written", "stem"),
    [("والجيش", "جيش"), ("وبالمدينة", "مدين"), ("للحق", "حق"), ("الحدود", "حدود"), ("خبراً", "خبر"), ("خبرًا", "خبر")],
)
def test_what_is_written_onto_it_is_taken_off(written, stem):
    (word,) = stemming.spelled(written)
    assert [forms.stem for forms in stemming.analysed(word)] == [stem]


@pytest.mark.parametrize(
    ("forms", "stem"),
    [
        ("strike strikes striking struck", "strike"),
        ("city cities", "city"),
        ("box boxes", "box"),
        ("house houses housing housed", "house"),
        ("gas gases", "gas"),
        ("stop stopped stopping", "stop"),
        ("study studied studies", "study"),
        ("woman women", "woman"),
        ("crisis crises", "crisis"),
        ("use uses used using", "use"),
        ("run runs ran running", "run"),
    ],
)
def test_english_words_are_found_in_each_inflection(forms, stem):
    for word in forms.split():
        assert stem in english.stems(word)


@pytest.mark.parametrize(
    "words", ["police policy", "general generation", "universe university", "new news", "plan plane", "unit united"]
)
def test_english_words_of_one_origin_stay_apart(words):
    one, another = words.split()
    assert not {*english.stems(one)} & {*english.stems(another)}


@given(st.text())
def test_every_word_of_a_text_is_stored_with_its_stem_and_once(text):
    stored = stemming.indexed(text).split(" ") if stemming.indexed(text) else []
    assert len(stored) == len(set(stored))
    for word in stemming.words(text):
        assert word in stored
        assert len(word) <= stemming.LONGEST
        assert arabic.normalise(word) == word


@given(st.text())
def test_every_word_is_found_by_itself(text):
    stored = set(stemming.indexed(text).split(" "))
    for word in stemming.spelled(text):
        for forms in stemming.analysed(word):
            asked = stemming.asked(forms)
            assert asked.word in stored
            assert stored.issuperset(asked.stems)


def test_nobody_can_type_the_signs_that_stand_before_what_is_stored():
    assert stemming.words("\ue000جيش \ue003x") == ["جيش", "x"]


def test_a_text_without_end_is_stored_up_to_a_limit():
    stored = stemming.indexed(" ".join(f"{number:060}" for number in range(30_000)))
    assert 500_000 < len(stored.encode()) <= stemming.MOST_BYTES
