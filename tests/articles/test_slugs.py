import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.core.validators import validate_unicode_slug
from django.urls import resolve, reverse
from django.utils import translation
from examples import examples
from hypothesis import example, given, settings
from hypothesis import strategies as st
from makers import make_article

from articles.models import Article
from articles.slugs import LONGEST, LONGEST_ENCODED, RESERVED, check_address_word, slug_from
from newsroom.actors import SYSTEM
from newsroom.arabic import INVISIBLE, MARKS
from newsroom.refusals import WrongState

HEADLINES = st.text(st.characters(exclude_categories=["Cs"]), max_size=120)
ARABIC = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىةً ٌٍَُِّْـ ،.-–«»١٢٣123abc\u200f\u200d"), max_size=200)


@pytest.mark.parametrize(
    ("headline", "slug"),
    [
        ("A city reopens its harbour", "a-city-reopens-its-harbour"),
        ("مدينة تعيد فتح مينائها", "مدينة-تعيد-فتح-مينائها"),
        ("أسعار النفط إلى أين؟", "أسعار-النفط-إلى-أين"),
        ("الاقتِصادُ الأخضـــر", "الاقتصاد-الأخضر"),
        ("«بيت الماء»: ٣٠ سنة (١٩٩٦)", "بيت-الماء-30-سنة-1996"),
        ("GDP نما 3,5٪ في 2026", "gdp-نما-35-في-2026"),
        ("  --  كلمة  --  ", "كلمة"),
        ("Crème brûlée – a recipe", "crème-brûlée-a-recipe"),
        ("می‌رود", "میرود"),
        ("؟!…", ""),
        ("", ""),
    ],
)
def test_a_headline_becomes_its_words(headline, slug):
    assert slug_from(headline) == slug


@settings(max_examples=examples(200))
@given(st.one_of(HEADLINES, ARABIC))
@example("x" * 300)
@example("ا" * 300)
@example("\u1100\u200b\u1161")
@example("İstanbul")
@example("ﷺ" * 40)
@example("a\u0301" * 60)
@example("²③Ⅷ")
def test_every_headline_gives_an_address_word_that_holds(headline):
    slug = slug_from(headline)
    assert unicodedata.is_normalized("NFC", slug)
    assert slug_from(slug) == slug
    assert len(slug) <= LONGEST
    assert sum(1 if ord(letter) < 128 else 3 * len(letter.encode()) for letter in slug) <= LONGEST_ENCODED
    assert not slug.startswith("-")
    assert not slug.endswith("-")
    assert "--" not in slug
    if letters(headline):
        assert slug
    if slug:
        validate_unicode_slug(slug)
        path = reverse("articles:article", args=["ar", 2026, 5, slug])
        assert resolve(f"/ar/2026/05/{slug}/").kwargs["slug"] == slug
        assert path.isascii()
        assert Article(language="ar", year=2026, month=5, slug=slug).get_absolute_url() == path


@pytest.mark.parametrize("slug", ["a_b", "_", "-", "2026", "ميناء_جديد"])
def test_what_somebody_typed_stands_in_the_address_as_it_is(slug):
    article = Article(language="ar", year=2026, month=5, slug=slug)
    assert article.get_absolute_url() == reverse("articles:article", args=["ar", 2026, 5, slug])


@pytest.mark.django_db
@pytest.mark.parametrize("slug", ["50%", "a/b", "a b", "x?y", "#", ".."])
def test_a_word_that_would_be_no_address_is_refused_whoever_writes_it(slug):
    article = make_article("en", published=False)
    with pytest.raises(WrongState, match="slug"):
        article.revise(by=SYSTEM, slug=slug)
    assert article.revisions.count() == 1


def letters(headline: str) -> bool:
    """Say whether anything is left that somebody would call a letter or a digit."""
    text = INVISIBLE.sub("", MARKS.sub("", unicodedata.normalize("NFKC", headline)))
    return any(character.isalpha() or character.isdecimal() for character in text)


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_a_word_of_the_site_s_own_addresses_gets_a_number_where_a_headline_gives_it(word, db):
    headline = word.replace("-", " ").title()
    assert slug_from(headline) == f"{word}-2"
    article = make_article("en", headline=headline, published=False)
    article.publish(by=SYSTEM)
    assert article.slug == f"{word}-2"
    with pytest.raises(ValidationError, match="address of the site"), translation.override("en"):
        check_address_word(word)
    check_address_word(f"{word}-2")


@settings(max_examples=examples(100))
@given(st.lists(st.text(st.sampled_from("ابتثجحabcde"), min_size=1, max_size=20), min_size=1, max_size=40))
def test_a_long_headline_is_cut_between_words(words):
    slug = slug_from(" ".join(words))
    kept = slug.split("-")
    assert kept == words[: len(kept)]
    if len(kept) < len(words):
        longer = "-".join(words[: len(kept) + 1])
        encoded = sum(1 if ord(letter) < 128 else 6 for letter in longer)
        assert len(longer) > LONGEST or encoded > LONGEST_ENCODED
