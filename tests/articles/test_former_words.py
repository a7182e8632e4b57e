"""A section, a topic or an author that gets another address word: whoever comes by the earlier one is led to it."""

import unicodedata
from urllib.parse import quote

import pytest
from admin_forms import fields_of
from django.test import Client
from django.urls import reverse
from examples import examples
from html_page import page_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from makers import make_article, make_author, make_section, make_topic

from articles.models import FormerWord, Section

pytestmark = pytest.mark.django_db

MAKERS = {"section": make_section, "topic": make_topic, "author": make_author}
every_kind = pytest.mark.parametrize("kind", MAKERS)
WORDS = ("world", "politics", "عالم", "سياسة")


def rename(subject, **words):
    for name, word in words.items():
        setattr(subject, name, word)
    subject.save()


def led_to(path):
    """Return where a reader is led from `path`, in one hop and for a second at most, to something that is there."""
    answer = Client().get(path)
    assert (answer.status_code, answer["Cache-Control"][:17]) == (301, "public, max-age=0")
    assert Client().get(answer["Location"]).status_code == 200
    return answer["Location"]


@every_kind
@pytest.mark.parametrize("rest", ["", "feed.xml", "?page=1", "feed.xml?x=1"])
def test_list_and_feed_of_before_lead_to_those_of_now(kind, rest):
    subject = MAKERS[kind](slug_ar="قديم", slug_en="old")
    rename(subject, slug_ar="جديد", slug_en="new")
    assert led_to(f"/ar/{kind}/{quote('قديم')}/{rest}") == f"/ar/{kind}/{quote('جديد')}/{rest}"
    assert led_to(f"/en/{kind}/old/{rest}") == f"/en/{kind}/new/{rest}"
    assert Client().head(f"/en/{kind}/old/{rest}").status_code == 301


@every_kind
def test_the_word_of_one_edition_leads_nowhere_in_the_other(kind):
    subject = MAKERS[kind](slug_ar="قديم", slug_en="old")
    rename(subject, slug_en="new")
    assert Client().get(f"/ar/{kind}/old/").status_code == 404
    assert Client().get(f"/ar/{kind}/{quote('قديم')}/").status_code == 200


def test_a_word_leads_within_its_kind_alone():
    rename(make_section(slug_en="old"), slug_en="new")
    assert [Client().get(f"/en/{kind}/old/").status_code for kind in ("topic", "author")] == [404, 404]


@every_kind
def test_what_was_renamed_twice_is_one_hop_away(kind):
    subject = MAKERS[kind](slug_en="first")
    rename(subject, slug_en="second")
    rename(subject, slug_en="third")
    assert {led_to(f"/en/{kind}/{word}/") for word in ("first", "second")} == {f"/en/{kind}/third/"}


@every_kind
def test_who_stands_at_a_word_is_who_readers_get(kind):
    subject = MAKERS[kind](slug_en="wanted")
    rename(subject, slug_en="given-up")
    another = MAKERS[kind](slug_en="wanted")
    page = page_of(Client().get(f"/en/{kind}/wanted/"))
    assert another.name_en in page.one("h1").words
    rename(another, slug_en="elsewhere")
    assert led_to(f"/en/{kind}/wanted/") == f"/en/{kind}/elsewhere/"


@every_kind
def test_what_was_deleted_is_not_found(kind):
    subject = MAKERS[kind](slug_en="old")
    rename(subject, slug_en="new")
    subject.delete()
    assert [Client().get(f"/en/{kind}/{word}/").status_code for word in ("old", "new")] == [404, 404]


def test_an_address_that_is_composed_in_another_way_leads_as_well():
    rename(make_author(slug_en="jos\u00e9"), slug_en="jose")
    in_parts = unicodedata.normalize("NFD", "jos\u00e9")
    assert {led_to(f"/en/author/{quote(word)}/") for word in ("jos\u00e9", in_parts)} == {"/en/author/jose/"}


def test_what_keeps_its_words_has_no_former_ones():
    rename(make_section(slug_en="same"), name_en="Another name")
    assert FormerWord.objects.count() == 0


def test_an_article_of_the_section_leads_to_it_by_its_new_word():
    section = make_section(slug_en="old")
    article = make_article("en", section=section)
    rename(section, slug_en="new")
    links = {link["href"] for link in page_of(Client().get(article.get_absolute_url())).all("a")}
    assert ("/en/section/new/" in links, "/en/section/old/" in links) == (True, False)


def test_an_editor_is_told_so_in_the_form_and_it_is_so(chief, as_user):
    section = make_section(slug_en="old")
    client, address = as_user(chief), reverse("admin:articles_section_change", args=[section.pk])
    page = page_of(client.get(address))
    assert page.text.count("والكلمات السابقة تقود إليه") == 2
    form = fields_of(page.one("form", id="section_form"))
    assert client.post(address, form | {"slug_en": "not a word"}).status_code == 200
    assert FormerWord.objects.count() == 0
    answer = client.post(address, form | {"slug_en": "new"}, follow=True)
    # Django's own Arabic says that it was added.
    assert "حُفظت التعديلات" in page_of(answer).one("ul", class_="messagelist").words
    assert led_to("/en/section/old/") == "/en/section/new/"


@given(steps=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(WORDS)), max_size=12))
@settings(max_examples=examples(40), suppress_health_check=list(HealthCheck))
def test_every_word_that_ever_led_to_one_leads_to_who_had_it_last(steps):
    Section.objects.all().delete()
    FormerWord.objects.all().delete()
    sections = [make_section() for _ in range(3)]
    last = {section.slug_en: section for section in sections}
    for number, word in steps:
        if not Section.objects.filter(slug_en=word).exists():
            rename(sections[number], slug_en=word)
            last[word] = sections[number]
    for word, section in last.items():
        path = f"/en/section/{quote(word)}/"
        if section.slug_en == word:
            assert Client().get(path).status_code == 200
        else:
            assert led_to(path) == section.url_in("en")
