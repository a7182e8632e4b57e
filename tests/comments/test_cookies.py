"""The guests' cookies: what they hold, where they go, for how long, and what is made of rubbish in their place."""

import base64
from datetime import timedelta

import pytest
from django.core import signing
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone
from makers import make_comment

from comments import cookies

pytestmark = pytest.mark.django_db


def browser(response=None):
    """Return a request of the browser that got `response`."""
    request = RequestFactory().get("/ar/comments/received/")
    if response:
        request.COOKIES.update({name: morsel.value for name, morsel in response.cookies.items()})
    return request


def having_sent(*comments, request=None):
    request = request or browser()
    for comment in comments:
        response = HttpResponse()
        cookies.remember_own(request, response, comment, "ar")
        request = browser(response)
    return request


def every_cookie():
    response = HttpResponse()
    cookies.remember_own(browser(), response, make_comment(), "ar")
    cookies.give_device(browser(), response, "ar")
    cookies.remember_verified(browser(), response, "a" * 32, "ar")
    return response.cookies


@pytest.mark.parametrize("production", [True, False])
def test_they_are_sent_to_the_comments_own_addresses_alone_and_no_script_reads_them(settings, production):
    settings.SESSION_COOKIE_SECURE = production
    given = every_cookie()
    assert set(given) == {cookies.OWN, cookies.DEVICE, cookies.VERIFIED}
    for cookie in given.values():
        assert cookie["path"] == "/ar/comments/"
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"
        assert bool(cookie["secure"]) is production
        assert not cookie["domain"]


def test_each_has_its_age():
    ages = {name: timedelta(seconds=cookie["max-age"]) for name, cookie in every_cookie().items()}
    assert ages == {
        cookies.OWN: timedelta(hours=24),
        cookies.DEVICE: timedelta(days=30),
        cookies.VERIFIED: timedelta(days=180),
    }


def test_the_browser_knows_what_it_has_sent_newest_first():
    first, second, third = make_comment(), make_comment(), make_comment()
    assert cookies.own_keys(having_sent(first, second, third)) == [third.pk, second.pk, first.pk]
    assert cookies.own_keys(having_sent(first, second, first)) == [first.pk, second.pk], "each once"
    assert cookies.own_keys(browser()) == []


def test_a_day_later_it_is_forgotten_also_where_the_browser_keeps_it(monkeypatch):
    old = make_comment(submitted_at=timezone.now() - timedelta(hours=23, minutes=59))
    new = make_comment()
    request = having_sent(old, new)
    assert cookies.own_keys(request) == [new.pk, old.pk]
    assert cookies.own_keys(request, timezone.now() + timedelta(minutes=2)) == [new.pk]
    now = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: now + 24 * 60 * 60 + 5)
    assert cookies.own_keys(request, timezone.now()) == []


def test_it_holds_twenty_and_fits():
    comments = [make_comment() for _time in range(25)]
    request = having_sent(*comments)
    assert cookies.own_keys(request) == [comment.pk for comment in reversed(comments[5:])]
    assert len(request.COOKIES[cookies.OWN]) < 2000, "browsers keep 4,096 bytes"


def test_a_browser_is_recognised_and_keeps_its_name():
    response = HttpResponse()
    given = cookies.give_device(browser(), response, "ar")
    request = browser(response)
    assert given == cookies.device(request) != ""
    assert cookies.give_device(request, HttpResponse(), "ar") == given
    assert cookies.device(browser()) == ""
    assert cookies.give_device(browser(), HttpResponse(), "ar") != given


def test_what_is_stored_of_a_browser_is_not_what_it_holds():
    response = HttpResponse()
    given = cookies.give_device(browser(), response, "ar")
    held = response.cookies[cookies.DEVICE].value
    assert given not in held
    assert given not in base64.urlsafe_b64decode(held.split(":")[0] + "==").decode(errors="replace")


def test_confirmed_addresses_are_pseudonyms_the_newest_five():
    request = browser()
    for number in range(7):
        response = HttpResponse()
        cookies.remember_verified(request, response, f"{number:032x}", "ar")
        request = browser(response)
    assert cookies.verified_keys(request) == [f"{number:032x}" for number in (6, 5, 4, 3, 2)]


RUBBISH = ["", ":", "x", "a:b:c", "é:\x80:x", "\x00", "\u202e", "x" * 10_000]


@pytest.mark.parametrize("value", RUBBISH, ids=ascii)
@pytest.mark.parametrize("name", [cookies.OWN, cookies.DEVICE, cookies.VERIFIED])
def test_rubbish_in_their_place_is_nothing(name, value):
    request = browser()
    request.COOKIES[name] = value
    assert (cookies.own_keys(request), cookies.device(request), cookies.verified_keys(request)) == ([], "", [])


def test_an_altered_or_borrowed_signature_is_nothing():
    comment = make_comment()
    request = having_sent(comment)
    good = request.COOKIES[cookies.OWN]
    content = [[comment.pk, timezone.now().timestamp()]]
    for bad in (
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        good.swapcase(),
        signing.dumps(content),
        signing.dumps(content, salt="comments.form"),
        signing.dumps(content, salt=f"comments.{cookies.DEVICE}"),
        signing.dumps(content, salt=f"comments.{cookies.OWN}", key="another site's"),
    ):
        request.COOKIES[cookies.OWN] = bad
        assert cookies.own_keys(request) == []
    # One cookie is not another.
    request.COOKIES[cookies.DEVICE] = good
    request.COOKIES[cookies.VERIFIED] = good
    assert (cookies.device(request), cookies.verified_keys(request)) == ("", [])
