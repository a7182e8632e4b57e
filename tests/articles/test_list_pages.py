"""How the lists are set: what a section opens with, the days of the latest, what each says of itself."""

from datetime import UTC, datetime

import pytest
from django.test import Client
from html_page import Element, page_of
from makers import make_article, make_author, make_image, make_section, make_topic

from articles.models import Article
from newsroom import languages
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db


def visit(path: str) -> Element:
    answer = Client().get(path)
    assert answer.status_code == 200
    return page_of(answer)


def words(page: Element, class_: str) -> list[str]:
    return [each.words for each in page.all(class_=class_)]


def at(day: int, hour: int) -> Article:
    article = make_article("en", published=False, headline=f"On {day} at {hour}")
    article.publish(by=SYSTEM, at=datetime(2024, 3, day, hour, tzinfo=UTC))
    return article


@pytest.mark.parametrize(
    ("count", "seconds", "rows"), [(1, 0, 0), (2, 0, 1), (4, 0, 3), (5, 3, 1), (20, 3, 16), (21, 3, 16)]
)
def test_a_section_opens_with_its_newest(count, seconds, rows):
    section = make_section()
    for number in range(count):
        make_article("en", section=section, headline=f"Story {number}")
    page = visit(section.url_in("en"))
    found = [words(page, f"{name}__headline") for name in ("opening", "second", "row")]
    assert [len(names) for names in found] == [1, seconds, rows]
    newest = [f"Story {number}" for number in range(count - 1, -1, -1)][:20]
    assert [name for names in found for name in names] == newest
    assert not page.all("p", class_="empty")


def test_the_second_page_of_a_section_is_a_plain_list():
    section = make_section()
    for _ in range(21):
        make_article("en", section=section)
    page = visit(f"{section.url_in('en')}?page=2")
    assert (len(words(page, "row__headline")), words(page, "opening__headline")) == (1, [])


def test_a_section_says_what_it_covers_and_does_not_name_itself_at_each_article():
    section = make_section(name_en="World", description_en="Borders and ports.", more_en="More from the world")
    for number in range(14):
        make_article("en", section=section, kicker="Rivers" if number == 13 else "")
    page = visit(section.url_in("en"))
    assert words(page, "title__description") == ["Borders and ports."]
    assert page.one("meta", name="description")["content"] == "Borders and ports."
    assert words(page, "kicker") == ["Rivers"]
    assert page.one("a", class_="title__feed")["href"].endswith("/en/section/" + section.slug_en + "/feed.xml")
    assert visit("/en/").one("div", class_="block-head").one("a", class_="more").words == "More from the world"


def test_the_latest_stand_below_their_day_in_the_time_of_the_newsroom():
    for day, hour in ((8, 12), (8, 23), (9, 8)):
        at(day, hour)
    days = visit("/en/latest/").all("section", class_="day")
    # Eleven at night in UTC is midnight in Casablanca.
    assert [(day.one("h2").words, words(day, "row__headline")) for day in days] == [
        ("Saturday 9 March 2024", ["On 9 at 8", "On 8 at 23"]),
        ("Friday 8 March 2024", ["On 8 at 12"]),
    ]
    assert [day.all("h3", class_="row__headline") != [] for day in days] == [True, True]
    # Of an article of that day the hour is said alone.
    assert [time.words for time in days[1].one("article").all("time")][:1] == ["13:00"]


def test_a_newsroom_without_news_says_so_in_the_latest_and_is_not_indexed():
    page = visit("/ar/latest/")
    assert words(page, "empty") == ["لا مقالات هنا بعد."]
    assert page.one("meta", name="robots")["content"] == "noindex,follow"
    assert [link["href"] for link in page.one("div", class_="nothing").all("a")] == ["/ar/", "/en/"]


@pytest.mark.parametrize("make", [make_section, make_topic, make_author])
def test_a_list_of_one_edition_has_no_other_and_every_page_is_its_own(make):
    subject = make()
    field = {"section": "section", "topic": "topics", "author": "authors"}[subject._meta.model_name]
    for _ in range(21):
        make_article("en", **{field: subject if field == "section" else [subject]})
    page = visit(subject.url_in("en"))
    links = [link.get("hreflang") for link in page.all("link", rel="alternate") if link.get("hreflang")]
    assert links == []
    assert page.one("nav", class_="switch").one("a")["href"] == "/ar/"
    second = visit(f"{subject.url_in('en')}?page=2")
    assert second.one("link", rel="canonical")["href"].endswith("?page=2")


def test_the_first_of_a_block_is_the_newest_that_has_a_picture():
    section, image = make_section(), make_image()
    old = [make_article("en", section=section, headline="Pictured", lead_image=image)]
    old += [make_article("en", section=section, headline=f"Plain {number}") for number in range(2)]
    elsewhere = make_section()
    for _ in range(12):
        make_article("en", section=elsewhere)
    for _ in range(3):
        make_article("en", section=elsewhere, lead_image=image)
    block = visit("/en/").all("section", class_="block")[0]
    assert words(block, "feature__headline") == ["Pictured"]
    assert words(block, "brief__headline") == ["Plain 1", "Plain 0"]


@pytest.mark.parametrize("language", languages.CODES)
def test_every_place_is_in_the_menu_without_a_script(language):
    section = make_section()
    page = visit(f"/{language}/latest/")
    menu = page.one("details", class_="menu")
    links = [link["href"] for link in menu.all("a")]
    assert section.url_in(language) in links
    assert {f"/{language}/latest/", f"/{language}/search/"} <= set(links)
    other = languages.other(language)
    assert links[-1] == f"/{other}/"
    assert menu.one("bdi", lang=other).words == languages.NAMES[other]
