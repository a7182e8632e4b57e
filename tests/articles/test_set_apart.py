"""Names of the other script in lines put together: they turn nothing around them, in titles, feeds and bylines."""

import pytest
from django.test import Client
from html_page import page_of
from makers import make_article, make_author, make_section

from newsroom.models import Site

pytestmark = pytest.mark.django_db


def title(path: str) -> str:
    return page_of(Client().get(path)).one("title").words


def test_a_title_of_the_other_script_is_set_apart_from_the_name_of_the_site():
    amal = make_author(name_en="أمل", name_ar="أمل")
    make_article(language="en", authors=[amal])
    assert title(amal.url_in("en")) == "\u2068أمل\u2069 – Newsroom"
    make_article(language="ar", authors=[amal])
    assert title(amal.url_in("ar")) == "أمل – غرفة الأخبار"


def test_the_name_of_the_site_is_set_apart_too():
    Site(pk=1, name_ar="Newsroom").save()
    article = make_article(language="ar", headline="عنوان")
    assert title(article.get_absolute_url()) == "عنوان – \u2068Newsroom\u2069"


def test_a_search_is_set_apart_once():
    assert title("/en/search/?q=الماء").count("\u2068") == 1


def test_feeds_and_bylines_set_names_apart():
    section = make_section(name_ar="Tech", slug_ar="tech")
    first, second = make_author(name_ar="Amal"), make_author(name_ar="بدر")
    article = make_article(language="ar", section=section, authors=[first, second])
    feed = Client().get(f"{section.url_in('ar')}feed.xml").text
    assert "<title>\u2068Tech\u2069 – غرفة الأخبار</title>" in feed
    byline = page_of(Client().get(article.get_absolute_url())).one("p", class_="byline__names")
    assert "\u2068Amal\u2069" in byline.words
