"""The limits of comments, where a Redis counts for all machines: as without one."""

import pytest
from django.test import Client
from makers import make_article, make_comment

from comments import limits
from comments.limits import TooOften
from comments.models import Comment
from newsroom import shared_cache, throttle
from newsroom.client import client_address
from newsroom.models import Tally

pytestmark = pytest.mark.django_db


def flood(send, article, times, start=0):
    return [
        send(article, counted=True, email=f"reader{n}@example.org", body=f"تعليق رقم {n}").status_code
        for n in range(start, start + times)
    ]


@pytest.fixture
def from_here(rf):
    """The window of all comments from the address of the tests' browsers."""
    return limits.client_window(client_address(rf.get("/")))


def test_a_flood_from_one_address_ends_and_what_was_refused_has_not_been_counted(send, cache, from_here):
    article = make_article()
    assert flood(send, article, 30) == [303] * 30
    assert flood(send, article, 5, start=30) == [429] * 5
    assert throttle.counted(from_here) == 30
    assert not Tally.objects.filter(key=from_here.key).exists()
    [key] = cache.scan_iter(f"*{from_here.key}")
    assert 0 < cache.ttl(key) <= 60
    # A minute later.
    cache.delete(key)
    assert flood(send, article, 1, start=40) == [303]


def test_many_from_one_address_wait_for_a_moderator(send, cache):
    flood(send, make_article(), 12)
    crowded = ["crowded" in str(comment.findings) for comment in Comment.objects.order_by("pk")]
    assert crowded == [False] * 10 + [True] * 2


def test_an_impatient_reader_uses_up_neither_their_own_time_nor_that_of_the_address(send, cache, from_here):
    article = make_article()
    assert send(article, counted=True).status_code == 303
    assert {send(article, counted=True, body=f"شيء آخر {n}").status_code for n in range(5)} == {429}
    assert throttle.counted(from_here) == 1
    assert set(Tally.objects.values_list("count", flat=True)) == {1}


def test_the_cache_dies_and_comments_go_on(send, mortal_cache, from_here):
    article = make_article()
    assert flood(send, article, 3) == [303] * 3
    mortal_cache.kill()
    assert flood(send, article, 3, start=3) == [303] * 3
    assert Tally.objects.get(key=from_here.key).count == 3
    mortal_cache.start()
    shared_cache.CACHE._knock()
    assert flood(send, article, 1, start=6) == [303]
    assert Comment.objects.count() == 7


def test_changes_of_a_comment_are_counted_there(cache):
    key = str(make_comment().pk)
    for _ in range(limits.EDITS.most):
        limits.count_edit(key)
    with pytest.raises(TooOften) as refusal:
        limits.count_edit(key)
    assert 0 < refusal.value.seconds <= limits.EDITS.seconds
    assert not Tally.objects.exists()


def test_the_counts_hold_no_address(send, cache):
    send(make_article(), client=Client(REMOTE_ADDR="192.0.2.7"), counted=True)
    keys = b" ".join(cache.scan_iter())
    assert keys
    assert b"192.0.2" not in keys
    assert b"leila" not in keys
