"""What is kept long enough is forgotten; what waits for a moderator never is."""

from datetime import timedelta

import pytest
from django.utils import timezone
from makers import make_article, make_comment, make_user

from comments import retention
from comments.choices import State
from comments.models import Comment, Discussion, ModerationAction, Origin, PersonalDataRequest, Report
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry, OutboxMessage, Site

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1, seconds=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def article():
    return make_article("en")


def old(comment, now, *, days=31):
    moment = now - timedelta(days=days)
    decided = None if comment.decided_at is None else moment
    Comment.objects.filter(pk=comment.pk).update(submitted_at=moment, decided_at=decided)
    comment.refresh_from_db()
    return comment


def test_where_a_comment_came_from_is_known_for_a_week_at_most(article, now):
    """At most: what would be older than a week before the next run goes with this one."""
    kept = set()
    for hours in (0, 6 * 24, 7 * 24 - 1, 7 * 24, 30 * 24):
        origin = Origin.objects.create(
            comment=make_comment(article), address="192.0.2.7", at=now - timedelta(hours=hours)
        )
        kept |= {origin.pk} if hours <= 6 * 24 else set()
    assert retention.run(now) == 3
    assert set(Origin.objects.values_list("pk", flat=True)) == kept


@pytest.mark.parametrize("state", [State.REJECTED, State.SPAM, State.WITHDRAWN])
def test_what_was_refused_goes_after_thirty_days_and_the_log_stays(article, now, state):
    comment = make_comment(article, state=state, body="Words of a reader")
    old(comment, now, days=29)
    assert retention.run(now) == 0
    old(comment, now)
    assert retention.run(now + HOUR) == 1
    assert not Comment.objects.exists()
    assert ModerationAction.objects.get().to_state == state


def test_what_the_policy_filed_as_spam_goes_too(article, now):
    old(make_comment(article, state=State.PENDING), now)
    Comment.objects.update(state=State.SPAM, waiting_since=None)
    assert retention.run(now) == 1
    assert not Comment.objects.exists()


def test_the_days_are_the_sites_setting_and_count_from_the_decision(article, now):
    Site.objects.update_or_create(pk=1, defaults={"comments_kept_days": 3})
    comment = old(make_comment(article, state=State.REJECTED), now, days=4)
    Comment.objects.filter(pk=comment.pk).update(decided_at=now - timedelta(days=2))
    assert retention.run(now) == 0
    Comment.objects.filter(pk=comment.pk).update(decided_at=now - timedelta(days=3, minutes=1))
    assert retention.run(now + HOUR) == 1


@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED])
def test_what_waits_and_what_is_published_stays_for_ever(article, now, state):
    old(make_comment(article, state=state), now, days=4000)
    assert retention.run(now) == 0
    assert Comment.objects.count() == 1


def test_what_others_have_answered_keeps_its_place_without_its_words(article, now, reader, moderator):
    parent = make_comment(article, name="Scheherazade", body="Words of a reader", email="leila@example.org")
    reply = make_comment(parent=parent, body="An answer to it")
    Report.objects.file(parent, reason="abuse", note="Words about it", device="d")
    parent.refresh_from_db()
    parent.reject(by=moderator, note="Words of the desk")
    old(parent, now)
    assert retention.run(now) == 1
    parent.refresh_from_db()
    reply.refresh_from_db()
    assert (parent.state, reply.parent_id, reply.state) == (State.REJECTED, parent.pk, State.APPROVED)
    kept = str(vars(parent)) + str(list(Report.objects.values())) + str(list(ModerationAction.objects.values()))
    for theirs in ("Scheherazade", "Words", "leila"):
        assert theirs not in kept
    assert "An answer to it" in reader.get(article.get_absolute_url()).content.decode()
    assert retention.run(now + HOUR) == 0, "once is enough"


def test_a_conversation_of_spam_goes_as_a_whole(article, now):
    first = make_comment(article)
    second = make_comment(parent=first)
    third = make_comment(parent=second)
    for comment in (first, second, third):
        comment.refresh_from_db()
        comment.mark_spam(by=make_user(f"moderator{comment.pk}", role="moderator", languages=["en"]))
        old(comment, now)
    assert retention.run(now) == 3
    assert not Comment.objects.exists()
    assert Discussion.objects.get().approved_count == 0


def test_mail_that_was_sent_is_forgotten_after_a_month_and_what_was_not_stays(now):
    sent, given_up, waiting = (OutboxMessage.objects.put("test") for _number in range(3))
    OutboxMessage.objects.filter(pk=sent.pk).update(sent_at=now - timedelta(days=31))
    OutboxMessage.objects.filter(pk=given_up.pk).update(failed_at=now - timedelta(days=31))
    assert retention.run(now) == 1
    assert set(OutboxMessage.objects.values_list("pk", flat=True)) == {given_up.pk, waiting.pk}


def test_requests_about_personal_data_are_forgotten_after_a_month(now):
    for days in (29, 31):
        PersonalDataRequest.objects.create(purpose="export", email_key="k", asked_at=now - timedelta(days=days))
    assert retention.run(now) == 1


def test_each_run_that_did_something_leaves_one_line(article, now):
    old(make_comment(article, state=State.REJECTED), now)
    Origin.objects.create(comment=make_comment(article), address="192.0.2.7", at=now - timedelta(days=8))
    retention.run(now)
    retention.run(now + HOUR)
    line = AuditEntry.objects.get(verb="forget")
    assert (line.actor, line.detail) == ("system", {"origins": 1, "comments": 1})


def test_it_is_done_once_an_hour(article, now):
    assert retention.run(now) == 0
    old(make_comment(article, state=State.REJECTED), now)
    assert retention.run(now + timedelta(minutes=59)) == 0
    assert retention.run(now + timedelta(minutes=61)) == 1


def test_of_who_reported_the_client_is_known_for_a_week_at_most(article, now):
    comment = make_comment(article)
    for days in (0, 8):
        Report.objects.file(comment, reason="abuse", device=f"d{days}", client=f"c{days}")
        Report.objects.filter(device=f"d{days}").update(at=now - timedelta(days=days))
    assert retention.run(now) == 1
    assert set(Report.objects.values_list("device", "client")) == {("d0", "c0"), ("d8", "")}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_what_is_published_in_the_same_moment_is_not_deleted(article, now, at_once):
    comments = [old(make_comment(article, state=State.REJECTED), now) for _number in range(12)]

    def approve(comment):
        Comment.objects.decide({comment.pk: comment.version}, to=State.APPROVED, by=SYSTEM)

    at_once(lambda: retention.run(now), *(lambda comment=comment: approve(comment) for comment in comments[::-2]))

    def look():
        approved = set(ModerationAction.objects.filter(to_state=State.APPROVED).values_list("comment_id", flat=True))
        discussion = Discussion.objects.first()
        kept = set(Comment.objects.filter(state=State.APPROVED).values_list("pk", flat=True))
        return approved, kept, discussion.approved_count if discussion else 0

    ((approved, kept, counted),) = at_once(look)
    assert approved == kept, "what was approved has not been deleted"
    assert counted == len(kept)
