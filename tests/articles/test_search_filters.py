"""A search is narrowed by section, time and kind, by links alone; the edition switch and further pages keep it all."""

from datetime import timedelta
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_section
from searching import found

from articles.models import Article
from newsroom.models import Site

pytestmark = pytest.mark.django_db


def dated(headline: str, days: float, **over) -> Article:
    article = make_article(headline=headline, **over)
    moment = timezone.now() - timedelta(days=days)
    Article.objects.filter(pk=article.pk).update(published_at=moment, first_published_at=moment)
    return article


def choose(page, name: str) -> str:
    """Return where the choice with this name leads."""
    return next(link["href"] for link in page.all("a") if link.words == name and "/search/" in link["href"])


def test_by_section():
    first, second = make_section(name_ar="العالم"), make_section(name_ar="علوم")
    make_article(headline="قمح العالم", section=first)
    make_article(headline="قمح العلوم", section=second)
    page = page_of(Client().get("/ar/search/", {"q": "قمح"}))
    assert len(page.all("h2", class_="row__headline")) == 2
    page = page_of(Client().get(choose(page, "علوم")))
    assert [row.words for row in page.all("h2", class_="row__headline")] == ["قمح العلوم"]
    assert [link.words for link in page.all("a", **{"aria-current": "true"})][0] == "علوم"
    page = page_of(Client().get(choose(page, "كل الأقسام")))
    assert len(page.all("h2", class_="row__headline")) == 2


def test_by_kind():
    make_article(headline="قمح", kind="news")
    make_article(headline="رأي في القمح", kind="opinion")
    page = page_of(Client().get("/ar/search/", {"q": "قمح"}))
    page = page_of(Client().get(choose(page, "رأي")))
    assert [row.words for row in page.all("h2", class_="row__headline")] == ["رأي في القمح"]


@pytest.mark.parametrize(
    ("period", "newest"), [("day", 1), ("week", 2), ("month", 3), ("year", 4), ("", 5), ("eternity", 5)]
)
def test_by_period(period, newest):
    for days in (0.5, 5, 20, 200, 2000):
        dated(f"قمح {days}", days)
    assert len(found("قمح", period=period)) == newest


@pytest.mark.parametrize(
    "digits", [str.maketrans({}), str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"), str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")]
)
def test_by_dates_in_the_digits_of_either_script(digits):
    for days in (1, 10, 30):
        dated(f"قمح {days}", days)
    today = timezone.localdate(timezone=Site.current().zone)
    since, until = ((today - timedelta(days=days)).isoformat().translate(digits) for days in (20, 5))
    assert found("قمح", since=since, until=until) == ["قمح 10"]
    assert len(found("قمح", since=since)) == 2
    assert len(found("قمح", until=until, period="day")) == 2


def test_a_day_is_whole_at_both_ends():
    dated("قمح", 0)
    today = timezone.localdate(timezone=Site.current().zone).isoformat()
    assert found("قمح", since=today, until=today) == ["قمح"]


@pytest.mark.parametrize("value", ["x", "-1", "9" * 400, "%00", "\u202e", "٣", "1e9", "'", "2026-13-45", "0000-00-00"])
@pytest.mark.parametrize("name", ["section", "kind", "period", "since", "until", "sort"])
def test_a_filter_that_nothing_has_leaves_a_clean_page(name, value):
    make_article(headline="قمح")
    answer = Client(raise_request_exception=False).get("/ar/search/", {"q": "قمح", name: value})
    assert answer.status_code == 200
    assert page_of(answer).one("h2", class_="row__headline").words == "قمح"
    says_so = [error.words for error in page_of(answer).all("p", class_="field__error")]
    assert len(says_so) == (name in ("since", "until") and value != "\u202e")


def test_the_first_and_the_last_of_days_are_days():
    make_article(headline="قمح")
    assert found("قمح", since="0001-01-01", until="9999-12-31") == ["قمح"]


def test_further_pages_the_field_and_the_other_edition_keep_the_filters():
    section = make_section()
    for number in range(21):
        make_article("en", headline=f"Rain & snow {number}", section=section)
    asked = {"q": "rain & snow", "section": str(section.pk), "kind": "news", "period": "week", "sort": "newest"}
    page = page_of(Client().get("/en/search/", asked))
    following = urlsplit(page.one("a", rel="next")["href"])
    assert parse_qs(following.query) == {name: [value] for name, value in asked.items()} | {"page": ["2"]}
    there = next(link["href"] for link in page.all("a", hreflang="ar"))
    assert parse_qs(urlsplit(there).query) == {name: [value] for name, value in asked.items()}
    hidden = {field["name"]: field["value"] for field in page.all("input", type="hidden")}
    assert hidden | {"q": asked["q"]} == asked


def test_dates_that_were_typed_stay_in_their_fields_and_belong_to_the_form():
    page = page_of(Client().get("/en/search/?q=rain&since=2026-01-02&until=2026-02-03"))
    for name, value in (("since", "2026-01-02"), ("until", "2026-02-03")):
        field = page.one("input", name=name)
        assert (field["value"], field["form"]) == (value, page.one("form", class_="search")["id"])
    assert "2 January 2026 to 3 February 2026" in page.one("div", class_="filters").words


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("ar", "تاريخ النهاية يسبق تاريخ البداية. اختر نهاية أحدث أو بداية أبكر."),
        ("en", "The end is before the beginning. Choose a later end or an earlier beginning."),
    ],
)
def test_days_in_a_wrong_order_are_explained_at_their_field_and_narrow_nothing(language, message):
    article = make_article(language, headline="قمح")
    typed = {"q": "قمح", "since": "2026-02-03", "until": "٠٢/٠١/٢٠٢٦", "kind": "news"}
    assert found(language=language, query=typed["q"], **{name: typed[name] for name in ("since", "until")}) == [
        article.headline
    ]
    page = page_of(Client().get(f"/{language}/search/", typed))
    field = page.one("input", name="until")
    assert page.one("p", id=field["aria-describedby"]).words == message
    assert field["aria-invalid"] == "true"
    assert "aria-invalid" not in page.one("input", name="since").attributes
    assert [page.one("input", name=name)["value"] for name in ("since", "until")] == ["2026-02-03", "2026-01-02"]
    assert ["open" in menu.attributes for menu in page.one("div", class_="filters").all("details")] == [False, True]
    assert not [link["href"] for link in page.one("main").all("a") if "since=" in link["href"]]
    typed["since"] = "2026-01-02"
    assert not page_of(Client().get(f"/{language}/search/", typed)).all("p", class_="field__error")


def test_what_is_narrowed_to_nothing_leads_to_everything():
    make_article(headline="قمح", kind="news")
    page = page_of(Client().get("/ar/search/", {"q": "قمح", "kind": "live"}))
    assert page.one("h2", class_="search__none-title").words == "لا نتائج عن «قمح»"
    assert page.one("div", class_="search__none").one("a", class_="more")["href"] == f"/ar/search/?q={quote('قمح')}"
