import unicodedata
from string import ascii_letters, ascii_lowercase

import pytest
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.arabic import normalise

ARABIC_LETTERS = "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي"
MARKS = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0653\u0654\u0655\u0670\u0640"

LATIN_LETTERS = f"{ascii_letters}ÀÇÉÎÑÖØÙÝßàåæçéïñøüÿĀăĆčĐđĘěĞğĦħİıŁłŃňŐœŒŘšŞţŪůŵźŽƠưǍǣǾșȚḥḌṭẞẠẵỆọỹÐðÞþ"
LATIN_MARKS = "\u0300\u0301\u0302\u0303\u0308\u030c\u0323\u0327\u0328\u034f"


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("أحمد", "احمد"),
        ("إسلام آخر ٱلكتاب", "اسلام اخر الكتاب"),
        ("مدرسة", "مدرسه"),
        ("مستشفى", "مستشفي"),
        ("مسؤول شاطئ", "مسوول شاطي"),
        ("كَتَبَ", "كتب"),
        ("كـــتاب", "كتاب"),
        ("ا\u0654حمد", "احمد"),
        ("کتاب گاز ڤيلا پاريس", "كتاب كاز فيلا باريس"),
        ("٢٠٢٦ و۲۰۲۶", "2026 و2026"),
        ("ﻻ", "لا"),
        ("می\u200cخواهم", "ميخواهم"),
        ("\u202bسلام\u202c\u200f", "سلام"),
        ("  الرباط \n\t سلا ", "الرباط سلا"),
        ("Café ÉTÉ cafe\u0301", "cafe ete cafe"),
        ("Beyrouth, l’Élysée, Œuvre, Læsø, Łódź", "beyrouth, l’elysee, oeuvre, laeso, lodz"),
        ("STRASSE Straße STRAẞE", "strasse strasse strasse"),
        ("Erdoğan İstanbul Diyarbakır", "erdogan istanbul diyarbakir"),
        ("Ọbásanjọ́ Đà Nẵng Þór Ǿ", "obasanjo da nang thor o"),
        ("Łukasz وأحمد", "lukasz واحمد"),
        ("ＲＡＢＡＴ", "rabat"),
        ("", ""),
    ],
)
def test_spellings_of_one_word_compare_equal(written, compared):
    assert normalise(written) == compared


@pytest.mark.parametrize(
    ("one", "another"),
    [("مصر", "نصر"), ("حزب", "حرب"), ("سنة", "سنّي"), ("علم", "عالم"), ("Çam", "Sam"), ("Øre", "Äre"), ("мой", "мои")],
)
def test_words_that_differ_stay_different(one, another):
    assert normalise(one) != normalise(another)


@given(st.text(st.sampled_from(f"{ARABIC_LETTERS}{MARKS} abcDEF٠١٢\u200c\u202e"), max_size=40))
@settings(max_examples=examples(200))
def test_what_is_normalised_stays_so(text):
    once = normalise(text)
    assert normalise(once) == once
    assert not set(once) & set(f"{MARKS}أإآىةؤئ")


@given(st.text(st.sampled_from(f"{LATIN_LETTERS}{LATIN_MARKS}اأ\u0654 \u200d"), max_size=40))
@settings(max_examples=examples(200))
def test_latin_that_is_normalised_stays_so_and_has_the_letters_of_any_keyboard(text):
    once = normalise(text)
    assert normalise(once) == once
    assert set(once) <= set(f"{ascii_lowercase} ا")


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
@pytest.mark.parametrize("letter", LATIN_LETTERS)
def test_a_latin_letter_and_its_marks_compare_equal_in_each_form_of_unicode(letter, form):
    assert normalise(unicodedata.normalize(form, letter)) == normalise(letter)


@given(st.text(st.sampled_from(ARABIC_LETTERS), min_size=1, max_size=20), st.data())
@settings(max_examples=examples(100))
def test_marks_and_tatweel_anywhere_make_no_difference(word, data):
    marked = "".join(letter + data.draw(st.text(st.sampled_from(MARKS), max_size=2)) for letter in word)
    assert normalise(marked) == normalise(word)
