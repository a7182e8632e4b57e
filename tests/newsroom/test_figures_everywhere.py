"""The digits that the newsroom has chosen stand also where words are put together: titles, errors, codes."""

import pytest
from django.test import Client
from html_page import page_of
from makers import make_article

from articles.models import Correction
from articles.views.listing import PAGE_SIZE
from newsroom.models import Site

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def arabic_digits():
    Site.objects.update_or_create(pk=1, defaults={"arabic_digits": "arab"})


def test_the_title_of_a_second_page_of_corrections():
    article = make_article("ar")
    Correction.objects.bulk_create(Correction(article=article, text="خطأ") for _ in range(PAGE_SIZE + 1))
    assert "الصفحة ٢" in page_of(Client().get("/ar/corrections/?page=2")).one("title").words


def test_the_code_of_an_error():
    assert page_of(Client().get("/ar/nothing/here/")).one("p", class_="error__code").words == "٤٠٤"


def test_a_search_that_is_too_long():
    assert "١٢٠ حرفاً" in Client().get("/ar/search/", {"q": "م" * 121}).content.decode()


def test_hours_are_words():
    assert "24 ساعة" not in Client().get("/ar/most-read/").content.decode()


def test_an_article_whose_picks_an_import_has_spoilt_is_read():
    article = make_article("ar", related_picks=["one", None])
    assert Client().get(article.get_absolute_url()).status_code == 200
