import smtplib
from datetime import timedelta

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse
from django.utils import timezone

from newsroom import outbox
from newsroom.models import AuditEntry, OutboxMessage
from newsroom.refusals import NotPermitted, WrongState

pytestmark = pytest.mark.django_db
OUTBOX = "admin:newsroom_outboxmessage_changelist"


class MailServer:
    """A sender that notes what it was given, and fails while it is told to."""

    def __init__(self):
        self.sent = []
        self.fault = None

    def __call__(self, payload, now):
        if self.fault:
            raise self.fault
        self.sent.append(payload)


@pytest.fixture
def server(monkeypatch):
    """A sender of the kind "test"."""
    server = MailServer()
    monkeypatch.setitem(outbox.SENDERS, "test", server)
    return server


@pytest.fixture
def now():
    return timezone.now()


def put(**over):
    return OutboxMessage.objects.put("test", **over)


def test_a_message_is_sent_once(server, now):
    message = put(comment=7)
    assert outbox.send_due() == outbox.Sent(sent=1)
    assert outbox.send_due() == outbox.Sent()
    assert server.sent == [{"comment": 7}]
    message.refresh_from_db()
    assert message.sent_at >= now
    assert message.attempts == 1


def test_a_message_waits_for_its_time(server, now):
    put(due_at=now + timedelta(minutes=2))
    assert outbox.send_due(now + timedelta(seconds=119)).sent == 0
    assert outbox.send_due(now + timedelta(seconds=120)).sent == 1


def test_with_a_key_that_is_taken_nothing_is_written(server):
    put(key="digest of 14:15")
    put(key="digest of 14:15")
    put(key="digest of 14:30")
    assert outbox.send_due().sent == 2


def test_one_that_fails_does_not_stop_the_others(server, monkeypatch):
    monkeypatch.setitem(outbox.SENDERS, "broken", MailServer())
    outbox.SENDERS["broken"].fault = OSError("no route")
    OutboxMessage.objects.put("broken")
    OutboxMessage.objects.put("a kind that nobody sends any more")
    put()
    assert outbox.send_due() == outbox.Sent(sent=1, put_off=2)


def test_the_pauses_grow_to_six_hours():
    minutes = [outbox.pause_after(attempt) // timedelta(minutes=1) for attempt in range(1, outbox.MOST_ATTEMPTS)]
    assert minutes == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360]


def test_after_a_failure_it_is_tried_again_when_the_pause_is_over(server, now):
    put()
    server.fault = OSError("no route")
    assert outbox.send_due(now + timedelta(seconds=1)).put_off == 1
    server.fault = None
    assert outbox.send_due(now + timedelta(seconds=60)).sent == 0
    assert outbox.send_due(now + timedelta(seconds=61)).sent == 1
    assert OutboxMessage.objects.get().last_error == ""


def test_after_the_last_attempt_it_is_given_up(server, now):
    message = put()
    server.fault = OSError("no route")
    for _attempt in range(outbox.MOST_ATTEMPTS):
        now += timedelta(hours=7)
        outbox.send_due(now)
    message.refresh_from_db()
    assert (message.attempts, message.failed_at) == (outbox.MOST_ATTEMPTS, now)
    server.fault = None
    assert outbox.send_due(now + timedelta(days=1)) == outbox.Sent()


def test_of_two_workers_one_sends(server, now):
    """Both have read the message; the second finds it taken."""
    message, same = put(), OutboxMessage.objects.get()
    assert outbox._claim(message, now + timedelta(seconds=1))
    assert not outbox._claim(same, now + timedelta(seconds=1))
    assert outbox.send_due(now + timedelta(minutes=4)).sent == 0


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_many_workers_at_once_each_message_is_ones(server, at_once):
    for number in range(20):
        put(number=number)
    at_once(*[outbox.send_due] * 4)
    assert sorted(payload["number"] for payload in server.sent) == list(range(20))


def test_what_a_dead_worker_held_is_sent_by_another(server, now):
    outbox._claim(put(), now + timedelta(seconds=1))
    assert outbox.send_due(now + outbox.CLAIM + timedelta(seconds=2)).sent == 1


def test_a_slow_worker_does_not_write_over_who_took_its_message(server, now, monkeypatch):
    put()

    def slow(payload, moment):
        monkeypatch.setitem(outbox.SENDERS, "test", server)
        assert outbox.send_due(moment + outbox.CLAIM + timedelta(seconds=1)).sent == 1
        raise OSError("the server hung up")

    monkeypatch.setitem(outbox.SENDERS, "test", slow)
    outbox.send_due(now + timedelta(seconds=1))
    message = OutboxMessage.objects.get()
    assert message.sent_at is not None
    assert message.last_error == ""


def test_it_stops_between_two_messages_when_it_is_told_to(server):
    for _number in range(3):
        put()
    assert outbox.send_due(stopped=lambda: len(server.sent) == 2).sent == 2


@pytest.mark.parametrize(
    "fault",
    [
        smtplib.SMTPRecipientsRefused({"leila@example.org": (550, b"leila@example.org: no such user")}),
        smtplib.SMTPDataError(554, b"mail for leila@example.org refused"),
        ValueError("leila@example.org"),
    ],
)
def test_neither_the_row_nor_the_log_repeats_the_servers_words(server, fault, caplog):
    put()
    server.fault = fault
    outbox.send_due()
    message = OutboxMessage.objects.get()
    assert type(fault).__name__ in message.last_error
    assert "leila" not in message.last_error
    assert type(fault).__name__ in caplog.text
    assert "leila" not in caplog.text


def test_the_servers_code_is_kept(server):
    put()
    server.fault = smtplib.SMTPDataError(554, b"refused")
    outbox.send_due()
    assert OutboxMessage.objects.get().last_error.startswith("SMTPDataError 554 in test_outbox.py:")


# In the admin.


def given_up():
    return OutboxMessage.objects.create(
        kind="test", due_at=timezone.now(), failed_at=timezone.now(), attempts=12, last_error="OSError in smtplib.py:1"
    )


def try_again(client, *messages):
    chosen = {ACTION_CHECKBOX_NAME: [message.pk for message in messages], "action": "try_again"}
    return client.post(reverse(OUTBOX), chosen, follow=True)


def test_a_person_sees_what_was_given_up_and_tries_it_again(server, chief, as_user):
    message = given_up()
    page = as_user(chief).get(reverse(OUTBOX), {"state": "failed"})
    assert "OSError" in page.content.decode()
    assert try_again(as_user(chief), message).status_code == 200
    assert outbox.send_due().sent == 1
    line = AuditEntry.objects.about(message).get()
    assert (line.verb, line.user) == ("retry", chief)


def test_what_was_sent_is_not_sent_again(server, chief, as_user):
    message = put()
    outbox.send_due()
    try_again(as_user(chief), message)
    assert outbox.send_due().sent == 0
    with pytest.raises(WrongState):
        message.retry(by=chief)


def test_a_moderator_has_no_business_with_the_outbox(moderator, as_user):
    assert as_user(moderator).get(reverse(OUTBOX)).status_code == 403
    with pytest.raises(NotPermitted):
        given_up().retry(by=moderator)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_nobody_writes_or_deletes_messages_by_hand(chief, as_user, language):
    chief.interface_language = language
    chief.save()
    message = given_up()
    client = as_user(chief)
    assert client.get(reverse(OUTBOX)).status_code == 200
    assert client.get(reverse("admin:newsroom_outboxmessage_change", args=[message.pk])).status_code == 200
    assert client.get(reverse("admin:newsroom_outboxmessage_add")).status_code == 403
    assert client.post(reverse("admin:newsroom_outboxmessage_delete", args=[message.pk])).status_code == 403
    assert client.post(reverse("admin:newsroom_outboxmessage_change", args=[message.pk]), {}).status_code == 403
