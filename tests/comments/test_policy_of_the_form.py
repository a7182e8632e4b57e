"""The policy from the form to the table: what a comment that is sent is stored with."""

import logging
import socket
from datetime import timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment

from comments import tokens
from comments.choices import State
from comments.models import Comment, Term
from comments.moderation import judge
from comments.moderation.verdict import Submission
from newsroom import trap
from newsroom.actors import SYSTEM
from newsroom.models import Site


def stored(send, article=None, **fields):
    send(article or make_article(), **fields)
    return Comment.objects.latest("pk")


def token_of(article, seconds=60):
    """Return a token that was issued some seconds ago."""
    content = signing.loads(tokens.issue(article), salt=tokens.FORM_SALT)
    return signing.dumps(content | {"at": content["at"] - int(seconds * 1000)}, salt=tokens.FORM_SALT)


def reasons_of(comment):
    return [finding["reason"] for finding in comment.findings]


@pytest.mark.django_db
def test_the_hidden_field_files_under_spam_and_the_sender_sees_what_everybody_sees(send):
    article = make_article()
    client = Client()
    answer = send(article, client=client, **{trap.name(): "https://buy.example/"})
    assert (answer.status_code, answer["Location"]) == (303, "/ar/comments/received/")
    comment = Comment.objects.get()
    assert (comment.state, comment.score, reasons_of(comment)[0]) == (State.SPAM, 8, "trap")
    page, honest = client.get(answer["Location"]), Client()
    send(article, client=honest, email="other@example.org", body="نص آخر")
    assert page_of(page).one("h1").words == page_of(honest.get(answer["Location"])).one("h1").words


@pytest.mark.django_db
def test_the_hidden_field_is_out_of_everybodys_way(reader):
    field = page_of(reader.get(make_article().get_absolute_url())).one("input", name=trap.name())
    assert (field["tabindex"], field["autocomplete"], field.get("value", "")) == ("-1", "off", "")
    assert not field.get("required")
    box = page_of(reader.get(make_article("en").get_absolute_url())).one("div", class_="comment-form__beyond")
    assert box["aria-hidden"] == "true"
    assert "style" not in box.attributes
    assert "hidden" not in box.attributes


def test_the_hidden_field_has_another_name_on_every_site(settings):
    found = set()
    for number in range(30):
        settings.SECRET_KEY = f"secret {number}"
        assert trap.name() == trap.name()
        found.add(trap.name())
    assert len(found) > 25
    assert not any(word in name for name in found for word in ("honey", "trap", "email", "url", "phone", "name"))


@pytest.mark.django_db
def test_time_is_counted_from_the_token(send):
    article = make_article()
    assert reasons_of(stored(send, article)) == ["too_fast"]
    assert reasons_of(stored(send, article, token=token_of(article, seconds=2.8), body="شيء")) == ["too_fast"]
    assert reasons_of(stored(send, article, token=token_of(article, seconds=3.1), body="شيء آخر")) == []


@pytest.mark.django_db
def test_the_same_text_under_a_third_article_within_minutes_is_spam_whoever_sends_it(send):
    made = [stored(send, email=f"reader{number}@example.org", body="اشترِ الآن، أرخص سعر") for number in range(3)]
    assert [comment.state for comment in made] == [State.PENDING, State.PENDING, State.SPAM]
    assert "copies" in reasons_of(made[2])
    Comment.objects.update(submitted_at=timezone.now() - timedelta(minutes=11))
    assert "copies" not in reasons_of(stored(send, email="another@example.org", body="اشترِ الآن، أرخص سعر"))


@pytest.mark.django_db
def test_an_author_who_writes_the_same_elsewhere_is_held(send):
    stored(send)
    assert "repeated" in reasons_of(stored(send))
    Comment.objects.update(submitted_at=timezone.now() - timedelta(hours=25))
    assert "repeated" not in reasons_of(stored(send))


@pytest.mark.django_db
def test_who_has_sent_spam_is_known_by_address_browser_website_and_network(send):
    browser = Client(REMOTE_ADDR="192.0.2.7")
    first = stored(send, client=browser, website="https://shop.example/a")
    first.mark_spam(by=SYSTEM)

    def found(**fields):
        n = Comment.objects.count()
        return set(reasons_of(stored(send, **{"email": f"new{n}@example.org", "body": f"نص {n}"} | fields)))

    assert "spam_sender" in found(email="leila@example.org")
    assert {"spam_sender", "spam_network"} <= found(client=browser)
    assert "spam_sender" in found(website="https://shop.example/b")
    assert "spam_network" in found(client=Client(REMOTE_ADDR="192.0.2.200"))
    assert not {"spam_sender", "spam_network"} & found(client=Client(REMOTE_ADDR="198.51.100.7"))
    Comment.objects.filter(state=State.SPAM).update(submitted_at=timezone.now() - timedelta(days=31))
    assert not {"spam_sender", "spam_network"} & found(email="leila@example.org")


@pytest.mark.django_db
def test_what_was_rejected_of_an_author_lately_counts(send):
    for state in (State.APPROVED, State.APPROVED, State.REJECTED):
        make_comment(email="leila@example.org", state=state)
    assert "often_rejected" in reasons_of(stored(send))
    Comment.objects.update(submitted_at=timezone.now() - timedelta(days=8))
    assert "often_rejected" not in reasons_of(stored(send))


@pytest.mark.django_db
def test_where_nothing_waits_a_comment_is_published_by_a_decision_with_its_line(send):
    Site.objects.create(pk=1, comments_mode="none")
    article = make_article()
    comment = stored(send, article, token=token_of(article))
    assert (comment.state, comment.reviewed) == (State.APPROVED, False)
    line = comment.actions.get()
    assert (line.user, line.actor, line.to_state) == (None, "system", State.APPROVED)
    assert Comment.objects.public().get() == comment
    held = stored(send, article, token=token_of(article), body="Latin only")
    assert (held.state, reasons_of(held)) == (State.PENDING, ["other_script"])


@pytest.mark.django_db
def test_what_readers_write_makes_the_server_call_nobody(send, monkeypatch):
    def refuse(*args):
        raise AssertionError(f"a connection to {args[1:]}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    sent = stored(
        send, website="https://shop.example/", body="انظر https://shop.example/a.png و http://127.0.0.1:5432/"
    )
    assert sent.website == "https://shop.example/"


@pytest.mark.django_db
def test_no_log_line_holds_an_address(send, caplog):
    article = make_article()
    browser = Client(REMOTE_ADDR="192.0.2.7")
    with caplog.at_level(logging.DEBUG):
        for fields in ({}, {"counted": True, "body": "آخر"}, {"token": None}, {"email": "leila@"}, {trap.name(): "x"}):
            send(article, client=browser, **fields)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not [line for line in ours if "leila" in line or "192.0.2" in line]


@pytest.mark.django_db
def test_a_stored_comment_can_be_judged_anew_and_is_no_evidence_against_itself(send):
    comment = stored(send, website="https://shop.example/")
    comment.mark_spam(by=SYSTEM)
    Term.objects.create(text="مفيد")
    again = judge(Submission.of(Comment.objects.select_related("article", "parent", "origin").get()))
    assert [(finding.reason, finding.words) for finding in again.findings] == [("listed_words", ("مفيد",))]
    other = judge(Submission.of(comment, body="Latin only"))
    assert [finding.reason for finding in other.findings] == ["other_script"]
