"""Who finds nothing is offered words that differ by a letter, of what readers may see and of nothing else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_author

from articles import suggesting
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def suggested(query: str, language: str = "ar") -> list[str]:
    page = page_of(Client().get(f"/{language}/search/", {"q": query}))
    return [link.words for box in page.all("div", class_="suggestions") for link in box.all("a")]


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("المياه الجوفية", "الميه"),
        ("الانتخابات المقبلة", "الانتخبات"),
        ("الانتخابات المقبلة", "الانتخاابات"),
        ("الحكومة الجديدة", "الحكوكة"),
        ("البرلمان يصوّت", "البرلامن"),
    ],
)
def test_a_letter_more_less_other_or_changed(written, typed):
    make_article(headline=written)
    assert suggested(typed) == [written.split()[0]]


def test_it_is_written_as_the_articles_write_it_and_leads_to_them():
    make_article("en", headline="The harbour, the harbour")
    page = page_of(Client().get("/en/search/", {"q": "harbor", "sort": "newest"}))
    link = page.one("div", class_="suggestions").one("a")
    assert (link.words, link["href"]) == ("harbour", "/en/search/?q=harbour&sort=newest")
    assert page_of(Client().get(link["href"])).one("h2", class_="row__headline").words == "The harbour, the harbour"


def test_only_the_word_that_is_not_there_is_another_and_the_most_used_comes_first():
    make_article(headline="أزمة الميناء", body="<p>الميناء والميزان والميدان، والميدان</p>")
    assert suggested("أزمة الميباء") == ["أزمة الميناء"]
    assert suggested("والميبان") == ["والميدان", "والميزان"]


def test_where_something_is_found_nothing_else_is_offered():
    make_article(headline="المياه")
    for number in range(3):
        make_article(headline=f"الميناء {number}")
    assert suggested("الميناء") == []


def test_only_what_finds_something_is_offered():
    make_article(headline="الميناء القديم")
    make_article(headline="الأسواق الشعبية")
    assert suggested("الميباء القديم") == ["الميناء القديم"]
    assert suggested("الميباء الشعبية") == suggested("الميباء الزمهرير") == []
    assert suggested("الميباء، القديك") == ["الميناء، القديم"]
    make_article(headline="الميناء الصغير", kind="opinion")
    page = page_of(Client().get("/ar/search/", {"q": "الميباء الصغير", "kind": "analysis"}))
    assert page.all("div", class_="suggestions") == []


def test_a_name_that_is_nearly_a_word_leads_to_nothing_absurd():
    make_article(headline="الريس في السوق")
    make_article(headline="خبر", authors=[make_author(name_ar="إدريس المرسي", name_en="Idriss El Morsi")])
    page = page_of(Client().get("/ar/search/", {"q": "إدريس المرسي"}))
    assert [row.words for row in page.all("h2", class_="row__headline")] == ["خبر"]
    assert suggested("إدريس المرسي") == []


@pytest.mark.parametrize(("language", "other"), [("ar", "en"), ("en", "ar")])
def test_where_nothing_is_found_the_other_edition_is_offered_if_it_has_something(language, other):
    make_article(other, headline="Lighthouse المنارة")
    make_article(language, headline="Breakwater")
    page = page_of(Client().get(f"/{language}/search/", {"q": "lighthouse", "kind": "news"}))
    link = page.one("div", class_="search__none").one("a", hreflang=other)
    assert link["href"] == f"/{other}/search/?q=lighthouse"
    assert page_of(Client().get(link["href"])).one("h2", class_="row__headline").words == "Lighthouse المنارة"
    for typed in ("nowhere", "breakwater"):
        page = page_of(Client().get(f"/{language}/search/", {"q": typed}))
        assert not [one for box in page.all("div", class_="search__found") for one in box.all("a", hreflang=other)]


def hidden(article, how):
    if how == "withdrawn":
        article.withdraw(by=SYSTEM, reason="خطأ")
    if how == "expired":
        article.expires_at = timezone.now() - timedelta(minutes=1)
        article.save()
    if how == "embargoed":
        article.embargoed_until = timezone.now() + timedelta(days=1)
        article.save()


@pytest.mark.parametrize("how", ["draft", "withdrawn", "expired", "embargoed", "other edition", "working copy"])
def test_no_word_of_what_readers_do_not_see_is_found_counted_shown_or_offered(how):
    language = "en" if how == "other edition" else "ar"
    article = make_article(
        language, published=how != "draft", headline="خبر" if how == "working copy" else "الزمهرير شديد"
    )
    if how == "working copy":
        article.revise(by=SYSTEM, headline="الزمهرير شديد", body="<p>الزمهرير</p>")
    hidden(article, how)
    make_article(headline="غيره", body="<p>لا شيء</p>")
    for typed in ("الزمهرير", "الزمهريز", "زمهر"):
        answer = Client().get("/ar/search/", {"q": typed})
        page = page_of(answer)
        assert page.all("h2", class_="row__headline") == [] == page.all("p", class_="search__count")
        assert suggested(typed) == []
        assert "شديد" not in answer.content.decode()


def test_a_word_has_few_neighbours_however_long_it_is():
    assert len(suggesting.one_letter_away("ا" * suggesting.LONGEST)) < 1500
    make_article()
    assert suggested("ا" * 100) == suggested("a" * 100) == suggested("كم") == []
