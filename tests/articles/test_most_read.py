"""The most read of an edition: on its page, on the front page and beside every article."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from hidden import HUSH, ONCE, Hidden
from html_page import Element, page_of
from makers import make_article, make_reads, make_section

from articles import most_read
from articles.models import Article
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def visit(path: str = "/en/most-read/") -> Element:
    answer = Client().get(path)
    assert answer.status_code == 200
    return page_of(answer)


def make_read(*counts: int, hours_ago: float = 1, language: str = "en", **over: Any) -> list[Article]:
    """Return an article for each count, read so often that many hours ago; the headline says how often."""
    rows = [make_article(language, headline=f"Read {count}", **over) for count in counts]
    for row, count in zip(rows, counts, strict=True):
        make_reads(row, count, hours_ago=hours_ago)
    return rows


def ranking(page: Element, heading: str) -> list[str]:
    (section,) = [row for row in page.all("section") if row.get("aria-labelledby") == heading]
    places = [number.words for number in section.all(class_="ranking__number")]
    assert places == [str(number) for number in range(1, len(places) + 1)]
    return [link.words for link in section.all("a", class_="ranking__link")]


# the page


def test_it_ranks_the_last_day_and_the_last_week():
    make_read(5, 90, 20)
    make_read(700, hours_ago=40)
    make_read(9000, hours_ago=24 * 7 + 2)
    page = visit()
    assert ranking(page, "most-read-day") == ["Read 90", "Read 20", "Read 5"]
    assert ranking(page, "most-read-week") == ["Read 700", "Read 90", "Read 20", "Read 5"]


def test_the_hours_of_an_article_are_added_up():
    steady, _sudden = make_read(40, 70)
    make_reads(steady, 40, hours_ago=3)
    assert ranking(visit(), "most-read-day") == ["Read 40", "Read 70"]


def test_of_two_that_were_read_as_often_the_newer_comes_first():
    make_read(
        7, published_at=timezone.now() - timedelta(hours=5), first_published_at=timezone.now() - timedelta(hours=5)
    )
    newer = make_article("en", headline="Newer")
    make_reads(newer, 7)
    assert ranking(visit(), "most-read-day") == ["Newer", "Read 7"]


def test_each_list_has_ten():
    make_read(*range(1, 14))
    page = visit()
    assert ranking(page, "most-read-day") == ranking(page, "most-read-week") == [f"Read {n}" for n in range(13, 3, -1)]


def test_each_edition_has_its_own():
    make_read(5)
    make_read(9, language="ar")
    assert ranking(visit(), "most-read-day") == ["Read 5"]
    assert ranking(visit("/ar/most-read/"), "most-read-day") == ["Read 9"]


def test_it_says_where_it_belongs_and_what_it_counts():
    make_read(5)
    make_read(9, language="ar")
    page = visit()
    assert page.one("h1").words == "Most read"
    assert page.one("link", rel="canonical")["href"].endswith("/en/most-read/")
    assert sorted(link["hreflang"] for link in page.all("link", rel="alternate") if link.get("hreflang")) == [
        "ar", "en", "x-default",
    ]  # fmt: skip
    assert page.one("meta", name="description")["content"]
    assert page.one("nav", class_="switch").one("a")["href"] == "/ar/most-read/"
    assert "cookie" in page.one("p", class_="title__description").words


def test_a_day_without_readers_says_so_beside_the_week():
    make_read(5, hours_ago=50)
    page = visit()
    assert page.one("p", class_="empty").words == "Nothing has been read in these hours yet."
    assert ranking(page, "most-read-week") == ["Read 5"]


@pytest.mark.parametrize("language", languages.CODES)
def test_where_nothing_has_been_read_the_newest_stand_there_and_say_so(language):
    rows = [make_article(language) for _ in range(3)]
    page = visit(f"/{language}/most-read/")
    assert (
        page.one("p", class_="empty").words
        == {
            "ar": "لم يُقرأ في هذه الأيام ما يكفي لوضع ترتيب. وهذه أحدث المقالات:",
            "en": "Too little has been read in these days to rank it. The newest articles:",
        }[language]
    )
    assert [link.words for link in page.all("a", class_="ranking__link")] == [row.headline for row in reversed(rows)]
    assert page.one("meta", name="robots")["content"].startswith("noindex")
    assert not [link for link in page.all("link", rel="alternate") if link.get("hreflang")]


def test_an_empty_newsroom_has_it_too():
    assert visit().one("p", class_="empty").words == "There are no articles here yet."


def test_every_page_leads_there():
    article = make_article("en")
    for path in ("/en/", article.get_absolute_url(), "/en/latest/"):
        assert "/en/most-read/" in [link["href"] for link in visit(path).one("footer", id="footer").all("a")]


# on other pages


def shown_on(path: str) -> list[str]:
    return ranking(visit(path), "most-read")


def test_the_front_page_and_every_article_show_the_first_five_of_the_day():
    rows = make_read(11, 66, 22, 55, 33, 44)
    make_read(999, hours_ago=30)
    five = ["Read 66", "Read 55", "Read 44", "Read 33", "Read 22"]
    assert shown_on("/en/") == five
    # In the rail of a wide window, and at the end of a narrow one.
    for article in (*rows, make_article("en")):
        page = visit(article.get_absolute_url())
        assert ranking(page, "most-read-rail") == ranking(page, "most-read") == five


def test_it_names_an_article_again_that_stands_elsewhere_on_the_front_page():
    make_read(1, 2, 3, 4, 5)
    page = visit("/en/")
    assert page.one("article", class_="lead").one("h2").words == "Read 5"
    assert shown_on("/en/")[0] == "Read 5"


def test_with_fewer_than_five_there_is_no_ranking_beside_other_things():
    article = make_read(1, 2, 3, 4)[0]
    for path in ("/en/", article.get_absolute_url()):
        assert not visit(path).all(class_="ranking")


def test_it_stands_below_the_block_of_three_columns():
    sections = [make_section(name_en=name, order=order) for order, name in enumerate(("First", "Second", "Third"))]
    for number, section in enumerate(sections, start=1):
        make_read(*range(100 * number, 100 * number + 14), section=section)
    page = visit("/en/")
    headings = [
        block.one("h2").words for block in page.all("section", class_="block") if block.all(class_="block-head")
    ]
    assert headings == ["First", "Second", "Most read", "Third"]


def test_what_has_gone_is_in_no_ranking():
    gone, *rest = make_read(100, 1, 2, 3, 4, 5)
    gone.withdraw(by=SYSTEM, reason="")
    for path, heading in (("/en/most-read/", "most-read-day"), ("/en/", "most-read")):
        assert "Read 100" not in ranking(visit(path), heading)
    assert "Read 100" not in ranking(visit(rest[0].get_absolute_url()), "most-read")


def test_nothing_hidden_is_ranked_however_often_it_was_read():
    hidden = Hidden()
    for article, _status in hidden.articles:
        make_reads(article, 1000)
    for row in Article.objects.public():
        make_reads(row, 1)
    paths = [f"/{language}/{name}" for language in languages.CODES for name in ("", "most-read/")]
    for path in (*paths, hidden.public.get_absolute_url()):
        text = Client().get(path).content.decode()
        assert "ranking__link" in text
        assert HUSH not in text
        assert ONCE not in text


def test_what_is_read_after_a_visit_leaves_no_empty_list(monkeypatch):
    monkeypatch.setattr(most_read, "this_minute", lambda: 1)
    most_read.kept.clear()
    article = make_article("en")
    visit()
    make_reads(article, 3)
    visit(article.get_absolute_url())
    page = visit()
    assert [row for row in page.all("ol", class_="ranking") if not row.all("li")] == []
    assert page.one("p", class_="empty").words.startswith("Too little")
    monkeypatch.setattr(most_read, "this_minute", lambda: 2)
    page = visit()
    assert ranking(page, "most-read-day") == ranking(page, "most-read-week") == [article.headline]
    most_read.kept.clear()


# what it costs


def test_a_process_makes_a_ranking_once_a_minute(monkeypatch, django_assert_num_queries):
    """And asks for each page whether readers may still see what is in it."""
    monkeypatch.setattr(most_read, "this_minute", lambda: 1)
    most_read.kept.clear()
    gone, *rest = make_read(100, 1, 2, 3, 4, 5)
    before = ["Read 100", "Read 5", "Read 4", "Read 3", "Read 2"]
    assert shown_on(rest[0].get_absolute_url()) == before
    public = Article.objects.public().in_language("en")
    with django_assert_num_queries(0):
        keys = most_read.ranked_keys(public, "en", most_read.DAY, timezone.now())
    assert len(keys) == 6
    gone.withdraw(by=SYSTEM, reason="")
    after = ["Read 5", "Read 4", "Read 3", "Read 2", "Read 1"]
    assert shown_on("/en/") == shown_on(rest[0].get_absolute_url()) == after
    monkeypatch.setattr(most_read, "this_minute", lambda: 2)
    make_reads(rest[0], 500, hours_ago=2)
    assert shown_on("/en/")[0] == "Read 1"
    most_read.kept.clear()


def test_what_stands_around_an_article_is_the_same_from_a_kept_ranking(monkeypatch):
    rows = make_read(*range(1, 16))
    fresh = Client().get(rows[0].get_absolute_url()).content
    monkeypatch.setattr(most_read, "this_minute", lambda: 1)
    most_read.kept.clear()
    assert Client().get(rows[0].get_absolute_url()).content == fresh
    assert Client().get(rows[0].get_absolute_url()).content == fresh
    most_read.kept.clear()
