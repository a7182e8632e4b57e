"""The one place of every decision: what may become what, who may say so, and what is written with it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from examples import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from makers import make_article, make_comment, make_comments

from comments.choices import REMOVED, TRANSITIONS, RejectionReason, State
from comments.models import Comment, Discussion, ModerationAction
from newsroom.actors import AUTHOR, SYSTEM
from newsroom.refusals import NotPermitted, Stale

pytestmark = pytest.mark.django_db

P, A, R, S, W = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM, State.WITHDRAWN
# The whole table once more, written by hand: what each may become.
ALLOWED = {P: {A, R, S, W}, A: {P, R, S, W}, R: {P, A, S}, S: {P, A, R, W}, W: set()}


def brought_into(state, **over):
    """Return a comment in `state` that a moderator could have in front of them."""
    return make_comment(state=state, **over)


def approved_count(article):
    return Discussion.objects.get(article=article).approved_count


# What may become what


@pytest.mark.parametrize("to", State.values)
@pytest.mark.parametrize("state", State.values)
def test_every_state_leads_where_the_table_says_and_nowhere_else(state, to):
    comment = brought_into(state)
    before = Comment.objects.filter(pk=comment.pk).values().get()
    lines = comment.actions.count()
    decision = Comment.objects.decide({comment.pk: comment.version}, to=to, by=SYSTEM)
    comment.refresh_from_db()
    if to in ALLOWED[state]:
        assert (decision.changed, decision.stale) == ([comment.pk], [])
        assert (comment.state, comment.version) == (to, before["version"] + 1)
        assert comment.actions.count() == lines + 1
    else:
        assert (decision.changed, decision.stale) == ([], [comment.pk])
        assert Comment.objects.filter(pk=comment.pk).values().get() == before
        assert comment.actions.count() == lines


def test_the_table_is_that_of_the_design():
    assert {state: set(targets) for state, targets in TRANSITIONS.items()} == ALLOWED


# What is written


def test_a_decision_says_who_from_where_why_and_when(moderator):
    comment = make_comment(state=P)
    Comment.objects.decide({comment.pk: 1}, to=R, by=moderator, reason=RejectionReason.ABUSE)
    comment.refresh_from_db()
    assert (comment.state, comment.reason, comment.version) == (R, "abuse", 2)
    assert timezone.now() - comment.decided_at < timedelta(minutes=1)
    line = comment.actions.get()
    assert (line.user, line.actor, line.from_state, line.to_state, line.reason) == (
        moderator,
        "moderator",
        P,
        R,
        "abuse",
    )
    assert comment.body not in str(line)


def test_a_reason_goes_with_the_decision_it_explains(moderator):
    comment = make_comment(state=P)
    Comment.objects.decide({comment.pk: 1}, to=R, by=moderator, reason="privacy")
    Comment.objects.decide({comment.pk: 2}, to=A, by=moderator)
    comment.refresh_from_db()
    assert comment.reason == ""
    assert list(comment.actions.order_by("pk").values_list("reason", flat=True)) == ["privacy", ""]


def test_the_first_approval_is_remembered(moderator):
    comment = make_comment(state=P)
    comment.approve(by=moderator)
    first = comment.first_approved_at
    comment.reject(by=moderator)
    comment.approve(by=moderator)
    assert comment.first_approved_at == first


def test_only_what_readers_have_seen_leaves_a_placeholder():
    never, seen = make_comment(state=P), make_comment()
    for comment in (never, seen):
        comment.reject(by=SYSTEM)
    assert (never.is_removed(), seen.is_removed()) == (False, True)
    assert list(Comment.objects.in_thread()) == [seen]


@pytest.mark.parametrize(
    ("state", "seen"), [(state, True) for state in State.values] + [(P, False), (R, False), (W, False)]
)
def test_row_and_set_agree_about_the_thread(state, seen):
    comment = make_comment(state=A if seen else P)
    Comment.objects.filter(pk=comment.pk).update(state=state, waiting_since=timezone.now() if state == P else None)
    comment.refresh_from_db()
    assert comment.is_removed() == (seen and state in REMOVED)
    assert Comment.objects.in_thread().exists() == (state == A or comment.is_removed())


# Who may


def test_a_writer_decides_nothing(writer):
    comment = make_comment(state=P)
    with pytest.raises(NotPermitted):
        comment.approve(by=writer)
    comment.refresh_from_db()
    assert (comment.state, comment.version, ModerationAction.objects.count()) == (P, 1, 0)


@pytest.mark.parametrize("to", [P, A, R, S])
def test_an_author_may_take_it_back_and_nothing_else(to):
    comment = make_comment(state=R if to == P else P)
    with pytest.raises(NotPermitted):
        Comment.objects.decide({comment.pk: comment.version}, to=to, by=AUTHOR)
    mine = make_comment(state=A)
    mine.withdraw()
    assert mine.state == W
    assert (mine.actions.first().user, mine.actions.first().actor) == (None, "author")


def test_a_moderator_does_not_take_back_in_the_authors_name(moderator):
    comment = make_comment()
    with pytest.raises(NotPermitted):
        comment.withdraw(by=moderator)


def test_an_editor_decides_in_the_own_edition_and_not_in_the_other(editor, english_editor):
    arabic, english = make_comment(make_article("ar"), state=P), make_comment(make_article("en"), state=P)
    arabic.approve(by=editor)
    english.approve(by=english_editor)
    assert (arabic.state, english.state) == (A, A)
    with pytest.raises(NotPermitted):
        english.reject(by=editor)
    arabic.refresh_from_db()
    english.refresh_from_db()
    assert (arabic.state, english.state) == (A, A)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_edition_is_that_of_the_article_and_not_of_the_words(editor, language):
    comment = make_comment(make_article("en"), state=P, language=language)
    with pytest.raises(NotPermitted):
        comment.approve(by=editor)


def test_one_of_the_other_edition_among_many_and_none_is_changed(editor):
    article = make_article("ar")
    rows = make_comments(article, 250)
    english = make_comment(make_article("en"), state=P)
    with pytest.raises(NotPermitted):
        Comment.objects.decide({row.pk: 1 for row in [*rows, english]}, to=A, by=editor)
    assert set(Comment.objects.values_list("state", flat=True)) == {P}
    assert not ModerationAction.objects.exists()


@pytest.mark.parametrize(("to", "reason"), [("published", ""), ("", ""), (R, "because"), (A, "x" * 500)])
def test_an_unknown_state_or_reason_is_a_mistake_of_the_caller(to, reason):
    comment = make_comment(state=P)
    with pytest.raises(ValueError, match=r"is not a valid"):
        Comment.objects.decide({comment.pk: 1}, to=to, by=SYSTEM, reason=reason)
    assert Comment.objects.get().state == P


# Two at once


def test_of_two_moderators_the_second_is_told(moderator, editor):
    comment = make_comment(state=P)
    first, second = Comment.objects.get(pk=comment.pk), Comment.objects.get(pk=comment.pk)
    first.approve(by=moderator)
    with pytest.raises(Stale):
        second.reject(by=editor)
    comment.refresh_from_db()
    assert comment.state == A
    assert comment.actions.get().user == moderator


@pytest.mark.parametrize("verb", ["approve", "reject", "mark_spam"])
def test_the_same_decision_twice_is_one(moderator, verb):
    comment = make_comment(state=P)
    getattr(comment, verb)(by=moderator)
    with pytest.raises(Stale):
        getattr(comment, verb)(by=moderator)
    assert comment.actions.count() == 1


def test_a_version_that_was_never_looked_at_changes_nothing():
    comment = make_comment(state=P)
    for version in (0, 2, 99):
        assert Comment.objects.decide({comment.pk: version}, to=A, by=SYSTEM).stale == [comment.pk]
    assert Comment.objects.decide({10**9: 1}, to=A, by=SYSTEM).stale == [10**9]
    assert Comment.objects.decide({}, to=A, by=SYSTEM).changed == []
    assert Comment.objects.get().state == P


def test_the_guard_is_in_the_update_itself(moderator, monkeypatch):
    """Between reading and writing somebody else decides: nothing of theirs is overwritten."""
    comment = make_comment(state=P)
    real = Comment.objects.all().__class__.update

    def late(rows, **columns):
        if columns.get("state") == R:
            real(Comment.objects.filter(pk=comment.pk), state=S, version=2, waiting_since=None)
        return real(rows, **columns)

    monkeypatch.setattr(Comment.objects.all().__class__, "update", late)
    assert Comment.objects.decide({comment.pk: 1}, to=R, by=moderator).stale == [comment.pk]
    comment.refresh_from_db()
    assert (comment.state, comment.actions.count()) == (S, 0)


# Many at once


def test_450_are_decided_in_chunks_and_the_stale_are_named(moderator, django_assert_max_num_queries):
    article = make_article()
    rows = make_comments(article, 450)
    late = rows[7].pk, rows[333].pk
    Comment.objects.filter(pk__in=late).update(version=2)
    with django_assert_max_num_queries(450 + 3 * 20):
        decision = Comment.objects.decide({row.pk: 1 for row in rows}, to=A, by=moderator)
    assert sorted(decision.changed) == sorted(row.pk for row in rows if row.pk not in late)
    assert sorted(decision.stale) == sorted(late)
    assert ModerationAction.objects.count() == 448
    assert approved_count(article) == Comment.objects.filter(state=A).count() == 448


def test_a_bulk_decision_over_several_articles_counts_each():
    articles = [make_article() for _number in range(3)]
    rows = [make_comment(article, state=P) for article in articles for _number in range(2)]
    Comment.objects.decide({row.pk: 1 for row in rows[:5]}, to=A, by=SYSTEM)
    assert [approved_count(article) for article in articles] == [2, 2, 1]


def test_a_change_without_its_log_line_is_undone(moderator, monkeypatch):
    comment = make_comment(state=P)

    def fail(*_arguments, **_more):
        raise IntegrityError("no log today")

    monkeypatch.setattr(ModerationAction.objects, "bulk_create", fail)
    with pytest.raises(IntegrityError), transaction.atomic():
        comment.approve(by=moderator)
    comment.refresh_from_db()
    assert comment.state == P


def test_every_decision_moves_the_version_of_the_discussion(moderator):
    comment = make_comment(state=P)
    versions = []
    for decide in (comment.approve, comment.reject, comment.approve):
        decide(by=moderator)
        versions.append(Discussion.objects.get(article=comment.article).version)
    assert versions == [1, 2, 3]


# Anything


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from(State.values), st.integers(-1, 0)), max_size=25))
@settings(max_examples=examples(60))
def test_counters_log_and_states_agree_after_any_decisions(steps):
    """After whatever moderators and authors do, the counters count and the log tells the story."""
    articles = [make_article(), make_article("en")]
    rows = [make_comment(articles[number % 2], state=P) for number in range(6)]
    changes = 0
    for number, to, late in steps:
        version = Comment.objects.values_list("version", flat=True).get(pk=rows[number].pk)
        changes += len(Comment.objects.decide({rows[number].pk: version + late}, to=to, by=SYSTEM).changed)
    for article in articles:
        counted = Discussion.objects.filter(article=article).first()
        assert (counted.approved_count if counted else 0) == article.comments.filter(state=A).count()
    assert ModerationAction.objects.filter(comment__in=rows).count() == changes
    for comment in Comment.objects.filter(pk__in=[row.pk for row in rows]):
        lines = list(comment.actions.order_by("pk"))
        assert comment.version == 1 + len(lines)
        assert [P, *(line.to_state for line in lines)] == [*(line.from_state for line in lines), comment.state]
        assert all(line.to_state in ALLOWED[line.from_state] for line in lines)
        assert comment.is_public() == (comment.state == A)
        assert Comment.objects.public().filter(pk=comment.pk).exists() == (comment.state == A)
