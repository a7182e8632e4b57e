"""A read counts once, of a person, on a page of ours; whatever is sent, the answer says nothing."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hidden import Hidden
from makers import make_article

from articles.models import Article, ReadCount
from newsroom import due, passers_by
from newsroom.models import DailySalt, Tally

pytestmark = pytest.mark.django_db

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
NOON = datetime(2026, 5, 20, 12, 10, tzinfo=UTC)


@pytest.fixture
def clock(monkeypatch):
    def stand(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    stand(NOON)
    return stand


def read(article, *, network="192.0.2.1", browser=FIREFOX, client=None, **headers):
    """Send what the page of an article sends; return the answer, which is always the same."""
    headers = {"Sec-Fetch-Site": "same-origin", "User-Agent": browser, **headers}
    key = article if isinstance(article, int) else article.pk
    client = client or Client(enforce_csrf_checks=True)
    answer = client.post(reverse("count_read", args=[key]), headers=headers, REMOTE_ADDR=network)
    assert (answer.status_code, answer.content, dict(answer.cookies)) == (204, b"", {})
    assert "no-store" in answer.headers["Cache-Control"]
    assert "Vary" not in answer.headers
    return answer


def counts():
    return {(row.article_id, row.hour): row.count for row in ReadCount.objects.all()}


def test_a_read_is_counted_in_its_hour(clock):
    article = make_article()
    read(article)
    clock(NOON + timedelta(hours=1))
    read(article)
    hour = NOON.replace(minute=0)
    assert counts() == {(article.pk, hour): 1, (article.pk, hour + timedelta(hours=1)): 1}


def test_it_can_only_be_sent(reader):
    article = make_article()
    address = reverse("count_read", args=[article.pk])
    for method in ("get", "head", "put", "patch", "delete", "options"):
        answer = getattr(reader, method)(address, headers={"Sec-Fetch-Site": "same-origin", "User-Agent": FIREFOX})
        assert (answer.status_code, answer.content) == (405, b"")
    assert counts() == {}


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": None, "Origin": "https://elsewhere.example"},
        {"Sec-Fetch-Site": None, "Origin": "null"},
        {"Sec-Fetch-Site": None},
    ],
)
def test_what_another_site_sends_is_not_counted(headers):
    article = make_article()
    every = {"Sec-Fetch-Site": "same-origin"} | headers
    sent = {name: value for name, value in every.items() if value}
    answer = Client().post(reverse("count_read", args=[article.pk]), headers={"User-Agent": FIREFOX, **sent})
    assert (answer.status_code, counts(), Tally.objects.count()) == (204, {}, 0)


@pytest.mark.parametrize(
    "browser",
    [
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; bingbot/2.0) Chrome/116.0 Safari/537.36",
        "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 Version/17.4 Safari/605.1.15 (Applebot/0.1)",
        "Mozilla/5.0 (compatible; YandexBot/3.0; +http://yandex.com/bots)",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0 Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11) Chrome/119.0 Mobile Safari/537.36 Chrome-Lighthouse",
        "Mozilla/5.0 (compatible; Google-InspectionTool/1.0;)",
        "facebookexternalhit/1.1",
        "curl/8.5.0",
        "python-requests/2.32",
        "",
        "  ",
    ],
)
def test_machines_do_not_count(browser):
    read(make_article(), browser=browser)
    assert (counts(), Tally.objects.count()) == ({}, 0)


@pytest.mark.parametrize(
    "browser",
    [
        FIREFOX,
        "Mozilla/5.0 (Linux; Android 7.0; CUBOT_X18 Build/NRD90M) AppleWebKit/537.36 Chrome/62.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 9; CUBOT) AppleWebKit/537.36 Chrome/90.0 Mobile Safari/537.36",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS]",
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile Instagram 350.0",
        "Opera/9.80 (J2ME/MIDP; Opera Mini/9.80) Presto/2.12.423 Version/12.16",
    ],
)
def test_people_do(browser):
    read(make_article(), browser=browser)
    assert sum(counts().values()) == 1


def test_whoever_comes_back_within_half_an_hour_is_still_reading(clock):
    article, other = make_article(), make_article()
    for minutes in (0, 1, 29):
        clock(NOON + timedelta(minutes=minutes))
        read(article)
    read(other)
    assert sorted(counts().values()) == [1, 1]
    clock(NOON + timedelta(minutes=31))
    read(article)
    assert sorted(counts().values()) == [1, 2]


def test_two_readers_are_two(clock, counted_in):
    article = make_article()
    read(article)
    read(article, network="198.51.100.7")
    read(article, network="2001:db8:1:1::7")
    # The same household has all of its /64.
    read(article, network="2001:db8:1:1::8")
    assert sum(counts().values()) == 3


def test_one_machine_is_no_crowd_whatever_it_calls_itself(clock, monkeypatch):
    # So few that of so many names none is left without one: each falls on one of them by chance.
    monkeypatch.setattr(passers_by, "MOST_OF_A_NETWORK", 4)
    article = make_article()
    for number in range(120):
        read(article, browser=f"{FIREFOX} {number}")
    assert sum(counts().values()) == 4
    assert Tally.objects.count() == 4
    # Others are not kept from being counted by it.
    read(article, network="192.0.2.2")
    assert sum(counts().values()) == passers_by.MOST_OF_A_NETWORK + 1


def test_of_what_readers_may_not_see_nothing_is_stored_and_nobody_can_tell():
    hidden = Hidden()
    before = Tally.objects.count()
    shown = dict(read(hidden.public).headers)
    assert sum(counts().values()) == 1
    for article, _status in hidden.articles:
        assert dict(read(article).headers) == shown
    for nothing in (0, 999_999_999, 10**30):
        assert dict(read(nothing).headers) == shown
    assert (sum(counts().values()), Tally.objects.count()) == (1, before + 1)


def test_staff_are_readers_like_others(chief, as_user):
    article, client = make_article(), as_user(chief)
    with CaptureQueriesContext(connection) as captured:
        read(article, client=client)
    assert sum(counts().values()) == 1
    assert not [query for query in captured if "django_session" in query["sql"]]


def test_a_read_costs_three_queries_and_one_that_is_not_counted_fewer(django_assert_num_queries, clock):
    article = make_article()
    read(article, network="198.51.100.7")
    with django_assert_num_queries(3):
        read(article)
    with django_assert_num_queries(2):
        read(article)
    with django_assert_num_queries(1):
        read(999_999_999)
    for refused in ({"browser": "Googlebot"}, {"Sec-Fetch-Site": "cross-site"}):
        with django_assert_num_queries(0):
            read(article, **refused)


def test_nothing_that_is_stored_leads_back_to_a_reader(clock):
    read(make_article(), network="203.0.113.77")
    stored = " ".join(Tally.objects.values_list("key", flat=True))
    assert "203.0.113" not in stored
    assert "Firefox" not in stored
    # Under the secret of the site alone nobody can make the hash again, and it is another one tomorrow.
    request = Client().get("/", headers={"User-Agent": FIREFOX}, REMOTE_ADDR="203.0.113.77").wsgi_request
    today = passers_by.passer_by(request, NOON)
    assert f":{today}" in stored
    DailySalt.objects.update(value="another")
    passers_by._salt.cache_clear()
    assert passers_by.passer_by(request, NOON) != today


def test_the_salt_of_a_day_is_gone_on_the_next(clock, swaps_happen):
    request = Client().get("/", headers={"User-Agent": FIREFOX}).wsgi_request
    today = passers_by.passer_by(request, NOON)
    assert passers_by.passer_by(request, NOON) == today
    (salt,) = DailySalt.objects.values_list("value", flat=True)
    assert passers_by.passer_by(request, NOON + timedelta(days=1)) != today
    assert salt not in DailySalt.objects.values_list("value", flat=True)
    assert due.run(NOON + timedelta(days=2))["forgotten salts"] == 1
    assert DailySalt.objects.count() == 0


def test_every_process_has_the_same_salt():
    day = NOON.date()
    assert DailySalt.of(day) == DailySalt.of(day)
    assert len(DailySalt.of(day)) == 64


def test_hours_and_hashes_are_forgotten_when_no_list_needs_them(clock, swaps_happen):
    article = make_article()
    read(article)
    assert due.run(NOON + timedelta(days=7, hours=23))["old reads"] == 0
    assert not Tally.objects.filter(key__startswith="read:").exists()
    assert due.run(NOON + timedelta(days=8, hours=1))["old reads"] == 1
    assert counts() == {}


def test_what_is_deleted_takes_its_counts_along():
    article = make_article()
    read(article)
    Article.objects.filter(pk=article.pk).update(live_revision=None, working_revision=None)
    article.revisions.all().delete()
    Article.objects.filter(pk=article.pk).delete()
    assert counts() == {}
