"""A decision taken back within a minute: each comment as it was before it."""

import uuid
from datetime import timedelta

import pytest
from admin_forms import fields_of
from at_the_queue import QUEUE, press, report, told
from django.utils import timezone
from examples import examples
from html_page import page_of
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import make_article, make_comment, make_comments, make_user

from comments.choices import Act, State
from comments.models import Comment, Discussion, ModerationAction, Report
from comments.models.editable import EDITABLE_FOR
from newsroom.actors import AUTHOR, SYSTEM
from newsroom.refusals import NotPermitted, Stale, WrongState

pytestmark = pytest.mark.django_db
P, A, R, S, W = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.WITHDRAWN
KEPT = (
    "state", "reason", "decided_at", "first_approved_at", "featured_at", "waiting_since", "reported_at", "open_reports",
    "reviewed", "edited_at", "body", "language",
)  # fmt: skip


def columns(comment):
    return Comment.objects.filter(pk=comment.pk).values(*KEPT).get()


def decide(comment, to, by, **how):
    comment.refresh_from_db()
    return Comment.objects.decide({comment.pk: comment.version}, to=to, by=by, **how)


def waiting_edit(comment):
    return comment.revisions.filter(state=P).first()


# One


@pytest.mark.parametrize(
    ("state", "to"),
    [(P, A), (P, R), (P, S), (A, R), (A, S), (A, P), (R, A), (R, S), (S, A), (S, R)],
)
def test_every_decision_is_taken_back(state, to, moderator):
    comment = make_comment(state=state)
    before = columns(comment)
    done = decide(comment, to, moderator, reason="abuse" if to == R else "")
    undone = Comment.objects.undo(done.batch, by=moderator)
    assert (undone.changed, undone.stale) == ([comment.pk], [])
    assert columns(comment) == before
    counted = sum(Discussion.objects.values_list("approved_count", flat=True))
    assert counted == comment.article.comments.filter(state=A).count()
    line = comment.actions.first()
    assert (line.act, line.user, line.from_state, line.to_state) == (Act.UNDO, moderator, to, state)


def test_a_first_approval_that_was_taken_back_never_was(moderator):
    comment = make_comment(state=P)
    Comment.objects.undo(decide(comment, A, moderator).batch, by=moderator)
    comment.refresh_from_db()
    assert comment.first_approved_at is None
    comment.reject(by=moderator)
    assert not comment.is_removed()


def test_the_editors_pick_is_one_again(moderator):
    comment = make_comment()
    comment.feature(by=moderator)
    done = decide(comment, R, moderator)
    Comment.objects.undo(done.batch, by=moderator)
    assert columns(comment)["featured_at"] is not None


@pytest.mark.parametrize(("to", "whole"), [(A, False), (R, False), (R, True), (S, False)])
def test_an_edit_waits_again_beside_the_text_it_was_to_replace(to, whole, moderator):
    comment = make_comment(body="قبل", language="ar")
    comment.edit("After that", findings=[], score=0)
    before, edit = columns(comment), waiting_edit(comment)
    done = decide(comment, to, moderator, whole=whole)
    assert waiting_edit(comment) is None
    Comment.objects.undo(done.batch, by=moderator)
    assert columns(comment) == before
    again = waiting_edit(comment)
    assert (again.pk, again.body, comment.revisions.count()) == (edit.pk, "After that", 1)


@pytest.mark.parametrize(("to", "whole"), [(A, False), (R, True), (S, False)])
def test_reports_are_open_again(to, whole, moderator):
    comment = make_comment()
    report(comment, 3)
    before = columns(comment)
    done = decide(comment, to, moderator, whole=whole)
    assert not Report.objects.filter(resolved_at=None).exists()
    Comment.objects.undo(done.batch, by=moderator)
    assert columns(comment) == before
    assert Report.objects.filter(resolved_at=None).count() == 3


def test_what_was_reported_between_a_decision_and_its_undoing_counts(moderator):
    comment = make_comment()
    report(comment, 2)
    done = decide(comment, A, moderator)
    # One of the two once more, and a third.
    report(comment, 1)
    report(comment, 1, device="device-9", client="client-9")
    Comment.objects.undo(done.batch, by=moderator)
    comment.refresh_from_db()
    assert comment.open_reports == 3
    assert sorted(Report.objects.filter(resolved_at=None).values_list("device", flat=True)) == [
        "device-0", "device-1", "device-9",
    ]  # fmt: skip


def test_an_earlier_decision_about_reports_stays(moderator):
    comment = make_comment()
    report(comment, 1)
    decide(comment, A, moderator)
    report(comment, 1, device="another")
    Comment.objects.undo(decide(comment, A, moderator).batch, by=moderator)
    assert list(Report.objects.filter(resolved_at=None).values_list("device", flat=True)) == ["another"]


# Who, and how long


def test_nobody_undoes_what_another_has_decided(moderator, chief):
    comment = make_comment(state=P)
    done = decide(comment, A, moderator)
    with pytest.raises(WrongState):
        Comment.objects.undo(done.batch, by=chief)
    for machine in (SYSTEM, AUTHOR):
        with pytest.raises(WrongState):
            Comment.objects.undo(done.batch, by=machine)
    assert columns(comment)["state"] == A


def test_after_a_minute_it_stands(moderator):
    comment = make_comment(state=P)
    done = decide(comment, A, moderator)
    ModerationAction.objects.filter(batch=done.batch).update(at=timezone.now() - timedelta(seconds=61))
    with pytest.raises(WrongState):
        Comment.objects.undo(done.batch, by=moderator)
    assert columns(comment)["state"] == A


def test_what_has_gone_on_since_is_left_alone(moderator, chief):
    first, second = make_comment(state=P), make_comment(state=P)
    done = Comment.objects.decide({first.pk: 1, second.pk: 1}, to=A, by=moderator)
    decide(second, R, chief)
    undone = Comment.objects.undo(done.batch, by=moderator)
    assert (undone.changed, undone.stale) == ([first.pk], [second.pk])
    assert columns(second)["state"] == R


def test_it_is_taken_back_once(moderator):
    comment = make_comment(state=P)
    done = decide(comment, A, moderator)
    undone = Comment.objects.undo(done.batch, by=moderator)
    assert Comment.objects.undo(done.batch, by=moderator).changed == []
    with pytest.raises(WrongState):
        Comment.objects.undo(undone.batch, by=moderator)
    assert comment.actions.count() == 2


def test_an_editors_pick_is_no_decision_to_undo(moderator):
    comment = make_comment()
    comment.feature(by=moderator)
    with pytest.raises(WrongState):
        Comment.objects.undo(comment.actions.first().batch, by=moderator)


def test_who_no_longer_works_in_the_edition_undoes_nothing(editor):
    comment = make_comment(make_article("ar"), state=P)
    done = decide(comment, A, editor)
    editor.languages = ["en"]
    editor.save()
    with pytest.raises(NotPermitted):
        Comment.objects.undo(done.batch, by=editor)
    assert columns(comment)["state"] == A


# Many


def test_a_bulk_of_mixed_states_goes_back_to_each_ones_own(moderator):
    article = make_article()
    rows = [*make_comments(article, 550), *(make_comment(article, state=state) for state in (A, R, A, R))]
    edited = make_comment(article, body="قبل")
    edited.edit("بعد", findings=[], score=0)
    rows.append(edited)
    before = {row.pk: columns(row) for row in rows}
    versions = dict(Comment.objects.values_list("pk", "version"))
    done = Comment.objects.decide(versions, to=S, by=moderator)
    assert len(done.changed) == 555
    Comment.objects.undo(done.batch, by=moderator)
    assert {row.pk: columns(row) for row in rows} == before
    assert Discussion.objects.get(article=article).approved_count == 3
    assert ModerationAction.objects.filter(act=Act.UNDO).count() == 555


# In the queue


def undo(client, **over):
    form = page_of(client.get(QUEUE)).one("div", id="queue-notice").one("form")
    return client.post(form["action"], fields_of(form) | over)


def test_the_message_of_a_decision_has_a_button_for_a_minute(moderator, as_user):
    comment, client = make_comment(state=P), as_user(moderator)
    press(client, comment, "rejected:abuse")
    assert undo(client).status_code == 302
    assert (columns(comment)["state"], columns(comment)["reason"]) == (P, "")
    assert told(client)
    assert not page_of(client.get(QUEUE)).one("div", id="queue-notice").all("form")


@pytest.mark.parametrize("batch", ["", "x", "00000000-0000-0000-0000-000000000000", "9" * 99])
def test_what_cannot_be_undone_is_said(batch, moderator, as_user):
    comment, client = make_comment(state=P), as_user(moderator)
    press(client, comment, "approved")
    answer = undo(client, batch=batch)
    assert answer.status_code == 422
    assert page_of(answer).one("div", id="queue-notice").words
    assert columns(comment)["state"] == A


def test_a_batch_of_another_moderator_is_not_undone(moderator, chief, as_user):
    comment, other = make_comment(state=P), make_comment(state=P)
    batch = decide(comment, A, chief).batch
    client = as_user(moderator)
    press(client, other, "approved")
    assert undo(client, batch=str(batch)).status_code == 422
    assert columns(comment)["state"] == A


# Anything

ACTS = ["approved", "rejected", "removed", "spam", "undo", "edit", "withdraw", "report", "feature"]


@given(st.lists(st.tuples(st.integers(0, 3), st.sampled_from(ACTS), st.integers(0, 1)), max_size=30))
@settings(max_examples=examples(60))
def test_whatever_people_do_the_counter_the_log_and_the_public_agree(steps):
    """Two moderators decide and undo, authors edit and withdraw, readers report: what must always hold, holds."""
    people = [make_user(f"m{uuid.uuid4().hex[:8]}", role="moderator", languages=["ar", "en"]) for _number in range(2)]
    articles = [make_article(), make_article("en")]
    rows = [make_comment(articles[number % 2], state=P) for number in range(4)]
    batches, transitions = {}, 0
    for number, act, person in steps:
        comment, by = rows[number], people[person]
        comment.refresh_from_db()
        try:
            if act == "undo":
                transitions += len(Comment.objects.undo(batches.get(person, uuid.uuid4()), by=by).changed)
            elif act == "edit":
                comment.edit(f"نص آخر {comment.version}", findings=[], score=0)
            elif act == "withdraw":
                comment.withdraw()
                transitions += 1
            elif act == "feature":
                comment.feature(by=by)
                transitions += 1
            elif act == "report":
                if comment.is_public():
                    report(comment, 1, device=f"d{number}")
            else:
                to = R if act == "removed" else act
                done = Comment.objects.decide({comment.pk: comment.version}, to=to, by=by, whole=act == "removed")
                batches[person], transitions = done.batch, transitions + len(done.changed)
        except (WrongState, Stale):
            pass
    assert ModerationAction.objects.filter(comment__in=rows).count() == transitions
    assert_all_agree(articles, [row.pk for row in rows])


def assert_all_agree(articles, keys):
    public = set(Comment.objects.public().filter(article__in=articles).values_list("pk", flat=True))
    approved = set(Comment.objects.filter(article__in=articles, state=A).values_list("pk", flat=True))
    assert public == approved
    for article in articles:
        counted = Discussion.objects.filter(article=article).first()
        assert (counted.approved_count if counted else 0) == article.comments.filter(state=A).count()
    for comment in Comment.objects.filter(pk__in=keys):
        lines = list(comment.actions.order_by("pk"))
        assert [P, *(line.to_state for line in lines)] == [*(line.from_state for line in lines), comment.state]
        assert (comment.waiting_since is not None) == (comment.state == P or waiting_edit(comment) is not None)
        assert (comment.reported_at is not None) == comment.reports.filter(resolved_at=None).exists()
        assert comment.submitted_at + EDITABLE_FOR > timezone.now()
