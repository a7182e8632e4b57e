"""Random people at work: whoever reads a kept page a second later reads what a page made for them would say."""

import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any
from unittest.mock import patch

import pytest
from crawl import ADDRESSES
from django.db import transaction
from django.test import Client
from examples import examples
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st
from kept import Server
from makers import make_article, make_author, make_comment, make_image, make_page, make_reads, make_topic

from articles import swaps
from articles.models import Article, Correction, Page, Pin
from comments.models import Comment
from newsroom.actors import SYSTEM
from newsroom.models import Site
from newsroom.refusals import Refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("swaps_happen")]

# The bar of breaking news tells when its page was made, and counts from there: a kept page was made before.
MADE_AT = re.compile(r'(?<= data-now=")[^"]+')
LENGTH = 12
LIVES = examples(2)
START = datetime(2026, 5, 31, 20, 0, tzinfo=UTC)
SEEN = 8
PAGES = (
    "articles:front_page", "articles:latest", "articles:most_read", "articles:section", "articles:topic",
    "articles:author", "articles:corrections", "articles:feed", "articles:article", "articles:page", "comments_feed",
    "article_comments_feed", "sitemap", "sitemap_sections", "sitemap_month",
)  # fmt: skip


class Newsroom:
    """Two stories with both editions, one with one, and readers who have some of the pages open."""

    def __init__(self, random: Random) -> None:
        self.now = START
        self.random = random

    def open(self) -> None:
        self.author, self.topic, self.image = make_author(), make_topic(), make_image()
        words = {"authors": [self.author.pk], "topics": [self.topic.pk], "lead_image": self.image}
        for _ in range(2):
            arabic = make_article(**words)
            make_article("en", story=arabic.story, **words)
        make_article()
        make_page()
        for article in Article.objects.all():
            make_reads(article, self.random.randint(1, 9))
            for state in ("approved", "pending"):
                make_comment(article, state=state, edition=article.language, website="https://reader.example")
        self.server = Server(megabytes=32)
        known = [path for name in PAGES for path in ADDRESSES[name]() if Client().get(path).status_code == 200]
        self.addresses = self.random.sample(known, min(SEEN, len(known)))

    def article(self) -> Article:
        return self.random.choice(Article.objects.all())

    def act(self) -> None:
        act = self.random.choice(ACTS)
        note(f"{self.now} {act.__name__}")
        with suppress(Refused), transaction.atomic():
            act(self)
        # The readers come when the second is over.
        self.now += timedelta(seconds=1)

    def assert_readers_see_it(self) -> None:
        for address in self.addresses:
            kept = self.server.get(address)
            fresh = Client(headers={"host": "testserver"}).get(address)
            assert kept.status == fresh.status_code, address
            if kept.status == 200:
                assert MADE_AT.sub("", kept.text) == MADE_AT.sub("", fresh.content.decode()), address


def publish(newsroom: Newsroom) -> None:
    hours = newsroom.random.choice([None, 1, 3])
    newsroom.article().publish(by=SYSTEM, at=newsroom.now + timedelta(hours=hours) if hours else None)


def withdraw(newsroom: Newsroom) -> None:
    newsroom.article().withdraw(by=SYSTEM, reason="سحب")


def unschedule(newsroom: Newsroom) -> None:
    newsroom.article().unschedule(by=SYSTEM)


def restore(newsroom: Newsroom) -> None:
    newsroom.article().restore(by=SYSTEM)


def revise(newsroom: Newsroom) -> None:
    newsroom.article().revise(by=SYSTEM, headline=f"عنوان {newsroom.random.randint(1, 10**6)}")


def revise_and_publish(newsroom: Newsroom) -> None:
    article = newsroom.article()
    topics = newsroom.random.choice([[], [newsroom.topic]])
    until = newsroom.now + timedelta(minutes=newsroom.random.choice([-5, 30]))
    article.revise(by=SYSTEM, headline=f"عنوان {newsroom.random.randint(1, 10**6)}", topics=topics)
    article.breaking_until = until
    article.publish(by=SYSTEM)


def part_or_link(newsroom: Newsroom) -> None:
    article = newsroom.article()
    other = article.partner()
    if other:
        article.unlink(by=SYSTEM)
    else:
        article.link(newsroom.article(), by=SYSTEM)


def correct(newsroom: Newsroom) -> None:
    Correction.objects.create(article=newsroom.article(), text="تصويب")


def pin(newsroom: Newsroom) -> None:
    until = newsroom.now + timedelta(minutes=newsroom.random.choice([20, 90]))
    Pin.objects.pin(newsroom.article(), position=newsroom.random.randint(0, 4), until=until, by=SYSTEM)


def unpin(newsroom: Newsroom) -> None:
    for row in Pin.objects.all()[:1]:
        row.remove(by=SYSTEM)


def decide(newsroom: Newsroom) -> None:
    comment = newsroom.random.choice(Comment.objects.all())
    state = newsroom.random.choice(["approved", "rejected", "spam", "pending"])
    Comment.objects.decide({comment.pk: comment.version}, to=state, by=SYSTEM)


def feature(newsroom: Newsroom) -> None:
    newsroom.random.choice(Comment.objects.all()).feature(by=SYSTEM)


def answer(newsroom: Newsroom) -> None:
    parent = newsroom.random.choice(Comment.objects.all())
    make_comment(parent=parent, edition=parent.edition)


def write_again(newsroom: Newsroom) -> None:
    """The same reader elsewhere: with the second comment the website becomes a link, also under the first."""
    earlier = newsroom.random.choice(Comment.objects.all())
    make_comment(newsroom.article(), email=earlier.email, email_key=earlier.email_key, website=earlier.website)


def rename(newsroom: Newsroom) -> None:
    row = newsroom.random.choice([newsroom.author, newsroom.topic, newsroom.article().section])
    row.name_ar = f"اسم {newsroom.random.randint(1, 10**6)}"
    row.save()


def describe(newsroom: Newsroom) -> None:
    words = newsroom.random.choice(newsroom.image.texts.all())
    words.alt = f"وصف {newsroom.random.randint(1, 10**6)}"
    words.save()


def settle(newsroom: Newsroom) -> None:
    site = Site.current()
    site.tagline_ar = f"شعار {newsroom.random.randint(1, 10**6)}"
    site.comments_close_after_days = newsroom.random.choice([0, 1, 14])
    site.save()


def turn_page(newsroom: Newsroom) -> None:
    page = Page.objects.get()
    if page.is_public():
        page.withdraw(by=SYSTEM, reason="")
    else:
        page.publish(by=SYSTEM)


def wait(newsroom: Newsroom) -> None:
    newsroom.now += timedelta(minutes=newsroom.random.choice([1, 20, 59, 240, 60 * 24]))


ACTS: list[Any] = [
    publish, withdraw, unschedule, restore, revise, revise_and_publish, part_or_link, correct, pin, unpin, decide,
    feature, answer, write_again, rename, describe, settle, turn_page, wait, wait,
]  # fmt: skip


# Another try of the same life would be another life.
@settings(max_examples=LIVES, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
@given(random=st.randoms(use_true_random=True))
def test_a_kept_page_says_what_a_page_made_now_would_say(random):
    newsroom = Newsroom(random)
    with (
        transaction.atomic(),
        patch("django.utils.timezone.now", lambda: newsroom.now),
        patch("time.time", lambda: newsroom.now.timestamp()),
    ):
        swaps.next_due.cache_clear()
        newsroom.open()
        newsroom.assert_readers_see_it()
        for _ in range(LENGTH):
            newsroom.act()
            newsroom.assert_readers_see_it()
        transaction.set_rollback(True)
