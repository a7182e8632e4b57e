"""The lists of the admin: what stands in them, and how many queries they take."""

import pytest
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_author, make_comment, make_section

from newsroom.models import site

pytestmark = pytest.mark.django_db
LIST = "/admin/articles/article/"


def rows(answer):
    return page_of(answer).one("table", id="result_list").one("tbody").all("tr")


def test_every_headline_is_isolated_in_its_own_language(chief, as_user):
    make_article("ar", headline="عنوان (1)")
    make_article("en", headline="Headline (1)")
    for interface in ("ar", "en"):
        chief.interface_language = interface
        chief.save()
        cells = [row.one("th", class_="field-headline_isolated").one("bdi") for row in rows(as_user(chief).get(LIST))]
        found = {(cell["lang"], cell["dir"], cell.words) for cell in cells}
        assert found == {("ar", "rtl", "عنوان (1)"), ("en", "ltr", "Headline (1)")}


def test_an_article_is_found_by_words_spelt_otherwise(chief, as_user):
    make_article(headline="أسعار الخبز ترتفع")
    make_article(headline="عودة الماء")
    assert len(rows(as_user(chief).get(LIST, {"q": "اسعار"}))) == 1


def test_there_is_a_link_for_a_new_article_in_each_language_of_the_person(editor, chief, as_user, moderator):
    for person, languages in ((editor, ["ar"]), (chief, ["ar", "en"]), (moderator, [])):
        links = page_of(as_user(person).get(LIST)).all("a", class_="addlink")
        assert [link["href"] for link in links] == [f"{LIST}add/?language={language}" for language in languages]


def test_the_language_survives_the_filter_of_the_list(chief, as_user):
    make_article("ar")
    client = as_user(chief)
    page = page_of(client.get(LIST, {"status__exact": "published"}))
    address = page.all("a", class_="addlink")[1]["href"]
    assert "_changelist_filters" in address
    assert page_of(client.get(address)).one("input", type="hidden", name="language")["value"] == "en"


@pytest.mark.parametrize("number", [3, 30])
def test_the_list_takes_eight_queries_for_three_rows_and_for_thirty(
    number, chief, as_user, django_assert_max_num_queries, monkeypatch
):
    # What a process reads once a second for all its pages, it has read.
    monkeypatch.setattr(site, "this_second", lambda: -1)
    site.as_of.cache_clear()
    section = make_section()
    for _ in range(number):
        make_article("en", story=make_article("ar", section=section).story, section=section)
    client = as_user(chief)
    client.get(LIST)
    with django_assert_max_num_queries(8):
        assert len(rows(client.get(LIST))) == min(50, 2 * number)


@pytest.mark.parametrize("number", [2, 25])
def test_the_list_of_comments_takes_few_queries(number, moderator, as_user, django_assert_max_num_queries):
    article = make_article()
    for _ in range(number):
        make_comment(article, state="pending")
    client = as_user(moderator)
    with django_assert_max_num_queries(12):
        assert len(rows(client.get("/admin/comments/comment/"))) == number


@pytest.mark.parametrize("make", [make_author, make_section])
def test_names_in_other_lists_are_isolated(make, chief, as_user):
    row = make()
    page = page_of(as_user(chief).get(reverse(f"admin:articles_{row._meta.model_name}_changelist")))
    assert all(link.all("bdi") or link.all("img") for link in page.one("table", id="result_list").one("tbody").all("a"))


def test_how_many_there_are_is_said_in_the_words_of_the_language(chief, as_user):
    client = as_user(chief)
    for number, words in ((1, "نتيجة واحدة"), (2, "نتيجتان"), (3, "3 نتائج")):
        make_article(headline=f"خبر {number}")
        page = page_of(client.get(LIST))
        assert page.one("p", class_="paginator").words == words
        assert page.one("form", id="changelist-search").all("a") == []
    found = page_of(client.get(LIST, {"q": "خبر", "language__exact": "ar"})).one("form", id="changelist-search")
    assert "3 نتائج" in found.words
    assert found.one("a")["href"] == "?"
