"""What authors are told of a decision: once, only at a confirmed address, and only what is still so when it is sent."""

from datetime import timedelta

import letters
import pytest
from makers import make_article, make_comment
from told import answer, waiting

from comments import notices, verification
from comments.choices import State
from comments.models import Comment
from newsroom.actors import SYSTEM
from newsroom.models import OutboxMessage, Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


# The decision.


def test_the_author_is_told_that_the_comment_is_published(article, moderator, post_office):
    comment = waiting(article)
    comment.approve(by=moderator)
    letters.send()
    mail = post_office[0]
    assert mail.to == [comment.email]
    assert mail.subject == "Your comment has been published – Newsroom"
    assert "The harbour at night" in mail.body
    assert letters.link(mail, "/c/") == comment.get_absolute_url()


def test_the_author_is_told_why_the_comment_was_rejected(article, moderator, post_office):
    waiting(article).reject(by=moderator, reason="off_topic", note="for the desk alone")
    letters.send()
    assert post_office[0].subject == "Your comment has not been published – Newsroom"
    assert "Reason: off topic" in post_office[0].body
    assert "for the desk alone" not in post_office[0].body


def test_in_the_arabic_edition_the_mail_is_arabic(moderator, post_office):
    comment = waiting(make_article("ar", headline="الميناء ليلاً"))
    comment.reject(by=moderator, reason="abuse")
    letters.send()
    mail = post_office[0]
    assert "الميناء ليلاً" in mail.body
    assert not [word for word in ("Your", "comment ", "Reason", "abuse") if word in mail.subject + mail.body]


def test_what_was_published_and_then_removed_says_so(article, moderator, post_office):
    comment = waiting(article)
    comment.approve(by=moderator)
    comment.reject(by=moderator)
    letters.send()
    assert len(post_office) == 1
    assert "removed" in post_office[0].body


def test_nobody_is_told_twice(article, moderator, post_office):
    comment = waiting(article)
    comment.approve(by=moderator)
    letters.send()
    comment.refresh_from_db()
    comment.reject(by=moderator)
    letters.send()
    assert len(post_office) == 1


@pytest.mark.parametrize(
    "over",
    [{"verified": False}, {"wants_decision": False}, {"email": ""}],
    ids=["address not confirmed", "did not ask", "erased"],
)
def test_who_is_not_told(article, moderator, post_office, over):
    waiting(article, **over).approve(by=moderator)
    letters.send()
    assert post_office == []


@pytest.mark.parametrize("verb", ["mark_spam", "withdraw"])
def test_of_spam_and_of_ones_own_withdrawal_no_mail_tells(article, moderator, post_office, verb):
    comment = waiting(article)
    comment.withdraw() if verb == "withdraw" else comment.mark_spam(by=moderator)
    letters.send()
    assert post_office == []


def test_for_two_minutes_nothing_is_told(article, moderator, post_office):
    waiting(article).approve(by=moderator)
    letters.send(after=timedelta(seconds=115))
    assert post_office == []


def test_what_was_undone_is_not_told_and_what_is_decided_then_is(article, moderator, post_office):
    comment = waiting(article)
    decision = Comment.objects.decide({comment.pk: 1}, to=State.REJECTED, by=moderator)
    Comment.objects.undo(decision.batch, by=moderator)
    letters.send()
    assert post_office == []
    comment.refresh_from_db()
    comment.approve(by=moderator)
    letters.send()
    assert [mail.subject for mail in post_office] == ["Your comment has been published – Newsroom"]


def test_what_is_decided_anew_after_an_undo_has_its_own_two_minutes(article, moderator, post_office):
    comment = waiting(article)
    decision = Comment.objects.decide({comment.pk: 1}, to=State.REJECTED, by=moderator)
    Comment.objects.undo(decision.batch, by=moderator)
    comment.refresh_from_db()
    comment.approve(by=moderator)
    Comment.objects.filter(pk=comment.pk).update(decided_at=comment.decided_at + timedelta(seconds=50))
    letters.send()
    assert post_office == []
    letters.send(after=timedelta(minutes=3))
    letters.send(after=timedelta(minutes=6))
    assert [mail.subject for mail in post_office] == ["Your comment has been published – Newsroom"]


def test_who_confirms_at_once_is_not_told_before_it_is_final(article, moderator, post_office):
    comment = waiting(article, verified=False)
    comment.reject(by=moderator)
    verification.confirm(comment)
    letters.send(after=timedelta(seconds=100))
    assert post_office == []
    letters.send()
    assert len(post_office) == 1


def test_under_an_article_that_is_gone_nothing_is_published(article, moderator, chief, post_office):
    waiting(article).approve(by=moderator)
    article.withdraw(by=chief, reason="error")
    letters.send()
    assert post_office == []


def test_where_the_mail_server_fails_the_author_is_told_later(article, moderator, post_office, monkeypatch):
    waiting(article).approve(by=moderator)

    def refuse(*args, **kwargs):
        raise OSError("no route")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", refuse)
        assert letters.send().put_off == 1
    assert letters.send(after=timedelta(minutes=5)).sent == 1
    assert len(post_office) == 1


def test_without_a_mail_server_nothing_is_written(article, moderator, settings):
    settings.MAIL_CONFIGURED = False
    comment = waiting(article, wants_replies=True)
    comment.approve(by=moderator)
    answer(comment).approve(by=moderator)
    assert not OutboxMessage.objects.exists()


def test_many_decisions_are_written_in_a_few_statements(article, moderator, django_assert_max_num_queries):
    comments = [waiting(article) for _number in range(30)]
    with django_assert_max_num_queries(20):
        Comment.objects.decide({comment.pk: 1 for comment in comments}, to=State.APPROVED, by=moderator)
    assert OutboxMessage.objects.filter(kind="comments.decision").count() == 30


def test_the_policys_own_approval_is_told_like_a_moderators(article, post_office):
    comment = waiting(article)
    Comment.objects.decide({comment.pk: 1}, to=State.APPROVED, by=SYSTEM)
    letters.send()
    assert len(post_office) == 1


def test_what_is_published_at_once_is_told_to_its_author_and_to_whom_it_answers(send, article, unhurried):
    Site.objects.create(pk=1, comments_mode="none")
    parent = make_comment(article, wants_replies=True)
    send(article, parent=parent.pk, wants_decision="on", body="Words of an answer")
    reply = Comment.objects.get(parent=parent)
    assert reply.state == State.APPROVED
    told = OutboxMessage.objects.order_by("kind").values_list("kind", "payload__comment")
    # Before any of it, the author is asked whether the address is theirs.
    assert list(told) == [(f"comments.{kind}", reply.pk) for kind in ("confirm", "decision", "reply")]
    assert {row.due_at - reply.submitted_at for row in OutboxMessage.objects.exclude(kind="comments.confirm")} == {
        notices.DECISION_PAUSE
    }
