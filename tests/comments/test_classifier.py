"""The external classifier: off by default, quick or not at all, and told of its mistakes."""

import logging
import socket
import threading
import urllib.request
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from makers import make_article, make_comment

from comments.choices import State
from comments.models import Comment, Origin
from comments.moderation import akismet, external, judge
from comments.moderation.akismet import Akismet
from comments.moderation.classifier import ClassifierFailed
from comments.moderation.verdict import Finding, Submission
from comments.rechecking import recheck
from newsroom import outbox, trap
from newsroom.models import OutboxMessage, Site

pytestmark = pytest.mark.django_db


class Service:
    """A classifier of our own: what it was asked, and what it is to answer."""

    def __init__(self):
        self.asked = []
        self.status, self.body, self.headers = 200, b"false", {}
        self.may_answer = threading.Event()
        self.may_answer.set()

    def answers(self, body, status=200, **headers):
        self.status, self.body, self.headers = status, body, headers


@pytest.fixture
def service(settings, monkeypatch):
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            fields = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            service.asked.append((self.path, {name: values[0] for name, values in fields.items()}))
            service.may_answer.wait(timeout=30)
            self.send_response(service.status)
            for name, text in service.headers.items():
                self.send_header(name.replace("_", "-"), text)
            self.end_headers()
            self.wfile.write(service.body)

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.AKISMET_KEY = "the-key"

    def chosen():
        # As Akismet itself but for the address, and without TLS.
        director = akismet.opener()
        director.add_handler(urllib.request.HTTPHandler())
        return Akismet(settings.AKISMET_KEY, address=f"http://127.0.0.1:{server.server_port}/1.1/", by=director)

    monkeypatch.setattr(external, "chosen", chosen)
    monkeypatch.setattr(akismet, "SECONDS", 0.5)
    yield service
    service.may_answer.set()
    server.shutdown()
    server.server_close()


def submission(**over):
    words = {"name": "ليلى", "email": "leila@example.org", "body": "تعليق مفيد", "language": "ar"}
    return Submission(article=make_article(), site=Site(comments_mode="none"), now=timezone.now(), **words | over)


# Asked about a comment


@pytest.mark.parametrize(
    ("body", "headers", "found"),
    [
        (b"false", {}, None),
        (b"true", {}, Finding("classifier", 4)),
        (b"true\n", {"X_akismet_pro_tip": "discard"}, Finding("classifier", 6)),
        (b"false", {"X_akismet_pro_tip": "discard"}, None),
    ],
)
def test_its_word_is_points(service, body, headers, found):
    service.answers(body, **headers)
    assert external.ask(submission()) == found


def test_it_is_told_what_it_needs_to_know(service):
    sent = submission(website="https://leila.example/", user_agent="A browser")
    external.ask(sent)
    ((path, fields),) = service.asked
    assert path == "/1.1/comment-check"
    assert fields["api_key"] == "the-key"
    assert fields["comment_content"] == "تعليق مفيد"
    assert fields["comment_author_email"] == "leila@example.org"
    assert fields["blog_lang"] == "ar"
    assert fields["honeypot_field_name"] == trap.name()
    assert fields["permalink"].endswith(sent.article.get_absolute_url())
    assert fields["comment_type"] == "comment"


@pytest.mark.parametrize(
    ("body", "status", "headers"),
    [
        (b"invalid", 200, {"X_akismet_debug_help": "no key"}),
        (b"", 200, {}),
        (b"<html>" * 100_000, 200, {}),
        (b"\xff\xfe", 200, {}),
        (b"true", 500, {}),
        (b"false", 503, {}),
        (b"false", 204, {}),
        (b"", 302, {"Location": "http://127.0.0.1:1/elsewhere"}),
        (b"", 301, {"Location": "https://example.org/"}),
    ],
)
def test_an_answer_that_cannot_be_used_holds_the_comment(service, body, status, headers):
    service.answers(body, status, **headers)
    assert external.ask(submission()) == Finding("classifier_failed")
    verdict = judge(submission())
    assert (verdict.state, verdict.findings) == (State.PENDING, [Finding("classifier_failed")])


def test_one_that_does_not_answer_in_time_holds_the_comment(service):
    service.may_answer.clear()
    assert external.ask(submission()) == Finding("classifier_failed")


def test_one_that_is_not_there_holds_the_comment(service, settings, monkeypatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}/"
    director = akismet.opener()
    director.add_handler(urllib.request.HTTPHandler())
    monkeypatch.setattr(external, "chosen", lambda: Akismet("key", address=nobody, by=director))
    assert external.ask(submission()) == Finding("classifier_failed")


@pytest.mark.parametrize("address", ["http://127.0.0.1:1/", "file:///etc/passwd", "ftp://127.0.0.1/"])
def test_it_speaks_https_alone(address):
    with pytest.raises(ClassifierFailed):
        Akismet("key", address=address).check(submission())


def test_its_limit_is_two_seconds():
    assert akismet.SECONDS == 2
    assert akismet.ADDRESS.startswith("https://")


def test_what_is_spam_already_is_shown_to_nobody_outside(service):
    assert judge(submission(trap_filled=True)).state == State.SPAM
    assert service.asked == []


def test_by_default_nobody_is_asked(settings):
    assert settings.AKISMET_KEY == ""
    assert external.chosen() is None
    assert external.ask(submission()) is None


def test_it_is_asked_outside_of_any_transaction(service, send, monkeypatch):
    seen = []
    blocks = len(connection.savepoint_ids)
    original = Akismet.check
    monkeypatch.setattr(
        Akismet, "check", lambda self, sent: seen.append(len(connection.savepoint_ids)) or original(self, sent)
    )
    send(make_article())
    # The test's own transaction is one; nothing was opened inside of it.
    assert seen == [blocks]


def test_nothing_of_a_failure_is_logged_that_a_reader_typed(service, caplog, send):
    service.answers(b"nonsense", 500)
    with caplog.at_level(logging.DEBUG):
        send(make_article(), client=Client(REMOTE_ADDR="192.0.2.7"))
    ours = " ".join(record.getMessage() for record in caplog.records if not record.name.startswith("django.db"))
    assert "leila" not in ours
    assert "192.0.2.7" not in ours


# Told of its mistakes


def suspected(**over):
    return make_comment(state=State.PENDING, findings=[{"reason": "classifier", "score": 4, "words": []}], **over)


def lessons():
    later = timezone.now() + timedelta(minutes=5)
    outbox.send_due(later)
    return OutboxMessage.objects.filter(kind="comments.lesson")


def test_what_a_moderator_approves_against_its_word_is_told_as_ham(service, moderator):
    suspected().approve(by=moderator)
    assert [message.sent_at is not None for message in lessons()] == [True]
    assert [path for path, _fields in service.asked] == ["/1.1/submit-ham"]


def test_what_it_let_pass_and_a_moderator_does_not_is_told_as_spam(service, moderator):
    comment = make_comment(state=State.PENDING, body="اشترِ الآن")
    Origin.objects.create(comment=comment, address="192.0.2.7", user_agent="A program", at=comment.submitted_at)
    comment.mark_spam(by=moderator)
    lessons()
    ((path, fields),) = service.asked
    assert path == "/1.1/submit-spam"
    assert (fields["comment_content"], fields["user_ip"], fields["user_agent"]) == (
        "اشترِ الآن",
        "192.0.2.7",
        "A program",
    )


def test_where_both_agree_or_a_person_only_rejects_nothing_is_told(service, moderator):
    suspected().mark_spam(by=moderator)
    make_comment(state=State.PENDING).approve(by=moderator)
    make_comment(state=State.PENDING).reject(by=moderator)
    assert not lessons().exists()


def test_what_was_undone_is_not_told(service, moderator):
    comment = suspected()
    decision = Comment.objects.decide({comment.pk: comment.version}, to=State.APPROVED, by=moderator)
    Comment.objects.undo(decision.batch, by=moderator)
    assert [message.sent_at is not None for message in lessons()] == [True]
    assert service.asked == []


def test_what_is_gone_is_not_told(service, moderator):
    comment = suspected()
    comment.approve(by=moderator)
    Comment.objects.filter(pk=comment.pk).delete()
    lessons()
    assert service.asked == []


def test_what_could_not_be_told_is_told_later(service, moderator):
    service.answers(b"", 500)
    suspected().approve(by=moderator)
    (message,) = lessons()
    assert (message.sent_at, message.attempts) == (None, 1)
    assert "leila" not in message.last_error
    service.answers(b"Thanks for making the web a better place.")
    outbox.send_due(timezone.now() + timedelta(hours=1))
    message.refresh_from_db()
    assert message.sent_at is not None


def test_without_a_classifier_nothing_is_written(moderator):
    suspected().approve(by=moderator)
    make_comment(state=State.PENDING).mark_spam(by=moderator)
    assert not OutboxMessage.objects.exists()


# Checked anew


def test_it_is_not_asked_again_of_what_waits_and_its_word_stands(service):
    service.answers(b"true")
    found = [finding.as_json() for finding in (Finding("classifier", 4), Finding("links", 2))]
    comment = make_comment(state=State.PENDING, findings=found, score=6)
    assert recheck([comment]).looked_at == 1
    comment.refresh_from_db()
    assert service.asked == []
    assert (comment.findings, comment.score) == (found[:1], 4)
