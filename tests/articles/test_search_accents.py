"""A word of Latin letters is found with and without what is written on them, and shown as the article writes it."""

from importlib import import_module

import pytest
from django.apps import apps
from django.test import Client
from html_page import page_of
from makers import make_article, make_image, make_topic
from searching import found

from articles.models import Article, Image

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("A café in Beirut", "cafe"),
        ("A cafe in Beirut", "café"),
        ("A cafe in Beirut", "cafe\u0301"),
        ("Two cafés close", "cafe"),
        ("L’Orient of Beyrouth", "beyróuth"),
        ("The Élysée answers", "elysee"),
        ("The Elysee answers", "ÉLYSÉE"),
        ("Straße", "strasse"),
        ("Strasse", "STRAẞE"),
        ("Les Œuvres", "oeuvres"),
        ("Læsø", "laeso"),
        ("Łódź", "lodz"),
        ("Erdoğan in Diyarbakır", "erdogan diyarbakir"),
        ("Ọbásanjọ́", "obasanjo"),
        ("Nguyễn", '"nguyen"'),
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_it_is_found_with_and_without_accents(written, typed, language):
    make_article(language, headline=written)
    make_article(language, headline="Caffeine, Elyse, coffee")
    assert found(typed, language) == [written]


def test_the_word_is_marked_with_its_accents():
    make_article("en", headline="A café of Ọbásanjọ́", standfirst="Déjà vu", body="<p>Déjà vu at the Élysée.</p>")
    for typed, marks in (("cafe", ["café"]), ("OBASANJO", ["Ọbásanjọ́"]), ("elysee", ["Élysée"])):
        row = page_of(Client().get("/en/search/", {"q": typed})).one("article", class_="row")
        assert [mark.words for mark in row.all("mark")] == marks


def test_what_was_stored_with_its_accents_is_stored_again_without(monkeypatch):
    """Every other row is left as it is: an archive of Arabic is not read word by word."""
    migration = import_module("articles.migrations.0025_words_without_accents")
    monkeypatch.setattr(migration, "AT_ONCE", 2)
    for headline in ("Café", "Élysée", "Straße", "Łódź"):
        make_article("en", headline=headline)
    named = make_article("en", headline="Named", topics=[make_topic(name_ar="مقهى", name_en="Brontë")])
    rows = Article.objects.order_by("pk").values_list("search_head", "search_text")
    as_saved = list(rows)
    image = make_image(title="Café")
    Article.objects.update(search_head="", search_text="before")
    Article.objects.filter(pk=named.pk).update(search_text="brontë")
    Image.objects.update(search_text="café")
    plain = make_article(headline="القهوة")
    Article.objects.filter(pk=plain.pk).update(search_text="before")
    migration.fold_accents(apps, None)
    assert list(rows.exclude(pk=plain.pk)) == as_saved
    assert rows.get(pk=plain.pk)[1] == "before"
    assert (found("cafe", "en"), found("bronte", "en")) == (["Café"], ["Named"])
    assert list(Image.objects.filter(search_text__words="cafe")) == [image]
