"""The best first: what is about the words before what mentions them, the word before its forms, the new first."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_author, make_topic
from searching import found

from articles import candidates, finding
from articles.models import Article, Topic
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


@pytest.fixture(params=[1, 5_000])
def counted_at_once(request, monkeypatch):
    """An edition that is asked by months, and one that is small enough to be asked as a whole."""
    monkeypatch.setattr(candidates, "READ_AT_ONCE", request.param)
    candidates._months_of_enough.cache_clear()
    yield
    candidates._months_of_enough.cache_clear()


def aged(article: Article, days: int) -> Article:
    moment = timezone.now() - timedelta(days=days)
    Article.objects.filter(pk=article.pk).update(published_at=moment, first_published_at=moment)
    return article


def test_the_headline_comes_before_the_standfirst_and_that_before_the_text():
    make_article(headline="في المتن", body="<p>عن القمح</p>")
    make_article(headline="في المقدمة", standfirst="عن القمح")
    make_article(headline="عن القمح")
    make_article(headline="في النص أيضاً", body="<p>عن القمح</p>")
    assert found("القمح") == ["عن القمح", "في المقدمة", "في النص أيضاً", "في المتن"]


@pytest.mark.parametrize("field", ["kicker", "topics"])
def test_kicker_and_topics_weigh_as_the_standfirst(field):
    words = {"topics": [make_topic(name_ar="القمح", name_en="Wheat")]} if field == "topics" else {field: "القمح"}
    make_article(headline="عن غيره", **words)
    make_article(headline="في المتن", body="<p>عن القمح</p>")
    assert found("القمح") == ["عن غيره", "في المتن"]


@pytest.mark.parametrize("place", ["headline", "body"])
def test_the_word_itself_comes_before_another_form_of_it(place):
    forms = ["الطائرات", "الطائرة"]
    rows = [make_article(headline=f"خبر {n} {form if place == 'headline' else ''}", body=f"<p>{form}</p>")
            for n, form in enumerate(forms)]  # fmt: skip
    assert found("الطائرات") == [row.headline for row in rows]
    assert found("الطائرة") == [row.headline for row in reversed(rows)]


def test_of_two_alike_the_newer_comes_first_and_what_is_about_it_may_be_older():
    aged(make_article(headline="القمح قديماً"), 400)
    aged(make_article(headline="القمح اليوم"), 1)
    aged(make_article(headline="ذكر عابر", body="<p>القمح</p>"), 0)
    assert found("القمح") == ["القمح اليوم", "القمح قديماً", "ذكر عابر"]


def test_words_in_a_row_come_before_the_same_apart():
    make_article(headline="بيت الماء")
    make_article(headline="بيت قرب الماء")
    assert found("بيت الماء") == ["بيت الماء", "بيت قرب الماء"]


@pytest.mark.parametrize("query", ["القمح", "القمح البحر", "«القمح»"])
def test_the_order_is_the_same_whether_heads_are_read_by_key_or_by_word(query, monkeypatch, counted_at_once):
    words = [
        {"headline": "عن القمح والبحر"},
        {"headline": "القمح البحر"},
        {"headline": "البحر", "standfirst": "عن القمح"},
        {"headline": "حكاية", "kicker": "القمح"},
        {"headline": "خبر", "body": "<p>عن القمح والبحر</p>"},
    ]
    for fields in words:
        make_article(**{"body": "<p>القمح البحر</p>"} | fields)
    by_key = found(query)
    assert len(by_key) == len(words)
    monkeypatch.setattr(candidates, "FEW", 0)
    assert found(query) == by_key


def test_a_reader_can_have_the_newest_first():
    aged(make_article(headline="القمح"), 9)
    aged(make_article(headline="ذكر", body="<p>القمح</p>"), 3)
    page = page_of(Client().get("/ar/search/", {"q": "القمح", "sort": "newest"}))
    assert [row.words for row in page.all("h2", class_="row__headline")] == ["ذكر", "القمح"]


def test_a_common_word_is_ranked_among_its_newest_and_a_rare_one_among_all(monkeypatch):
    monkeypatch.setattr(candidates, "MOST", 3)
    aged(make_article(headline="القمح والزمهرير", slug="old"), 50)
    for number in range(3):
        aged(make_article(headline=f"خبر {number}", body="<p>القمح</p>"), number)
    assert found("القمح") == ["خبر 0", "خبر 1", "خبر 2"]
    assert found("زمهرير") == ["القمح والزمهرير"]


def test_the_newest_of_a_common_word_are_found_however_long_ago_they_came_out(monkeypatch, counted_at_once):
    monkeypatch.setattr(candidates, "MOST", 4)
    ages = [1, 100, 200, 300, 2000, 4000]
    for days in ages:
        article = aged(make_article(headline=f"قبل {days}", body="<p>القمح</p>", kind="opinion"), days)
        Article.objects.filter(pk=article.pk).index_again()
    assert found("القمح", sort="newest") == [f"قبل {days}" for days in ages[:4]]
    assert found("القمح", sort="newest", kind="opinion") == [f"قبل {days}" for days in ages[:4]]
    assert found("القمح", kind="news") == []
    year_ago = (timezone.now() - timedelta(days=365)).date().isoformat()
    assert found("القمح", sort="newest", until=year_ago) == ["قبل 2000", "قبل 4000"]
    assert found("القمح", sort="newest", since=year_ago) == [f"قبل {days}" for days in ages[:4]]
    assert found("القمح", period="week") == ["قبل 1"]


@pytest.mark.parametrize(
    ("language", "most", "words"),
    [("ar", 2, "أكثر من 2 نتيجة عن «wheat»"), ("en", 2, "More than 2 results for “wheat”"),
     ("ar", 3, "3 نتائج عن «wheat»"), ("en", 3, "3 results for “wheat”")],
)  # fmt: skip
def test_above_a_limit_nobody_is_told_a_number(language, most, words, monkeypatch):
    monkeypatch.setattr(finding, "MOST_COUNTED", most)
    monkeypatch.setattr("articles.views.searching.MOST_COUNTED", most)
    for number in range(3):
        make_article(language, headline=f"Wheat {number}")
    page = page_of(Client().get(f"/{language}/search/", {"q": "wheat"}))
    assert page.one("p", class_="search__count").words == words


def test_an_article_is_found_by_the_topics_it_has_now():
    topic = make_topic(name_ar="القمح", name_en="Wheat")
    article = make_article(headline="خبر", topics=[topic])
    Topic.objects.get(pk=topic.pk).articles.clear()
    assert found("القمح") == []
    article.topics.add(topic)
    assert found("القمح") == ["خبر"]
    topic.name_ar = "الشعير"
    topic.save()
    assert (found("القمح"), found("الشعير")) == ([], ["خبر"])
    topic.delete()
    assert found("الشعير") == []


def test_an_article_is_found_by_the_names_of_who_wrote_it_in_its_edition():
    author = make_author(name_ar="إدريس المرسي", name_en="Idriss El Morsi")
    other = make_author(name_ar="هند العلوي", name_en="Hind Alaoui")
    article = make_article(headline="خبر", authors=[author])
    make_article("en", headline="News", authors=[author])
    make_article(headline="إدريس المرسي يفوز بالجائزة")
    assert found("إدريس المرسي") == ["إدريس المرسي يفوز بالجائزة", "خبر"]
    assert (found("idriss morsi", "en"), found("idriss morsi")) == (["News"], [])
    author.name_ar = "إدريس القرطبي"
    author.save()
    assert (found("المرسي"), found("القرطبي")) == (["إدريس المرسي يفوز بالجائزة"], ["خبر"])
    article.revise(by=SYSTEM, authors=[other])
    article.publish(by=SYSTEM)
    assert (found("القرطبي"), found("العلوي")) == ([], ["خبر"])


def test_both_lines_of_the_head_are_stored_and_the_index_is_what_saving_makes():
    article = make_article(
        headline="القمح",
        standfirst="والشعير",
        topics=[make_topic(name_ar="الزرع", name_en="Crops")],
        authors=[make_author()],
    )
    article.refresh_from_db()
    stored = article.search_head, article.search_text
    Article.objects.filter(pk=article.pk).update(search_head="", search_text="")
    Article.objects.index_again()
    article.refresh_from_db()
    assert (article.search_head, article.search_text) == stored
    assert [line.split()[0] for line in stored[0].split("\n")] == ["القمح", "والشعير"]
