"""Readers are told when what they read is old."""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

import pytest
from django.test import Client
from html_page import page_of
from makers import make_article, make_user

from articles.age import Age, age_of
from articles.models import Article
from newsroom.actors import SYSTEM
from newsroom.models import Site

pytestmark = pytest.mark.django_db

PUBLISHED = datetime(2023, 3, 10, 12, tzinfo=UTC)


def published(language: str = "ar", **over: object) -> Article:
    article = make_article(language, published=False, **over)
    article.publish(by=SYSTEM, at=PUBLISHED)
    return article


def notices(article: Article, now: datetime) -> list[str]:
    with patch("django.utils.timezone.now", return_value=now):
        page = page_of(Client().get(article.get_absolute_url()))
    return [notice.words for notice in page.all("div", class_="notice--age")]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2024, 3, 8, tzinfo=UTC), []),
        (datetime(2024, 3, 10, 13, tzinfo=UTC), ["نُشر هذا المقال قبل سنة"]),
        (datetime(2025, 3, 10, 13, tzinfo=UTC), ["نُشر هذا المقال قبل سنتين"]),
        (datetime(2026, 3, 9, tzinfo=UTC), ["نُشر هذا المقال قبل سنتين"]),
        (datetime(2026, 3, 10, 13, tzinfo=UTC), ["نُشر هذا المقال قبل 3 سنوات"]),
        (datetime(2034, 4, 1, tzinfo=UTC), ["نُشر هذا المقال قبل 11 سنة"]),
    ],
)
def test_an_old_article_says_its_age_above_its_text(now, words):
    assert notices(published(), now) == words


def test_the_newsroom_says_from_when_on_and_whether_at_all():
    article = published("en")
    for days, after, words in (
        (45, 30, ["This article was published 1 month ago"]),
        (20, 14, ["This article was published 20 days ago"]),
        (4000, 0, []),
    ):
        Site(pk=1, age_notice_after_days=after).save()
        assert notices(article, PUBLISHED + timedelta(days=days)) == words


def test_what_does_not_age_says_nothing(chief):
    article = published()
    article.control(by=chief, evergreen=True)
    assert notices(article, PUBLISHED + timedelta(days=2000)) == []
    assert age_of(article, 365, PUBLISHED + timedelta(days=2000)) is None
    article.control(by=make_user("writer", role="writer", languages=["ar"]), evergreen=False)
    assert age_of(article, 365, PUBLISHED + timedelta(days=2000)) == Age(years=5)
