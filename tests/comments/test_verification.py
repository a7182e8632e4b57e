"""Whose address it is: asked by a mail that carries nothing of the comment, answered by a button."""

import uuid
from datetime import datetime, timedelta
from ipaddress import ip_address
from urllib.parse import urlsplit

import letters
import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from makers import make_article, make_comment

from comments import cookies, links
from comments.choices import State
from comments.models import Comment
from comments.moderation.verdict import Submission, Verdict
from newsroom import outbox
from newsroom.models import OutboxMessage, Site, Tally
from newsroom.pseudonyms import mail_pseudonym, pseudonym

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]
ADDRESS = "leila@example.org"


@pytest.fixture
def article():
    return make_article("en", headline="The harbour at night")


def receive(article, *, wishes=("wants_decision",), email=ADDRESS, state=State.PENDING, client="192.0.2.7", **over):
    """Let a guest's comment in, from a browser of its own unless one is named."""
    sent = Submission(
        article=article, site=Site.current(), now=over.pop("now", timezone.now()), name="Leila Bennani", email=email,
        body="Words of a reader", language="en", address=ip_address(client), email_key=mail_pseudonym(email),
        device=over.pop("device", pseudonym("device", uuid.uuid4().hex)), **over,
    )  # fmt: skip
    # How often somebody may write is another test's.
    Tally.objects.filter(key__startswith="comment ").delete()
    return Comment.objects.receive(sent, Verdict(state), **dict.fromkeys(wishes, True))


def test_who_asks_to_be_told_is_asked_whose_the_address_is(article, post_office):
    receive(article)
    outbox.send_due()
    mail = post_office[0]
    assert mail.to == [ADDRESS]
    assert mail.subject == "Confirm your e-mail address – Newsroom"
    assert "The harbour at night" in mail.body


def test_the_mail_holds_nothing_of_what_a_stranger_typed(article, post_office):
    receive(article, website="https://casino.example")
    outbox.send_due()
    whole = str(post_office[0].message())
    for theirs in ("Leila", "Bennani", "Words of a reader", "casino"):
        assert theirs not in whole


@pytest.mark.parametrize(
    "over",
    [
        {"wishes": ()},
        {"state": State.SPAM},
        {"verified": True},
    ],
    ids=["nothing was asked for", "spam", "this browser has confirmed it"],
)
def test_whom_nobody_asks(article, over):
    receive(article, **over)
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize("where", ["site", "article"])
def test_where_trust_is_earned_everybody_is_asked(article, where):
    if where == "site":
        Site.objects.update_or_create(pk=1, defaults={"comments_mode": "first"})
    else:
        article.comments_mode = "first"
        article.save()
    receive(article, wishes=())
    assert OutboxMessage.objects.filter(kind="comments.confirm").exists()


def test_an_address_is_asked_once_a_day(article, post_office):
    receive(article)
    receive(article, email="Leila@EXAMPLE.org", client="192.0.2.8")
    outbox.send_due()
    assert len(post_office) == 1


def test_after_24_hours_and_no_earlier_it_is_asked_again(article, post_office, monkeypatch):
    moment = timezone.now()
    for hours, asked in ((0, 1), (23.9, 1), (24.1, 2)):
        later = moment + timedelta(hours=hours)
        monkeypatch.setattr("newsroom.throttle.time.time", later.timestamp)
        receive(article)
        outbox.send_due(later + timedelta(minutes=1))
        assert len(post_office) == asked


def test_one_client_has_three_addresses_asked_an_hour(article, post_office):
    for number in range(5):
        receive(article, email=f"victim{number}@example.org")
    receive(article, email="neighbour@example.org", client="192.0.2.8")
    outbox.send_due()
    assert len(post_office) == 4


def test_what_the_client_is_refused_does_not_use_up_the_mail_of_the_addresss_owner(article, post_office):
    for number in range(4):
        receive(article, email=f"victim{number}@example.org")
    receive(article, email="victim3@example.org", client="192.0.2.8")
    outbox.send_due()
    assert [mail.to for mail in post_office][-1] == ["victim3@example.org"]
    assert len(post_office) == 4


# The page behind the link.


@pytest.fixture
def comment(article):
    return make_comment(article, state=State.PENDING, email=ADDRESS, device="d" * 32, wants_decision=True)


def path_of(comment):
    return urlsplit(links.to_confirm(comment)).path


def test_to_open_the_link_confirms_nothing(comment, reader):
    """Mail scanners open every link there is."""
    answer = reader.get(path_of(comment))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert '<form method="post">' in page
    assert "The harbour at night" in page
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex' in page
    assert not answer.cookies
    comment.refresh_from_db()
    assert not comment.verified


def test_the_button_confirms_the_address_and_lets_the_browser_be_known_by_it(comment, reader):
    answer = reader.post(path_of(comment))
    assert (answer.status_code, answer["Location"]) == (303, path_of(comment))
    cookie = answer.cookies[cookies.VERIFIED]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/en/comments/", True, "Lax")
    assert ADDRESS not in str(cookie)
    comment.refresh_from_db()
    assert comment.verified
    page = reader.get(path_of(comment)).content.decode()
    assert "Your e-mail address is confirmed" in page
    assert "<form method" not in page


def test_the_link_lets_one_browser_be_known_and_no_second(comment, reader):
    """Forwarded, or found in a mail box later, it is worth nothing."""
    reader.post(path_of(comment))
    answer = Client().post(path_of(comment))
    assert answer.status_code == 303
    assert cookies.VERIFIED not in answer.cookies


def test_it_goes_for_what_the_same_browser_sent_under_the_address_and_for_nothing_else(comment, article, reader):
    same = make_comment(article, email="Leila@example.org", device="d" * 32)
    other_browser = make_comment(article, email=ADDRESS, device="e" * 32)
    other_address = make_comment(article, email="omar@example.org", device="d" * 32)
    reader.post(path_of(comment))
    known = set(Comment.objects.filter(verified=True).values_list("pk", flat=True))
    assert known == {comment.pk, same.pk}
    assert other_browser.pk not in known
    assert other_address.pk not in known


def test_without_a_browser_to_know_it_goes_for_the_one_comment(article, reader):
    comment, other = (make_comment(article, email=ADDRESS) for _number in range(2))
    reader.post(path_of(comment))
    assert list(Comment.objects.filter(verified=True)) == [comment]
    assert not Comment.objects.get(pk=other.pk).verified


def test_the_browser_is_known_with_its_next_comment(article, reader, send, post_office):
    reader.post(path_of(receive(article)))
    send(article, client=reader, email=ADDRESS, body="What I wanted to add.", wants_replies="on")
    assert Comment.objects.latest("pk").verified
    assert OutboxMessage.objects.filter(kind="comments.confirm").count() == 1


def test_what_was_decided_before_is_told_when_the_address_is_confirmed(comment, moderator, reader, post_office):
    comment.approve(by=moderator)
    letters.send()
    assert post_office == []
    reader.post(path_of(comment))
    letters.send()
    assert [mail.subject for mail in post_office] == ["Your comment has been published – Newsroom"]


def altered(token):
    return token[:-1] + ("A" if token[-1] != "A" else "B")


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_token_has_a_page_that_says_so(comment, method, language):
    token = path_of(comment).rstrip("/").rpartition("/")[2]
    other_purpose = links.sign(links.Purpose.UNSUBSCRIBE, {"comment": comment.pk})
    for wrong in (altered(token), other_purpose, "x", "كلمة", "a:b:c", signing.dumps({"comment": comment.pk})):
        answer = getattr(Client(), method)(f"/{language}/comments/verify/{wrong}/")
        assert answer.status_code == 410
        page = answer.content.decode()
        assert f'lang="{language}"' in page
        assert f'href="/{language}/"' in page
        assert "no-store" in answer["Cache-Control"]
    comment.refresh_from_db()
    assert not comment.verified


def test_the_link_ends_after_three_days(comment, reader, monkeypatch):
    path = path_of(comment)
    moment = datetime.now().timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: moment + 3 * 24 * 3600 + 2)
    assert reader.post(path).status_code == 410


def test_of_what_was_erased_the_link_leads_nowhere(comment, reader):
    path = path_of(comment)
    Comment.objects.filter(pk=comment.pk).update(email="", email_key="")
    assert reader.get(path).status_code == 410


def test_in_the_other_edition_it_leads_nowhere(comment, reader):
    assert reader.post(path_of(comment).replace("/en/", "/ar/")).status_code == 410


def test_the_headline_of_a_withdrawn_article_is_not_shown(comment, reader, chief):
    comment.article.withdraw(by=chief, reason="error")
    assert "The harbour at night" not in reader.get(path_of(comment)).content.decode()


# In the form.


def test_what_is_ticked_is_what_is_wanted(article, send):
    send(article, body="The first of two.", wants_replies="on")
    send(article, body="The second of two.", email="omar@example.org")
    assert list(Comment.objects.order_by("pk").values_list("wants_decision", "wants_replies")) == [
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize("configured", [True, False])
def test_the_form_offers_it_only_where_there_is_mail(article, reader, settings, configured):
    settings.MAIL_CONFIGURED = configured
    page = reader.get(article.get_absolute_url()).content.decode()
    for name in ("wants_decision", "wants_replies"):
        assert (f'name="{name}"' in page) is configured
        assert f'name="{name}" checked' not in page
