"""Many readers in one moment, on a database that their threads share."""

import functools

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from makers import make_article

from articles.models import ReadCount

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


def test_none_of_many_reads_is_lost_in_the_first_moment_of_an_hour(at_once):
    article, now = make_article(), timezone.now()
    add = functools.partial(ReadCount.objects.add_one, article.pk, now)
    at_once(*[add] * 8)
    at_once(*[lambda: [add() for _ in range(5)]] * 4)

    def counted():
        return ReadCount.objects.get(article=article).count

    assert at_once(counted) == [28]


def test_a_reader_who_sends_it_twice_in_one_moment_is_counted_once(at_once):
    article = make_article()
    address = reverse("count_read", args=[article.pk])

    def send(network):
        headers = {"Sec-Fetch-Site": "same-origin", "User-Agent": BROWSER}
        return Client().post(address, headers=headers, REMOTE_ADDR=network).status_code

    def counted():
        return ReadCount.objects.get(article=article).count

    one, two = (functools.partial(send, network) for network in ("192.0.2.1", "198.51.100.9"))
    assert at_once(one, one, one, two, one) == [204] * 5
    assert at_once(counted) == [2]
