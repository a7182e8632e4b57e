"""A mail: plain text, one receiver, headers that nobody's words can break; and what of it leaves this machine."""

import email
import email.policy

import letters
import mail_server
import pytest
from django.core.mail import EmailMessage
from django.utils import translation
from examples import examples
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from makers import make_article, make_comment

from comments.choices import State
from newsroom import mail
from newsroom.models import OutboxMessage, Site

TEMPLATE = "comments/mail/reply.txt"
CONTEXT = {"unsubscribe": "https://news.example/u", "address": "https://news.example/c/1/"}


def headline(text):
    return CONTEXT | {"article": {"headline": text}, "site": {"name": "Newsroom"}}


@pytest.fixture
def server(settings):
    """A real mail server; what it has taken is in `.mails`."""
    with mail_server.running() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.DEFAULT_FROM_EMAIL = "غرفة الأخبار <desk@news.example>"
        yield server


def read(received):
    return email.message_from_bytes(received.content, policy=email.policy.default)


def test_an_arabic_mail_arrives_as_it_was_written(server):
    with translation.override("ar"):
        mail.send("leila@example.org", "ردّ على تعليقك", TEMPLATE, headline("الميناء ليلاً"))
    received = server.mails[0]
    assert received.sender == "FROM:<desk@news.example>"
    assert received.recipients == ["TO:<leila@example.org>"]
    headers, _end, body = received.content.partition(b"\r\n\r\n")
    assert headers.isascii()
    assert "الميناء ليلاً" in body.decode("utf-8")
    message = read(received)
    assert message["Subject"] == "ردّ على تعليقك"
    assert str(message["From"]) == "غرفة الأخبار <desk@news.example>"
    assert message["To"] == "leila@example.org"
    assert message.get_content_type() == "text/plain"
    assert not message.is_multipart()
    assert "الميناء ليلاً" in message.get_content()
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Message-ID"]
    assert message["Date"]


def test_no_line_is_longer_than_a_mail_server_takes(server):
    with translation.override("ar"):
        mail.send("leila@example.org", "كلمة " * 60, TEMPLATE, headline("كلمة " * 400))
    lines = server.mails[0].content.split(b"\r\n")
    assert max(map(len, lines)) <= 998, "RFC 5322, 2.1.1"
    assert read(server.mails[0])["Subject"].strip() == ("كلمة " * 60).strip()


@pytest.mark.django_db
def test_a_reply_mail_leaves_with_the_headers_of_one_click(server, settings, moderator):
    settings.MAIL_CONFIGURED = True
    asked = make_comment(
        make_article("ar", headline="الميناء ليلاً"), verified=True, wants_replies=True, email="leila@example.org"
    )
    make_comment(parent=asked, state=State.PENDING).approve(by=moderator)
    assert letters.send().sent == 1
    message = read(server.mails[0])
    link = message["List-Unsubscribe"].strip().strip("<>")
    assert link.startswith(f"{settings.PUBLIC_URL}/ar/comments/unsubscribe/")
    assert " " not in link
    assert link in message.get_content()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.django_db
def test_what_the_server_says_of_an_address_stays_with_the_server(server, settings, moderator, caplog):
    settings.MAIL_CONFIGURED = True
    server.refused = "leila"
    comment = make_comment(
        make_article("en"), state=State.PENDING, verified=True, wants_decision=True, email="leila@example.org"
    )
    comment.approve(by=moderator)
    assert letters.send().put_off == 1
    message = OutboxMessage.objects.get()
    assert message.last_error.startswith("SMTPRecipientsRefused")
    assert "leila" not in message.last_error + caplog.text
    server.refused = ""
    comment.refresh_from_db()
    assert comment.wants_decision, "it is still to be told"
    assert letters.send(after=letters.LATER * 2).sent == 1


BREAKS = ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1e", "\x85", "\u2028", "\u2029"]


@pytest.mark.parametrize("line_break", BREAKS)
def test_a_line_break_in_a_subject_makes_no_header(mailoutbox, line_break):
    mail.send("leila@example.org", f"Hello{line_break}Bcc: all@example.org", TEMPLATE, headline("x"))
    message = mailoutbox[0].message()
    assert message["Bcc"] is None
    assert mailoutbox[0].subject == "Hello Bcc: all@example.org"
    assert mailoutbox[0].recipients() == ["leila@example.org"]


@given(st.text(max_size=200))
@hypothesis_settings(max_examples=examples(150))
def test_no_subject_breaks_a_mail(subject):
    made = []

    class Kept(EmailMessage):
        def send(self, *args, **kwargs):
            made.append(self)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(mail, "EmailMessage", Kept)
        mail.send("leila@example.org", subject, TEMPLATE, headline(subject))
    message = email.message_from_bytes(made[0].message().as_bytes(linesep="\r\n"), policy=email.policy.default)
    assert set(message.keys()) == {
        "Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date", "Message-ID",
        "Auto-Submitted",
    }  # fmt: skip
    assert message["To"] == "leila@example.org"


def test_an_address_with_a_line_break_is_refused(mailoutbox):
    with pytest.raises(ValueError, match="[Hh]eader|newline|[Ii]nvalid"):
        mail.send("leila@example.org\nBcc: all@example.org", "Hello", TEMPLATE, headline("x"))
    assert [sent for sent in mailoutbox if sent.message()["Bcc"]] == []


def test_nothing_in_a_mail_is_escaped_as_if_it_were_html(mailoutbox):
    mail.send("leila@example.org", "Hello", TEMPLATE, headline("Bread & butter: “five” < six"))
    assert "Bread & butter: “five” < six" in mailoutbox[0].body


def test_a_name_of_the_other_script_turns_no_subject_around():
    site = Site(name_ar="The Gazette", name_en="The Gazette")
    with translation.override("ar"):
        assert mail.signed("ردّ على تعليقك", site) == "ردّ على تعليقك – \u2068The Gazette\u2069"
    with translation.override("en"):
        assert mail.signed("A reply", site) == "A reply – The Gazette"


@pytest.mark.parametrize(
    ("subject", "sent"),
    [
        ("نُشر: \u2068Quiet water\u2069 – غرفة", "نُشر: \u2068Quiet water\u2069 – غرفة"),
        ("open \u2068and never closed", "open and never closed"),
        ("\u202eturned\u202c \u2067and \u2068kept\u2069\u2069", "turned and \u2068kept\u2069"),
        ("\u2068on two\nlines\u2069", "on two lines"),
    ],
)
def test_a_title_that_was_isolated_stays_so_and_nothing_else_turns_the_text(subject, sent, mailoutbox):
    mail.send("leila@example.org", subject, TEMPLATE, headline(subject))
    assert mailoutbox[0].subject == sent
    assert not {"\u202e", "\u202c", "\u2067"} & set(mailoutbox[0].body)
