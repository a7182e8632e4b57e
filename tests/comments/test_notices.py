"""What authors are told: once, only at a confirmed address, and only what is still so when it is sent."""

from datetime import timedelta

import letters
import pytest
from makers import make_article, make_comment

from comments import verification
from comments.choices import State
from comments.models import Comment
from newsroom import outbox
from newsroom.actors import SYSTEM
from newsroom.models import OutboxMessage, Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


@pytest.fixture
def article():
    return make_article("en", headline="The harbour at night")


def waiting(article, **over):
    """Return a comment whose author has confirmed the address and wants to be told."""
    return make_comment(
        article, state=State.PENDING, **{"verified": True, "wants_decision": True, "language": "en"} | over
    )


def answer(parent, **over):
    return make_comment(parent=parent, state=State.PENDING, **over)


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


# Replies.


@pytest.fixture
def asked(article, moderator):
    """A published comment whose author waits for replies."""
    return make_comment(article, verified=True, wants_replies=True, email="leila@example.org")


def test_the_author_is_told_of_an_approved_reply(asked, moderator, post_office):
    reply = answer(asked, name="Scheherazade", body="Words of another reader", website="https://casino.example")
    letters.send()
    assert post_office == [], "nobody has approved it"
    reply.approve(by=moderator)
    letters.send()
    mail = post_office[0]
    assert mail.to == ["leila@example.org"]
    assert letters.link(mail, "/c/") == reply.get_absolute_url()
    for theirs in ("Scheherazade", "Words of another reader", "casino", reply.email):
        assert theirs not in mail.subject + mail.body + str(mail.message())


def test_a_reply_of_the_staff_is_told_of_too(asked, moderator, post_office):
    Comment.objects.answer(asked, "The desk answers.", by=moderator)
    letters.send()
    assert [mail.to for mail in post_office] == [["leila@example.org"]]


def test_of_each_reply_there_is_one_mail(asked, moderator, post_office):
    reply = answer(asked)
    reply.approve(by=moderator)
    letters.send()
    reply.reject(by=moderator)
    reply.approve(by=moderator)
    letters.send()
    assert len(post_office) == 1


def test_an_approval_that_was_undone_and_done_again_is_told_once(asked, moderator, post_office):
    reply = answer(asked)
    decision = Comment.objects.decide({reply.pk: 1}, to=State.APPROVED, by=moderator)
    Comment.objects.undo(decision.batch, by=moderator)
    reply.refresh_from_db()
    reply.approve(by=moderator)
    letters.send()
    assert len(post_office) == 1


@pytest.mark.parametrize(
    "columns",
    [{"wants_replies": False}, {"verified": False}, {"email": ""}],
    ids=["unsubscribed", "address not confirmed", "erased"],
)
def test_who_is_not_told_of_replies(asked, moderator, post_office, columns):
    answer(asked).approve(by=moderator)
    Comment.objects.filter(pk=asked.pk).update(**columns)
    letters.send()
    assert post_office == []


def test_of_ones_own_reply_there_is_no_mail(asked, moderator, post_office):
    answer(asked, email="Leila@Example.org").approve(by=moderator)
    letters.send()
    assert post_office == []


@pytest.mark.parametrize("gone", ["the reply is removed", "the comment is removed", "the reply was withdrawn"])
def test_what_is_no_longer_to_be_read_is_not_told(asked, moderator, post_office, gone):
    reply = answer(asked)
    reply.approve(by=moderator)
    if gone == "the reply was withdrawn":
        reply.withdraw()
    else:
        (reply if "reply" in gone else asked).reject(by=moderator)
    letters.send()
    assert post_office == []


# Of high risk: the moderators, at once.


@pytest.fixture
def desk(moderator):
    moderator.email = "moderator@news.example"
    moderator.interface_language = "en"
    moderator.save()
    return moderator


def report(comment, *clients, reason="abuse"):
    from comments.models import Report

    for client in clients:
        Report.objects.file(comment, reason=reason, note="Words of the reporter", device=client, client=client)


def test_a_comment_reported_as_illegal_is_told_of_at_once(article, desk, post_office):
    comment = make_comment(article, name="Scheherazade", body="Words of a reader")
    report(comment, "a", reason="illegal")
    assert outbox.send_due().sent == 1
    mail = post_office[0]
    assert mail.to == ["moderator@news.example"]
    assert mail.subject == "A comment is reported as illegal – Newsroom"
    assert "The harbour at night" in mail.body
    for theirs in ("Scheherazade", "Words", comment.email):
        assert theirs not in mail.subject + mail.body


def test_further_reports_of_the_same_bring_no_further_mail(article, desk, post_office):
    comment = make_comment(article)
    report(comment, "a", "b", "c", reason="illegal")
    outbox.send_due()
    assert len(post_office) == 1


def test_a_comment_that_reports_have_hidden_is_told_of_at_once(article, desk, post_office):
    report(make_comment(article), *"abcd")
    outbox.send_due()
    assert post_office == []
    report(Comment.objects.get(), "e")
    outbox.send_due()
    assert [mail.subject for mail in post_office] == ["Readers’ reports have hidden a comment – Newsroom"]


def test_what_a_moderator_has_kept_meanwhile_is_not_told(article, desk, post_office):
    comment = make_comment(article)
    report(comment, "a", reason="illegal")
    comment.refresh_from_db()
    comment.approve(by=desk)
    outbox.send_due()
    assert post_office == []


def test_who_reports_everything_does_not_fill_the_letter_boxes(article, desk, post_office):
    for _number in range(12):
        report(make_comment(article), "a", reason="illegal")
    outbox.send_due()
    assert len(post_office) == 10


def test_only_moderators_of_the_edition_who_want_mail_get_it(article, desk, moderator, chief, editor, post_office):
    from makers import make_user

    make_user("arabic", role="moderator", languages=["ar"], email="arabic@news.example")
    make_user("quiet", role="moderator", languages=["en"], email="quiet@news.example", comments_digest=False)
    make_user("gone", role="moderator", languages=["en"], email="gone@news.example", is_active=False)
    make_user("nameless", role="moderator", languages=["en"])
    make_user("writer", role="writer", languages=["en"], email="writer@news.example")
    report(make_comment(article), "a", reason="illegal")
    outbox.send_due()
    assert [mail.to for mail in post_office] == [["moderator@news.example"]]


def test_the_payload_holds_keys_and_no_address(article, moderator, desk):
    comment = waiting(article, wants_replies=True, email="leila@example.org")
    comment.approve(by=moderator)
    answer(comment).approve(by=moderator)
    report(comment, "a", reason="illegal")
    Site.objects.update_or_create(pk=1, defaults={"comments_mode": "first"})
    kinds = set()
    for message in OutboxMessage.objects.all():
        kinds.add(message.kind)
        assert set(message.payload) <= {"comment", "user", "approved_at"}
        assert "@" not in str(message.payload) + str(message.key)
    assert kinds == {"comments.decision", "comments.reply", "comments.alert"}


def test_the_policys_own_approval_is_told_like_a_moderators(article, post_office):
    comment = waiting(article)
    Comment.objects.decide({comment.pk: 1}, to=State.APPROVED, by=SYSTEM)
    letters.send()
    assert len(post_office) == 1
