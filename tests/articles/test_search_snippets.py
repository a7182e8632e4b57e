"""A result shows the words as the article writes them, with those marked that were looked for."""

import pytest
from django.test import Client
from html_page import page_of
from hypothesis import given
from hypothesis import strategies as st
from makers import make_article

from articles import snippets
from articles.asking import Term
from newsroom import stemming

pytestmark = pytest.mark.django_db


def first_result(query: str, language: str = "ar"):
    return page_of(Client().get(f"/{language}/search/", {"q": query})).one("article", class_="row")


def marked(query: str, language: str = "ar") -> list[str]:
    return [mark.words for mark in first_result(query, language).all("mark")]


@pytest.mark.parametrize(
    ("written", "typed", "marks"),
    [
        ("أَزْمَةُ المِيَاهِ", "المياه", ["المِيَاهِ"]),
        ("كتـــاب جديد", "كتاب", ["كتـــاب"]),
        ("مسؤولٌ كبير", "مسئول", ["مسؤولٌ"]),
        ("عام ٢٠٢٦", "2026", ["٢٠٢٦"]),
        ("تحرك والجيش", "جيش", ["جيش"]),
        ("الجيوش تعود", "جيش", ["الجيوش"]),
        ("يومياً في الميناء", "يومي", ["يومياً"]),
        ("شركة GDP", "gdp", ["GDP"]),
    ],
)
def test_the_match_is_marked_as_it_is_written(written, typed, marks):
    make_article(headline=written)
    assert marked(typed) == marks


def test_a_part_of_a_word_is_marked_so_that_its_letters_stay_joined():
    make_article(headline="للماء وبالماء", body="<p>الماء</p>")
    names = {mark.words: mark["class"] for mark in first_result("الماء").all("mark") if "class" in mark.attributes}
    assert set(names.values()) == {"mark--part"}


def test_the_piece_of_the_text_is_around_the_match_and_of_the_text_alone():
    before, after = "كلام كثير " * 60, " وكلام بعده" * 60
    make_article(headline="خبر", standfirst="مقدمة", body=f"<p>{before}</p><p>ثم <b>الزمهرير</b> هنا{after}</p>")
    words = first_result("زمهرير").one("p", class_="row__summary").words
    assert words.split()[0] in ("…كلام", "…كثير")
    assert words.endswith("…")
    assert "ثم الزمهرير هنا وكلام" in words
    assert len(words) < 190


def test_without_a_match_in_the_text_the_standfirst_is_shown():
    make_article(headline="الزمهرير", standfirst="مقدمة المقال", body="<p>نص</p>")
    assert first_result("زمهرير").one("p", class_="row__summary").words == "مقدمة المقال"


def test_what_looks_like_markup_is_text():
    make_article("en", headline="Less <b>than</b> & rain", body="<p>a &lt;script&gt;alert(1)&lt;/script&gt; rain</p>")
    result = first_result("rain", "en")
    assert result.one("h2").words == "Less <b>than</b> & rain"
    assert "<script>alert(1)</script> rain" in result.one("p", class_="row__summary").words
    assert [mark.words for mark in result.all("mark")] == ["rain", "rain"]


def test_quoted_words_are_found_and_marked_in_no_other_form():
    make_article(headline="طائرات")
    make_article(headline="الطائرة")
    page = page_of(Client().get("/ar/search/", {"q": "«طائرات»"}))
    assert [heading.words for heading in page.all("h2", class_="row__headline")] == ["طائرات"]


@pytest.mark.parametrize("typed", ["«بيت الماء»", '"بيت الماء"', "“بيت الماء”", " «بيت الماء» "])
@pytest.mark.parametrize("headline", ["بيت الماء", "غيره"])
def test_marks_of_quotation_are_printed_once(typed, headline):
    make_article(headline=headline)
    page = page_of(Client().get("/ar/search/", {"q": typed}))
    told = page.all("p", class_="search__count") or page.all("h2", class_="search__none-title")
    assert [one.words.count("«بيت الماء»") for one in told] == [1]
    assert page.one("input", name="q")["value"] == typed.strip()


LETTERS = "بتن لاوه ةىأإ\u064e\u0640\u200f2a<&'\"-é"


@given(text=st.text(LETTERS), typed=st.text(LETTERS, min_size=1))
def test_whatever_is_marked_the_text_stays_whole(text, typed):
    terms = [Term(word, frozenset({stemming.STEM + stemming.stem(word)})) for word in stemming.words(typed)]
    places = [(match.start, match.end) for match in snippets.matches(text, terms)]
    assert places == sorted(places)
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(end <= start for (_, end), (start, _) in zip(places, places[1:], strict=False))
