"""A published comment of which an edit waits and that readers report: two questions, and each has its own answer."""

from urllib.parse import urlsplit

import pytest
from at_the_queue import QUEUE
from django.urls import reverse
from html_page import page_of
from makers import make_comment

from comments import links
from comments.choices import ReportReason, State
from comments.models import Comment, Report
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db
PUBLISHED, EDITED = "النص المنشور", "النص المعدّل"


@pytest.fixture
def comment():
    """Published, edited by its author, reported by one reader."""
    comment = make_comment(body=PUBLISHED)
    comment.edit(EDITED, findings=[], score=0)
    Report.objects.file(comment, reason=ReportReason.ILLEGAL, device="reader", client="home")
    comment.refresh_from_db()
    return comment


def decide(comment, to, by, **how):
    comment.refresh_from_db()
    decision = Comment.objects.decide({comment.pk: comment.version}, to=to, by=by, **how)
    comment.refresh_from_db()
    return decision


@pytest.mark.parametrize(("to", "text"), [(State.APPROVED, EDITED), (State.REJECTED, PUBLISHED)])
def test_deciding_about_the_edit_leaves_the_report_open(comment, to, text, moderator):
    decide(comment, to, moderator)
    assert (comment.state, comment.body, comment.waiting_since) == (State.APPROVED, text, None)
    assert (comment.reported_at is not None, comment.open_reports) == (True, 1)
    assert Report.objects.get().resolved_at is None


def test_keeping_the_comment_leaves_the_edit_waiting(comment, moderator):
    decision = decide(comment, State.APPROVED, moderator, whole=True)
    assert (comment.body, comment.reported_at, comment.open_reports) == (PUBLISHED, None, 0)
    assert comment.waiting_since is not None
    assert comment.revisions.get().state == State.PENDING
    Comment.objects.undo(decision.batch, by=moderator)
    comment.refresh_from_db()
    assert (comment.body, comment.open_reports) == (PUBLISHED, 1)
    assert comment.revisions.get().state == State.PENDING


def test_keeping_many_publishes_no_edit(comment, moderator, as_user):
    page = page_of(as_user(moderator).get(QUEUE, {"tab": "reported"}))
    keep = page.one("form", id="queue-bulk").all("button", name="to")[0]
    answer = as_user(moderator).post(
        reverse("admin:comments_queue_decide"),
        {"to": keep["value"], "comment": f"{comment.pk}:{comment.version}", "next": "tab=reported"},
    )
    comment.refresh_from_db()
    assert (answer.status_code, comment.body, comment.reported_at) == (302, PUBLISHED, None)
    assert comment.revisions.get().state == State.PENDING


def test_the_verb_takes_the_comment_from_the_readers(comment, moderator):
    comment.reject(by=moderator)
    assert (comment.state, comment.open_reports, comment.waiting_since) == (State.REJECTED, 0, None)
    assert not Comment.objects.public().exists()


def test_the_mailed_link_is_about_what_was_reported(comment, moderator, as_user):
    path = urlsplit(links.to_moderate(comment, State.REJECTED, moderator)).path
    client = as_user(moderator)
    assert PUBLISHED in client.get(path).content.decode()
    assert client.post(path, {"reason": "illegal"}).status_code == 303
    comment.refresh_from_db()
    assert (comment.state, comment.reason) == (State.REJECTED, "illegal")


def test_hidden_by_reports_an_edit_is_not_lost(comment, moderator):
    decide(comment, State.PENDING, SYSTEM)
    assert comment.revisions.get().state == State.PENDING
    decide(comment, State.APPROVED, moderator)
    assert (comment.state, comment.body) == (State.APPROVED, PUBLISHED)
    assert comment.waiting_since == comment.revisions.get().submitted_at
    decide(comment, State.APPROVED, moderator)
    assert (comment.body, comment.waiting_since) == (EDITED, None)


def test_hidden_and_then_refused_it_takes_its_edit_along(comment, moderator):
    decide(comment, State.PENDING, SYSTEM)
    decide(comment, State.SPAM, moderator)
    assert comment.revisions.get().state == State.REJECTED


def test_the_edit_goes_on_waiting_when_the_answer_to_the_reports_is_taken_back(comment, moderator):
    """An earlier edit is no longer in question: what was decided about it stays."""
    decide(comment, State.APPROVED, moderator)
    comment.edit("And after that", findings=[], score=0)
    before = Comment.objects.filter(pk=comment.pk).values("body", "state", "waiting_since", "open_reports").get()
    kept = decide(comment, State.APPROVED, moderator, whole=True)
    Comment.objects.undo(kept.batch, by=moderator)
    assert Comment.objects.filter(pk=comment.pk).values(*before).get() == before
    edits = comment.revisions.order_by("pk").values_list("state", "body")
    assert list(edits) == [(State.APPROVED, PUBLISHED), (State.PENDING, "And after that")]
