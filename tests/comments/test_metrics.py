"""How long a decision takes: by day and moderator."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from html_page import page_of
from makers import make_comment, make_user

from comments.choices import State
from comments.metrics import percentile, times_to_decide
from comments.models import Comment, ModerationAction
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db
METRICS = "/admin/comments/queue/metrics/"


def decided(moderator, waited, at=None):
    comment = make_comment(state=State.PENDING, submitted_at=timezone.now() - timedelta(seconds=waited))
    comment.approve(by=moderator)
    if at:
        comment.actions.update(at=at)


@pytest.mark.parametrize(
    ("values", "median", "p95"),
    [([7], 7, 7), ([1, 2], 1, 2), ([1, 2, 3], 2, 3), (list(range(1, 101)), 50, 95), (list(range(1, 21)), 10, 19)],
)
def test_percentiles_are_values_that_were_measured(values, median, p95):
    assert (percentile(values, 50), percentile(values, 95)) == (median, p95)


def test_each_day_is_told_for_all_and_for_each_moderator(moderator, chief):
    yesterday = timezone.now() - timedelta(days=1)
    for seconds in (60, 120, 600):
        decided(moderator, seconds)
    decided(chief, 30)
    decided(chief, 7200, at=yesterday)
    told = [(time.who, time.decisions, time.median // 10 * 10, time.p95 // 10 * 10) for time in times_to_decide()]
    assert told == [
        ("", 4, 60, 600), ("chief", 1, 30, 30), ("moderator", 3, 120, 600),
        ("", 1, 7200, 7200), ("chief", 1, 7200, 7200),
    ]  # fmt: skip


def test_rules_undos_replies_and_what_did_not_wait_are_not_in_it(moderator):
    comment = make_comment(state=State.PENDING)
    Comment.objects.decide({comment.pk: 1}, to=State.APPROVED, by=SYSTEM)
    comment.refresh_from_db()
    comment.reject(by=moderator)
    Comment.objects.answer(make_comment(), "جواب", by=moderator)
    assert times_to_decide() == []


def test_what_is_older_than_two_weeks_is_not_in_it(moderator):
    decided(moderator, 60, at=timezone.now() - timedelta(days=15))
    assert times_to_decide() == []


def test_the_day_is_that_of_the_newsroom(moderator):
    decided(moderator, 60)
    ModerationAction.objects.update(at=datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    now = datetime(2026, 3, 5, tzinfo=UTC)
    with timezone.override("Asia/Dubai"):
        assert {str(time.day) for time in times_to_decide(now)} == {"2026-03-02"}
    with timezone.override("America/New_York"):
        assert {str(time.day) for time in times_to_decide(now)} == {"2026-03-01"}


def test_what_was_undone_was_not_decided(moderator):
    comment = make_comment(state=State.PENDING)
    decision = Comment.objects.decide({comment.pk: comment.version}, to=State.REJECTED, by=moderator)
    assert [time.decisions for time in times_to_decide()] == [1, 1]
    Comment.objects.undo(decision.batch, by=moderator)
    assert times_to_decide() == []


@pytest.mark.parametrize(
    ("language", "words"), [("en", ["2 hours, 5 minutes", "under a minute"]), ("ar", ["5 دقائق", "أقل من دقيقة"])]
)
def test_the_page_says_it_in_the_readers_words(language, words, as_user):
    person = make_user("m", role="moderator", languages=["ar", "en"], interface_language=language)
    decided(person, 2 * 3600 + 5 * 60 + 1)
    decided(person, 3)
    page = page_of(as_user(person).get(METRICS))
    assert all(part in page.one("table").words for part in words)
    assert page.one("html")["lang"] == language


def test_a_page_of_nothing_says_so(moderator, as_user):
    page = page_of(as_user(moderator).get(METRICS))
    assert not page.all("table")
    assert page.one("p", class_="queue-empty").words
