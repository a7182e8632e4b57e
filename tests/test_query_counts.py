"""A page costs the same few queries however much the newsroom has written, and however many have spoken."""

import itertools
from typing import Any
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from makers import (
    make_article,
    make_author,
    make_comment,
    make_comments,
    make_image,
    make_page,
    make_reads,
    make_section,
    make_topic,
)

from articles.models import Article
from comments.models import Comment
from newsroom.actors import SYSTEM
from newsroom.models import site

pytestmark = pytest.mark.django_db

SECONDS = itertools.count(-1, -1)
# Of a page that is not the first of its second.
BUDGETS = {"front page": 1, "article": 3, "most read": 4, "search": 3, "feed": 2, "feed of a topic": 2}
ARTICLE_BUDGET = BUDGETS["article"]
# Of a thread that is longer than a page the keys are asked for too, and those that the page shows.
LONG_THREAD = 2
LIST_BUDGET = 2
# And of the first, which reads the settings too, what stands beside every page of the edition, and what a front page or
# a list holds. Twelve, eight and six is what they may ever ask.
FIRST_BUDGETS = {"front page": 10, "article": 5, "long thread": 7, "search": 7}
FIRST_LIST_BUDGET = 6
NOT_THERE_BUDGET = 4


class Desk:
    """Eight sections, three of everything else, and as many articles as are asked for."""

    def __init__(self) -> None:
        self.sections = [make_section() for _ in range(8)]
        self.topics = [make_topic() for _ in range(3)]
        image = make_image()
        self.authors = [make_author(portrait=image) for _ in range(3)]
        self.images = [image, make_image(original=ContentFile(image.original.read(), name="again.png"))]
        make_page("ar")
        make_page("en")

    def write(self, count: int) -> Article:
        """Publish `count` Arabic articles with all that a card or a page may have to load; return the last."""
        for number in range(count):
            article = make_article(
                section=self.sections[number % 8],
                topics=self.topics[: number % 4],
                authors=self.authors[: number % 4],
                lead_image=self.images[number % 2],
            )
            make_article("en", story=article.story, section=article.section)
            make_reads(article, number + 1)
        return article


def queries(path: str, name: str = "article") -> list[str]:
    """Return what a page asks that is not the first of its second; the first too stays within its budget."""
    with mock.patch.object(site, "this_second", return_value=next(SECONDS)):
        first, second = asked(path), asked(path)
    assert len(first) <= FIRST_BUDGETS.get(name, FIRST_LIST_BUDGET), "\n".join(first)
    return second


def asked(path: str) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        answer = Client().get(path)
    assert answer.status_code == 200
    return [query["sql"] for query in captured]


def lists(desk: Desk, article: Article) -> dict[str, str]:
    return {
        "latest": "/ar/latest/",
        "most read": "/ar/most-read/",
        "section": desk.sections[0].url_in("ar"),
        "topic": desk.topics[0].url_in("ar"),
        "author": desk.authors[0].url_in("ar"),
        "archive": reverse("articles:archive", args=["ar", article.year, article.month]),
        "search": "/ar/search/?q=الخبر",
        "feed": "/ar/feed.xml",
        "feed of a topic": f"{desk.topics[0].url_in('ar')}feed.xml",
        "page": "/ar/about/",
    }


def test_every_page_costs_the_same_at_5_and_at_60_articles(subtests):
    desk = Desk()
    article = desk.write(5)
    pages = {"front page": "/ar/", "article": article.get_absolute_url()} | lists(desk, article)
    for row in Article.objects.public().in_language("ar")[:5]:
        make_comment(row)
    few = {name: queries(path, name) for name, path in pages.items()}
    desk.write(55)
    many = {name: queries(path, name) for name, path in pages.items()}
    for name in pages:
        with subtests.test(name):
            assert len(few[name]) == len(many[name]) <= budget(name), "\n".join(many[name])


def budget(name: str) -> int:
    return BUDGETS.get(name, LIST_BUDGET)


def talk(article: Article, count: int) -> None:
    """Let `count` readers speak, each third answering somebody, down to the deepest reply; each leaves a website."""
    parent: Comment | None = None
    for number in range(count):
        answered = parent if number % 3 and parent and parent.can_be_replied_to() else None
        language = "en" if number % 5 == 4 else "ar"
        parent = make_comment(article, parent=answered, language=language, website="https://example.org/")


@pytest.mark.parametrize(
    "query", ["", "?reply={}", "?order=newest", "?language=en", "?comments=1&order=newest&reply={}"]
)
def test_an_article_costs_the_same_with_5_and_with_50_comments(query):
    desk = Desk()
    article = desk.write(8)
    talk(article, 5)
    path = article.get_absolute_url() + query.format(Comment.objects.latest("pk").pk)
    few = queries(path)
    talk(article, 45)
    many = queries(path)
    assert Client().get(path).content.decode().count('<article class="comment__frame"') == (
        10 if "language" in query else 50
    )
    assert len(few) == len(many) <= ARTICLE_BUDGET, "\n".join(many)


def test_a_thread_of_pages_costs_what_a_short_one_does():
    article = Desk().write(8)
    make_comment(article)
    path = article.get_absolute_url()
    few = queries(path)
    now = timezone.now()
    approved = {"state": "approved", "first_approved_at": now, "submitted_at": now, "waiting_since": None}
    make_comments(article, 400, **approved)
    for query in ("", "?comments=2", "?comments=9", "?order=newest"):
        assert len(queries(path + query, "long thread")) <= len(few) + LONG_THREAD


def test_the_address_of_a_comment_costs_two_queries(django_assert_num_queries: Any):
    comment = make_comment()
    with django_assert_num_queries(2):
        Client().get(comment.get_absolute_url())


def test_an_article_with_everything_stays_within_its_budget():
    desk = Desk()
    article = desk.write(4)
    english = article.story.edition("en")
    assert english
    for row in (article, english):
        talk(row, 5)
        assert len(queries(row.get_absolute_url())) <= ARTICLE_BUDGET


def test_pages_that_are_not_there_cost_little(django_assert_max_num_queries: Any):
    """Robots ask for them in thousands, and nothing of what they ask is kept."""
    article = make_article()
    article.withdraw(by=SYSTEM, reason="")
    for path in ("/ar/nowhere/", "/nowhere", article.get_absolute_url()):
        with django_assert_max_num_queries(NOT_THERE_BUDGET):
            Client().get(path)
