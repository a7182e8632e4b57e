"""Time alone makes news come and go: a second before and a second after each moment, in the newsroom's own zone."""

import zoneinfo
from datetime import UTC, datetime, timedelta

import pytest
from admin_forms import change, send_article
from django.utils import timezone, translation
from html_page import page_of
from makers import make_article

from articles.models import Article, Pin
from newsroom.actors import SYSTEM
from newsroom.clock import shown, told
from newsroom.models import Site

pytestmark = pytest.mark.django_db
SECOND = timedelta(seconds=1)
# In the night of 7 February 2027 Morocco's clocks go from 03:00 back to 02:00 for Ramadan, on 14 March from 02:00 to
# 03:00; in Paris they do so on 28 March, and back on 31 October.
RAMADAN = datetime(2027, 2, 7, 2, 0, tzinfo=UTC)
ZONES = {
    "Africa/Casablanca": (RAMADAN, datetime(2027, 3, 14, 2, 0, tzinfo=UTC)),
    "Europe/Paris": (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), datetime(2027, 10, 31, 1, 0, tzinfo=UTC)),
}
CHANGES = [(zone, moment) for zone, moments in ZONES.items() for moment in moments]


@pytest.fixture
def clock(monkeypatch):
    def stand(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return stand


@pytest.fixture(params=CHANGES, ids=str)
def turn(request):
    """The moment at which the newsroom's clocks change."""
    zone, moment = request.param
    Site.objects.update_or_create(pk=1, defaults={"time_zone": zone})
    return moment


def is_seen(reader, article):
    return reader.get(article.get_absolute_url()).status_code == 200


def test_a_publication_comes_at_its_second(turn, clock, reader):
    clock(turn - timedelta(hours=3))
    article = make_article(published=False)
    article.publish(by=SYSTEM, at=turn)
    for moment, seen in ((turn - SECOND, 404), (turn, 200), (turn + SECOND, 200)):
        clock(moment)
        assert reader.get(article.get_absolute_url()).status_code == seen
    local = turn.astimezone(Site.current().zone)
    article.refresh_from_db()
    assert (article.year, article.month) == (local.year, local.month)


def test_an_embargo_ends_at_its_second(turn, clock, reader):
    clock(turn - timedelta(hours=3))
    article = make_article(published=False)
    article.publish(by=SYSTEM, at=turn - timedelta(hours=2))
    article.control(by=SYSTEM, embargoed_until=turn)
    seen = []
    for moment in (turn - SECOND, turn, turn + SECOND):
        clock(moment)
        seen.append(is_seen(reader, article))
    assert seen == [False, True, True]


def test_an_expired_article_is_gone_at_its_second(turn, clock, reader):
    clock(turn - timedelta(hours=3))
    article = make_article(expires_at=turn)
    answers = []
    for moment in (turn - SECOND, turn, turn + SECOND):
        clock(moment)
        answers.append(reader.get(article.get_absolute_url()).status_code)
    assert answers == [200, 410, 410]


def test_breaking_news_ends_at_its_second(turn, clock):
    clock(turn - timedelta(minutes=30))
    article = make_article(breaking_until=turn)
    breaking = []
    for moment in (turn - SECOND, turn, turn + SECOND):
        clock(moment)
        breaking.append((article.is_breaking, Article.objects.breaking().exists()))
    assert breaking == [(True, True), (False, False), (False, False)]


def test_a_pin_runs_out_at_its_second(turn, clock):
    clock(turn - timedelta(hours=3))
    Pin.objects.create(language="ar", article=make_article(), position=0, until=turn)
    pinned = []
    for moment in (turn - SECOND, turn, turn + SECOND):
        clock(moment)
        pinned.append(Pin.objects.current("ar").exists())
    assert pinned == [True, False, False]


def test_a_moment_is_told_with_the_offset_of_its_day():
    with translation.override("en"):
        assert "04:00 (\u2066Africa/Casablanca, UTC+01:00\u2069)" in told(datetime(2027, 2, 6, 3, 0, tzinfo=UTC))
        assert "03:00 (<bdi>Africa/Casablanca, UTC</bdi>)" in shown(datetime(2027, 2, 8, 3, 0, tzinfo=UTC))


# what an editor types on such a night


def test_the_form_says_the_zone_and_its_offset_on_the_day_of_the_field(editor, as_user):
    article = make_article(
        published=False,
        embargoed_until=datetime(2027, 2, 6, 12, 0, tzinfo=UTC),
        expires_at=datetime(2027, 2, 8, 12, 0, tzinfo=UTC),
    )
    page = page_of(as_user(editor).get(change(article)))
    zones = {name: page.one("div", class_=f"field-{name}").one("bdi", class_="admin-zone").words for name in (
        "embargoed_until", "expires_at",
    )}  # fmt: skip
    assert zones == {"embargoed_until": "Africa/Casablanca, UTC+01:00", "expires_at": "Africa/Casablanca, UTC"}


@pytest.mark.parametrize(
    ("zone", "day", "time"),
    [
        ("Africa/Casablanca", "2027-02-07", "02:30"),
        ("Africa/Casablanca", "2027-03-14", "02:30"),
        ("Europe/Paris", "2027-03-28", "02:30"),
        ("Europe/Paris", "2027-10-31", "02:30"),
    ],
)
@pytest.mark.parametrize("name", ["publish_at", "embargoed_until", "expires_at", "breaking_until", "comments_close_at"])
def test_an_hour_that_is_none_or_two_is_refused_beside_its_field(editor, as_user, clock, zone, day, time, name):
    Site.objects.update_or_create(pk=1, defaults={"time_zone": zone})
    clock(datetime(2027, 2, 1, tzinfo=UTC))
    article = make_article(published=False)
    typed = {f"{name}_0": day, f"{name}_1": time, "headline": "عنوان آخر"}
    answer = send_article(as_user(editor), article, **typed)
    page = page_of(answer)
    assert answer.status_code == 200
    assert zone in page.one("div", class_=f"field-{name}").one("ul", class_="errorlist").words
    assert page.one("input", name=f"{name}_1")["value"] == time
    assert page.one("input", name="headline")["value"] == "عنوان آخر"


@pytest.mark.parametrize(("time", "moment"), [("01:59:59", "00:59:59"), ("03:00:00", "03:00:00")])
def test_the_hours_beside_it_are_taken(editor, as_user, clock, time, moment):
    clock(datetime(2027, 2, 1, tzinfo=UTC))
    article = make_article(published=False)
    send_article(as_user(editor), article, _step="publish", publish_at_0="2027-02-07", publish_at_1=time)
    at = Article.objects.get().published_at
    assert (at.isoformat(), at.astimezone(zoneinfo.ZoneInfo("Africa/Casablanca")).isoformat()[11:19]) == (
        f"2027-02-07T{moment}+00:00",
        time,
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_no_error_of_the_server(editor, as_user, day):
    article = make_article(published=False)
    answer = send_article(as_user(editor), article, expires_at_0=day, expires_at_1="23:59")
    assert answer.status_code in (200, 302)
