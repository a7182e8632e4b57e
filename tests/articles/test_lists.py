"""Latest, section, topic, author and archive: the right articles in the right order, page by page."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from html_page import Element, page_of
from makers import make_article, make_author, make_comment, make_section, make_topic

from articles.models import Article
from articles.views import listing
from newsroom import languages, pagination
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def visit(path: str) -> Element:
    answer = Client().get(path)
    assert answer.status_code == 200
    return page_of(answer)


def headlines(page: Element) -> list[str]:
    """Return those of the list, whatever its arrangement: what a section opens with stands first."""
    classes = {"opening__headline", "second__headline", "row__headline"}
    return [each.words for each in page.one("main").all() if classes & set(each.get("class").split())]


def publish(language: str = "en", *, at: datetime | None = None, **over: Any) -> Article:
    article = make_article(language, published=False, **over)
    article.publish(by=SYSTEM, at=at or timezone.now() - timedelta(hours=1))
    return article


@pytest.mark.parametrize("language", languages.CODES)
def test_each_list_holds_its_own_and_nothing_else(language):
    section, topic, author = make_section(), make_topic(), make_author()
    elsewhere = make_section()
    wanted = publish(language, section=section, topics=[topic], authors=[author])
    other = publish(language, section=elsewhere, topics=[make_topic()], authors=[make_author()])
    publish(languages.other(language), section=section, topics=[topic], authors=[author])
    for subject in (section, topic, author):
        page = visit(subject.url_in(language))
        assert headlines(page) == [wanted.headline]
        assert page.one("h1").words == getattr(subject, f"name_{language}")
    assert headlines(visit(f"/{language}/latest/")) == [other.headline, wanted.headline]


def test_the_newest_stand_first_by_when_readers_got_them():
    now = timezone.now()
    old, new = publish(at=now - timedelta(days=2)), publish(at=now - timedelta(days=1))
    embargoed = make_article("en", published=False)
    embargoed.embargoed_until = now - timedelta(minutes=5)
    embargoed.publish(by=SYSTEM, at=now - timedelta(days=3))
    assert headlines(visit("/en/latest/")) == [row.headline for row in (embargoed, new, old)]


def test_a_list_is_divided_into_pages_that_lead_to_each_other():
    for number in range(listing.PAGE_SIZE * 2 + 1):
        publish(headline=f"Story {number}")
    first, second, third = (visit(f"/en/latest/{query}") for query in ("", "?page=2", "?page=3"))
    assert headlines(first) == [f"Story {number}" for number in range(40, 20, -1)]
    assert headlines(first) + headlines(second) + headlines(third) == [f"Story {n}" for n in range(40, -1, -1)]
    assert first.one("a", rel="next")["href"] == "/en/latest/?page=2"
    assert not first.all("a", rel="prev")
    assert second.one("a", rel="prev")["href"] == "/en/latest/"
    assert second.one("a", rel="next")["href"] == "/en/latest/?page=3"
    assert not third.all("a", rel="next")
    current = second.one("nav", class_="pagination").one("a", **{"aria-current": "page"})
    assert (current.words, current["aria-label"]) == ("2", "Page 2")
    assert second.one("title").words.startswith("Latest, page 2")
    assert Client().get("/en/latest/?page=4").status_code == 404


def test_the_last_page_there_may_be_leads_into_the_archive(monkeypatch):
    monkeypatch.setattr(listing, "PAGE_SIZE", 1)
    monkeypatch.setattr(pagination, "LAST_PAGE", 2)
    articles = [publish() for _ in range(3)]
    article = articles[0]
    page = visit("/en/latest/?page=2")
    archive = page.one("p", class_="onward").one("a")["href"]
    assert archive == f"/en/archive/{article.year}/{article.month:02d}/"
    assert not visit("/en/latest/").all("p", class_="onward")
    assert Client().get("/en/latest/?page=3").status_code == 404


def test_the_archive_has_each_month_that_has_articles_and_reaches_all_of_them():
    times = [
        datetime(2024, 1, 31, 23, 30, tzinfo=UTC),
        datetime(2024, 2, 10, tzinfo=UTC),
        datetime(2023, 12, 1, tzinfo=UTC),
    ]
    border, february, december = (publish(at=moment) for moment in times)
    page = visit("/en/archive/2024/02/")
    # Half past eleven at night in UTC is the next month in Casablanca.
    assert headlines(page) == [february.headline, border.headline]
    assert page.one("h1").words == "Archive: February 2024"
    years, months = (page.one("nav", **{"aria-label": name}).all("a") for name in ("Years", "Months"))
    assert [(chip["href"], chip.words, chip.get("aria-current")) for chip in (*years, *months)] == [
        ("/en/archive/2024/02/", "2024", "true"),
        ("/en/archive/2023/12/", "2023", ""),
        ("/en/archive/2024/02/", "February 2024", "page"),
    ]
    assert headlines(visit("/en/archive/2023/12/")) == [december.headline]
    assert Client().get("/en/archive/2024/01/").status_code == 404
    there = visit("/ar/archive/2024/02/")
    assert there.one("p", class_="empty").words == "لا مقالات هنا بعد."
    assert there.one("div", class_="nothing").all("a")[1]["href"] == "/en/archive/2024/02/"
    assert visit("/en/latest/").one("a", class_="more", href="/en/archive/2024/02/")


def test_a_card_counts_what_readers_can_read_of_the_comments():
    article = publish(headline="Discussed")
    for state in ("approved", "approved", "pending", "spam", "rejected", "withdrawn"):
        make_comment(article, state=state)
    publish(headline="Quiet")
    page = visit("/en/latest/")
    counts = [count.one(class_="visually-hidden").words for count in page.all(class_="meta__count")]
    assert counts == ["2 comments"]


@pytest.mark.parametrize("kind", ["section", "topic", "author"])
def test_a_list_without_articles_says_so(kind):
    subject = {"section": make_section, "topic": make_topic, "author": make_author}[kind]()
    page = visit(subject.url_in("en"))
    assert page.one("p", class_="empty").words == "There are no articles here yet."
    assert [link["href"] for link in page.one("div", class_="nothing").all("a")] == ["/en/", "/ar/"]
    assert page.one("meta", name="robots")["content"] == "noindex,follow"


@pytest.mark.parametrize("kind", ["section", "topic", "author"])
def test_the_word_of_the_other_edition_is_no_address_here(kind):
    subject = {"section": make_section, "topic": make_topic, "author": make_author}[kind]()
    assert Client().get(f"/en/{kind}/{subject.slug_ar}/").status_code == 404
    assert Client().get(f"/ar/{kind}/{subject.slug_en}/").status_code == 404


def test_an_author_is_introduced():
    author = make_author(name_en="Leila", role_en="Reporter", bio_en="Writes about <water>.")
    page = visit(author.url_in("en"))
    assert [page.one("p", class_=f"title__{part}").words for part in ("label", "description")] == [
        "Reporter",
        "Writes about <water>.",
    ]
