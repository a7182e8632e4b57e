"""Reports of high risk: the moderators are told at once, and not too often."""

import pytest
from makers import make_comment
from told import answer, waiting

from comments.models import Comment
from newsroom import outbox
from newsroom.models import OutboxMessage, Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


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
