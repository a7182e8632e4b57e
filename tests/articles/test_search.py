import gzip

import pytest
from django.db import transaction
from django.test import Client
from django.utils.html import escape
from examples import examples
from html_page import page_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import make_article
from searching import found

from articles import asking
from articles.models import Article
from newsroom import stemming
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("أسعار النفط", "اسعار"),
        ("اسعار النفط", "أسعار"),
        ("إلى أين", "الى اين"),
        ("آفاق جديدة", "افاق جديده"),
        ("الاقتِصادُ الأخضر", "الاقتصاد الاخضر"),
        ("الاقتصاد", "الاقتِصادُ"),
        ("كتـــاب", "كتاب"),
        ("كتاب", "كتـــاب"),
        ("مدينة الرباط", "مدينه"),
        ("مستشفى المدينة", "مستشفي"),
        ("مسؤول كبير", "مسوول"),
        ("شؤون عامة", "شوون"),
        ("رئيس البلدية", "رييس"),
        ("عام ٢٠٢٦", "2026"),
        ("عام 2026", "٢٠٢٦"),
        ("شركة GDP", "gdp"),
        ("«بيت الماء»", "بيت الماء"),
        ("بيت الماء القديم", "القديم بيت"),
        ("می‌رود", "ميرود"),
    ],
)
def test_it_is_found_with_and_without_hamzas_marks_and_digits_of_either_kind(written, typed):
    make_article(headline=written)
    make_article(headline="خبر لا صلة له")
    assert found(typed) == [written]


@pytest.mark.parametrize("field", ["headline", "kicker", "standfirst"])
def test_every_text_that_readers_see_is_searched(field):
    article = make_article(**{"headline": "عنوان", field: "زمهرير"})
    assert found("زمهرير") == [article.headline]


def test_the_text_is_searched_and_not_its_markup():
    article = make_article("en", body='<h2>Snow</h2><p>On the <a href="https://hidden.example/">road</a>&amp;rail</p>')
    assert found("snow", "en") == found("road", "en") == found("&rail", "en") == [article.headline]
    assert found("href", "en") == found("hidden.example", "en") == found("amp", "en") == []


def test_all_words_have_to_be_there():
    make_article(headline="بيت الماء")
    assert found("بيت النار") == []


def test_each_edition_finds_its_own():
    make_article("ar", headline="ميناء Tangier")
    make_article("en", headline="The port of Tangier")
    assert found("tangier", "ar") == ["ميناء Tangier"]
    assert found("tangier", "en") == ["The port of Tangier"]


@pytest.mark.parametrize(
    "typed", ["%", "_", "\\", "ب_ت", "*", "بيت OR نار", "بيت -الماء نار", "'", '"', '" OR "', ":*"]
)
def test_the_signs_of_a_query_language_find_nothing(typed):
    make_article(headline="بيت الماء")
    assert found(typed) == []


@pytest.mark.parametrize("typed", ["بيت%", '"بيت', "بيت & ! الماء", "بيت*", "(بيت", "بيت:ماء", "بيت -الماء"])
def test_the_signs_of_a_query_language_divide_words_and_mean_nothing(typed):
    make_article(headline="بيت الماء")
    assert found(typed) == ["بيت الماء"]


@pytest.mark.parametrize("typed", ["ـ", "ً", "\u200f", "ًٌٍ ـ"])
def test_a_query_without_a_letter_finds_nothing(typed):
    make_article()
    assert found(typed) == []


@pytest.mark.parametrize("typed", ["", "   "])
def test_an_empty_query_shows_the_form_alone(typed):
    make_article()
    answer = Client().get("/ar/search/", {"q": typed})
    assert found(typed) == []
    assert page_of(answer).one("h1").words == "بحث"


def test_the_live_copy_is_searched_and_not_the_working_copy():
    article = make_article(headline="قديم")
    article.revise(by=SYSTEM, headline="جديد")
    assert (found("قديم"), found("جديد")) == (["قديم"], [])
    Article.objects.get(pk=article.pk).publish(by=SYSTEM)
    assert (found("قديم"), found("جديد")) == ([], ["جديد"])


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (1, "نتيجة واحدة عن «مطر»"),
        (2, "نتيجتان عن «مطر»"),
        (3, "3 نتائج عن «مطر»"),
        (11, "11 نتيجة عن «مطر»"),
    ],
)
def test_the_results_are_counted_in_arabic(count, words):
    for number in range(count):
        make_article(headline="مطر", slug=f"مطر-{number}")
    answer = Client().get("/ar/search/", {"q": "مطر"})
    assert page_of(answer).one("p", class_="search__count").words == words


def test_further_pages_keep_the_query():
    for number in range(21):
        make_article("en", headline="Rain & snow", slug=f"rain-{number}")
    answer = Client().get("/en/search/", {"q": "rain & snow"})
    following = page_of(answer).one("a", rel="next")["href"]
    assert following == "/en/search/?q=rain+%26+snow&page=2"
    assert len(page_of(Client().get(following)).all("h2", class_="row__headline")) == 1


def test_what_is_typed_is_shown_as_text():
    page = page_of(Client().get("/en/search/", {"q": '"><script>alert(1)</script>'}))
    assert page.one("input", name="q")["value"] == '"><script>alert(1)</script>'
    assert not [script for script in page.all("script") if script.words]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("حرك الجيش قواته", "جيش"),
        ("الطائرة", "طائرات"),
        ("الصفقات", "صفقه"),
        ("harbours", "harbour"),
        ("ميناء طنجة", "طنج"),
        ("بالمغرب", "المغرب"),
    ],
)
def test_it_is_found_in_another_form_of_the_word_and_by_its_beginning(written, typed):
    make_article(headline=written)
    make_article(headline="خبر لا صلة له")
    assert found(typed) == [written]


def test_a_word_inside_another_is_not_found():
    make_article(headline="سماء صافية report")
    assert found("ماء") == found("port") == []


def test_what_is_searched_follows_every_change_of_a_row():
    article = make_article(headline="بيت الماء")
    article.revise(by=SYSTEM, headline="بيت النار")
    article.publish(by=SYSTEM)
    assert (found("الماء"), found("النار")) == ([], ["بيت النار"])
    article.delete()
    make_article(headline="غيره")
    assert found("النار") == []


# As a database without an index would answer.
@given(
    texts=st.lists(st.text(alphabet="بتنلاوه ةى2a-'\"*", min_size=1, max_size=12), min_size=1, max_size=4),
    typed=st.text(alphabet="بتنلاوه ةى2a-'\"*", min_size=1, max_size=6),
)
@settings(max_examples=examples(15), suppress_health_check=list(HealthCheck))
def test_both_databases_find_what_the_words_say(texts, typed):
    def is_found(text: str) -> bool:
        stored = stemming.indexed(text).split(" ")
        asked = asking.terms(typed)
        return bool(asked) and all(
            term.likeness(stored) or (term.beginning and any(other.startswith(term.beginning) for other in stored))
            for term in asked
        )

    with transaction.atomic():
        rows = {make_article(headline="-", body=f"<p>{escape(text)}</p>").pk: text for text in texts}
        assert set(Article.objects.matching(typed).values_list("pk", flat=True)) == {
            key for key, text in rows.items() if is_found(text)
        }
        transaction.set_rollback(True)


def test_a_search_comes_compressed_to_whoever_takes_that():
    make_article("ar", headline="الماء")
    packed, plain = (Client().get("/ar/search/?q=الماء", headers=asked) for asked in ({"Accept-Encoding": "gzip"}, {}))
    assert (packed["Content-Encoding"], packed["Vary"]) == ("gzip", "Accept-Encoding")
    assert "Content-Encoding" not in plain
    assert b"\xd8" in plain.content
    assert gzip.decompress(packed.content) == plain.content
