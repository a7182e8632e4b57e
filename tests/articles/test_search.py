import pytest
from django.test import Client
from html_page import page_of
from makers import make_article

from articles.models import Article
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def found(query: str, language: str = "ar") -> list[str]:
    """Return the headlines that a reader finds."""
    answer = Client().get(f"/{language}/search/", {"q": query})
    assert answer.status_code == 200
    return [heading.words for heading in page_of(answer).all("h2", class_="row__headline")]


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


@pytest.mark.parametrize("typed", ["%", "_", "\\", "بيت%", "ب_ت", "*", "بيت OR نار"])
def test_the_signs_of_a_query_language_mean_themselves(typed):
    make_article(headline="بيت الماء")
    assert found(typed) == []


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
