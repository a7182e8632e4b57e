"""What several people do in the same moment, on a database that their threads really share."""

import pytest
from makers import make_article, make_comment

from comments import tokens
from comments.choices import State
from comments.models import Comment, Discussion, ModerationAction, Report
from newsroom.actors import SYSTEM
from newsroom.refusals import Stale

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def deciding(comment, verb):
    def decide():
        try:
            getattr(Comment.objects.get(pk=comment.pk), verb)(by=SYSTEM)
        except Stale:
            return "stale"
        return verb

    return decide


def test_of_many_decisions_about_one_comment_each_follows_another(at_once):
    comment = make_comment(state=State.PENDING)
    verbs = at_once(*(deciding(comment, verb) for verb in ("approve", "reject") * 8))

    def look():
        row = Comment.objects.get()
        return (
            row.state,
            row.version,
            list(ModerationAction.objects.order_by("pk").values_list("from_state", "to_state")),
        )

    ((state, version, lines),) = at_once(look)
    made = len(verbs) - verbs.count("stale")
    assert made >= 1
    assert version == 1 + made
    assert [source for source, _target in lines] == [State.PENDING, *(target for _source, target in lines[:-1])]
    assert lines[-1][1] == state
    assert len(lines) == made


def test_of_many_decisions_about_the_version_that_all_looked_at_one_holds(at_once):
    comment = make_comment(state=State.PENDING)
    decide = [
        lambda to=to: len(Comment.objects.decide({comment.pk: 1}, to=to, by=SYSTEM).changed)
        for to in (State.APPROVED, State.REJECTED, State.SPAM, State.WITHDRAWN) * 4
    ]
    assert sum(at_once(*decide)) == 1
    assert at_once(ModerationAction.objects.count) == [1]


def test_the_counter_counts_what_many_approve_in_one_moment(at_once):
    article = make_article()
    comments = [make_comment(article, state=State.PENDING) for _number in range(12)]
    at_once(*(deciding(comment, "approve") for comment in comments))
    assert at_once(lambda: Discussion.objects.get().approved_count) == [12]


def test_a_double_click_in_one_moment_is_one_comment(at_once, send, counted_in):
    article = make_article()
    token = tokens.issue(article)
    clicks = at_once(*(lambda: send(article, token=token, counted=True).status_code for _click in range(6)))
    assert clicks == [303] * 6
    assert at_once(Comment.objects.count) == [1]


def test_a_double_click_on_a_report_files_one(at_once):
    comment = make_comment()

    def report():
        return Report.objects.file(Comment.objects.get(), reason="abuse", device="a" * 32, client="b" * 32)

    assert sorted(at_once(*[report] * 8)) == [False] * 7 + [True]
    (stored,) = at_once(lambda: (Report.objects.count(), Comment.objects.get().open_reports))
    assert stored == (1, 1)
    assert comment.state == State.APPROVED
