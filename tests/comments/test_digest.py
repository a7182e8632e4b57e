"""The moderators' digest: one a quarter of an hour while something waits, for their editions, in their language."""

from datetime import UTC, datetime, time, timedelta
from urllib.parse import urlsplit

import letters
import pytest
from django.utils import timezone
from makers import make_article, make_comment, make_user

from comments import digest
from comments.choices import State
from comments.models import Comment, Report
from newsroom import outbox
from newsroom.models import OutboxMessage, Site

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


@pytest.fixture(autouse=True)
def desk(db):
    return make_user(
        "salma", role="moderator", languages=["ar", "en"], interface_language="en", email="salma@news.example"
    )


@pytest.fixture
def now():
    """Five minutes into a quarter of an hour."""
    moment = timezone.now()
    return moment - timedelta(seconds=moment.timestamp() % digest.QUARTER) + timedelta(minutes=5)


@pytest.fixture
def article():
    return make_article("en", headline="The harbour at night")


def waiting(article, **over):
    return make_comment(article, state=State.PENDING, **over)


def run(now):
    digest.write(now)
    return outbox.send_due(now)


def test_while_nothing_waits_there_is_no_mail(article, now, post_office):
    make_comment(article)
    run(now)
    assert post_office == []


def test_while_something_waits_there_is_one_a_quarter_of_an_hour(article, now, post_office):
    waiting(article)
    for minutes, mails in ((0, 1), (0.5, 1), (9, 1), (10, 2), (24, 2), (25, 3)):
        run(now + timedelta(minutes=minutes))
        assert len(post_office) == mails, minutes
    assert {mail.to[0] for mail in post_office} == {"salma@news.example"}


def test_of_two_workers_one_writes_it(article, now, post_office):
    waiting(article)
    assert [digest.write(now), digest.write(now)] == [1, 0]
    OutboxMessage.objects.put("comments.digest", key=OutboxMessage.objects.get().key, user=1)
    assert OutboxMessage.objects.count() == 1


def test_it_says_how_many_how_long_and_what_was_found(article, now, post_office):
    since = now - timedelta(hours=3, minutes=20)
    waiting(article, waiting_since=since, findings=[{"reason": "links", "score": 1, "words": ["casino"]}])
    waiting(article, waiting_since=now)
    run(now)
    mail = post_office[0]
    assert mail.subject == "2 comments wait – Newsroom"
    assert "2 comments wait for a moderator." in mail.body
    assert "The oldest has waited for 3 hours." in mail.body
    assert "several links" in mail.body
    assert letters.link(mail, "/queue/") == "/admin/comments/queue/"


def test_it_holds_nothing_of_a_readers(article, now, post_office):
    found = [{"reason": "links", "score": 1, "words": ["casino"]}]
    comment = waiting(
        article, name="Scheherazade", body="Words of a reader", website="https://x.example", findings=found
    )
    make_comment(article, name="Shahryar", body="Other words")
    Report.objects.file(Comment.objects.get(name="Shahryar"), reason="abuse", note="Words of a reporter", device="d")
    run(now)
    whole = str(post_office[0].message()) + post_office[0].body
    for theirs in ("Scheherazade", "Shahryar", "Words", "words", "casino", "x.example", comment.email):
        assert theirs not in whole


def test_its_links_decide(article, now, post_office, as_user, desk):
    comment = waiting(article)
    run(now)
    approve, reject = [path for path in letters.links(post_office[0]) if "/moderate/" in path]
    assert as_user(desk).get(reject).status_code == 200
    as_user(desk).post(approve)
    comment.refresh_from_db()
    assert comment.state == State.APPROVED


def test_ten_are_named_those_that_readers_reported_first(article, now, post_office):
    for _number in range(12):
        waiting(article)
    reported = make_comment(make_article("en", headline="The old lighthouse"))
    Report.objects.file(reported, reason="abuse", device="d")
    run(now)
    body = post_office[0].body
    assert body.count("The harbour at night") == 9
    assert body.index("The old lighthouse") < body.index("The harbour at night")
    assert "1 comment is reported by readers." in body
    assert "reported by 1 reader" in body


def test_each_gets_the_comments_of_their_editions_in_their_language(article, now, post_office):
    make_user("omar", role="moderator", languages=["ar"], interface_language="ar", email="omar@news.example")
    waiting(article)
    waiting(make_article("ar", headline="الميناء ليلاً"))
    run(now)
    mails = {mail.to[0]: mail for mail in post_office}
    assert set(mails) == {"salma@news.example", "omar@news.example"}
    assert "The harbour at night" in mails["salma@news.example"].body
    assert "الميناء ليلاً" in mails["salma@news.example"].body
    arabic = mails["omar@news.example"]
    assert "The harbour at night" not in arabic.body
    assert "الميناء ليلاً" in arabic.body
    assert "comment" not in arabic.subject


def test_who_gets_none(article, now, post_office, desk, writer):
    make_user("no_mail", role="moderator", languages=["en"], email="a@news.example", comments_digest=False)
    make_user("no_address", role="moderator", languages=["en"])
    make_user("arabic", role="moderator", languages=["ar"], email="b@news.example")
    make_user("idle", role="moderator", languages=["en"], email="c@news.example", is_active=False)
    make_user("author", role="writer", languages=["en"], email="d@news.example")
    waiting(article)
    run(now)
    assert [mail.to for mail in post_office] == [["salma@news.example"]]


def test_what_was_decided_before_the_sending_is_not_told(article, now, post_office, desk):
    comment = waiting(article)
    digest.write(now)
    comment.approve(by=desk)
    outbox.send_due(now)
    assert post_office == []


def test_who_has_left_before_the_sending_is_not_told(article, now, post_office, desk):
    waiting(article)
    digest.write(now)
    desk.groups.clear()
    outbox.send_due(now)
    assert post_office == []


def test_at_night_nobody_is_called(article, post_office):
    Site.objects.update_or_create(
        pk=1, defaults={"comments_staffed_from": time(8), "comments_staffed_until": time(20), "time_zone": "UTC"}
    )
    waiting(article, waiting_since=datetime(2026, 3, 1, 2, tzinfo=UTC))
    run(datetime(2036, 3, 1, 3, tzinfo=UTC))
    assert post_office == []
    run(datetime(2036, 3, 1, 8, tzinfo=UTC))
    assert len(post_office) == 1


def test_without_a_mail_server_none_is_written(article, now, settings):
    settings.MAIL_CONFIGURED = False
    waiting(article)
    assert digest.write(now) == 0
    assert not OutboxMessage.objects.exists()


def test_what_has_waited_for_a_month_is_said(article, now, post_office):
    waiting(article, waiting_since=now - timedelta(days=31))
    waiting(article, waiting_since=now - timedelta(days=29))
    run(now)
    assert "1 comment has waited for more than 30 days." in post_office[0].body
    assert "The oldest has waited for 31 days." in post_office[0].body


def test_an_edit_of_a_published_comment_waits_too(article, now, post_office):
    comment = make_comment(article)
    comment.edit("Other words", findings=[], score=0)
    run(now)
    assert post_office[0].subject == "1 comment waits – Newsroom"


@pytest.mark.parametrize("count", [1, 2, 3, 11, 100])
def test_the_counts_have_their_arabic_plurals(article, now, post_office, desk, count):
    desk.interface_language = "ar"
    desk.save()
    for _number in range(count if count < 20 else 0):
        waiting(article)
    if count == 100:
        from makers import make_comments

        make_comments(article, 100)
    run(now)
    subjects = {
        1: "تعليق واحد ينتظر",
        2: "تعليقان ينتظران",
        3: "3 تعليقات تنتظر",
        11: "11 تعليقاً ينتظر",
        100: "100 تعليق ينتظر",
    }
    assert post_office[0].subject.startswith(subjects[count])


def test_the_queues_address_is_that_of_the_public_site(article, now, post_office, settings):
    settings.PUBLIC_URL = "https://news.example"
    waiting(article)
    run(now)
    addresses = {urlsplit(address).netloc for address in letters.LINK.findall(post_office[0].body)}
    assert addresses == {"news.example"}
