"""The rule of what readers may see is written twice, for a set and for a row; here the two are held together."""

from datetime import UTC, datetime, timedelta
from itertools import product
from typing import Any
from unittest.mock import patch

import pytest
from makers import make_article, make_section

from articles.choices import Status
from articles.models import Article, Page, Story
from comments.choices import State
from comments.models import Comment

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 14, 10, 0, tzinfo=UTC)
TIMES = {
    "never": None,
    "long ago": NOW - timedelta(days=400),
    "an instant ago": NOW - timedelta(microseconds=1),
    "this instant": NOW,
    "in an instant": NOW + timedelta(microseconds=1),
    "far ahead": NOW + timedelta(days=400),
}


def cases() -> list[dict[str, Any]]:
    """Return the columns of every status x time x embargo x expiry that the database takes."""
    columns = ("status", "published_at", "embargoed_until", "expires_at")
    rows = [dict(zip(columns, row, strict=True)) for row in product(Status.values, *[TIMES.values()] * 3)]
    return [row for row in rows if storable(row)]


def storable(row: dict[str, Any]) -> bool:
    published, expires = row["published_at"], row["expires_at"]
    timed = row["status"] != Status.PUBLISHED or published is not None
    return timed and (published is None or expires is None or expires > published)


def expected(row: dict[str, Any]) -> bool:
    """Say it a third way, from the design: published, its time come, embargo passed, not expired."""
    return (
        row["status"] == "published"
        and row["published_at"] <= NOW
        and not (row["embargoed_until"] and row["embargoed_until"] > NOW)
        and not (row["expires_at"] and row["expires_at"] <= NOW)
    )


def store_articles() -> list[Article]:
    section = make_section()
    stories = Story.objects.bulk_create(Story() for _ in cases())
    rows = zip(stories, cases(), strict=True)
    return Article.objects.bulk_create(
        Article(
            story=story, language="ar", headline="خبر", section=section, year=2026, month=5, slug=f"خبر-{number}", **row
        )
        for number, (story, row) in enumerate(rows)
    )


def store_pages() -> list[Page]:
    return Page.objects.bulk_create(
        Page(language="en", slug=f"page-{number}", title="Page", **row) for number, row in enumerate(cases())
    )


@pytest.mark.parametrize("store", [store_articles, store_pages])
def test_the_set_rule_the_row_rule_and_the_design_agree_in_every_case(store):
    rows = store()
    wanted = {row.pk for row, case in zip(rows, cases(), strict=True) if expected(case)}
    assert set(type(rows[0]).objects.public(NOW).values_list("pk", flat=True)) == wanted
    assert {row.pk for row in rows if row.is_public(NOW)} == wanted
    assert 0 < len(wanted) < len(rows)


def test_without_a_time_both_rules_mean_the_present():
    article = make_article(published=False)
    publication = NOW + timedelta(hours=1)
    Article.objects.filter(pk=article.pk).update(
        status=Status.PUBLISHED, published_at=publication, year=2026, month=5, slug="خبر"
    )
    article.refresh_from_db()
    for moment, seen in ((publication - timedelta(seconds=1), False), (publication, True)):
        with patch("django.utils.timezone.now", return_value=moment):
            assert article.is_public() is seen
            assert Article.objects.public().exists() is seen


def test_a_comment_is_public_when_it_is_approved_and_its_article_is_public():
    """Every state under every article case, both rules."""
    articles = store_articles()
    pairs = list(product(zip(articles, cases(), strict=True), State.values))
    comments = Comment.objects.bulk_create(
        Comment(
            article=article,
            state=state,
            name="قارئ",
            email="reader@example.org",
            body="رأي",
            language="ar",
            edition=article.language,
            waiting_since=NOW if state == State.PENDING else None,
            first_approved_at=NOW if state == State.APPROVED else None,
        )
        for (article, _), state in pairs
    )
    wanted = {
        comment.pk
        for comment, ((_, case), state) in zip(comments, pairs, strict=True)
        if state == "approved" and expected(case)
    }
    with patch("django.utils.timezone.now", return_value=NOW):
        assert set(Comment.objects.public().values_list("pk", flat=True)) == wanted
        assert {comment.pk for comment in comments if comment.is_public()} == wanted
    assert wanted


def test_a_comment_that_was_removed_is_not_public_though_it_was_approved_once():
    article = make_article()
    Comment.objects.bulk_create(
        Comment(
            language="ar",
            edition="ar",
            waiting_since=NOW if state == State.PENDING else None,
            article=article,
            state=state,
            name="قارئ",
            email="a@example.org",
            body="رأي",
            first_approved_at=NOW,
        )
        for state in (State.REJECTED, State.SPAM, State.WITHDRAWN, State.PENDING)
    )
    assert not Comment.objects.public().exists()
    assert not any(comment.is_public() for comment in Comment.objects.all())
