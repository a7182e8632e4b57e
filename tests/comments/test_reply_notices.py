"""Who waits for an answer is told of it once, when readers see it."""

import letters
import pytest
from makers import make_comment
from told import answer

from comments.choices import State
from comments.models import Comment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


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
