"""Work whose time comes by itself, in this process and as the operator runs it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from newsroom import due, outbox, throttle
from newsroom.models import OutboxMessage, Tally

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def works(monkeypatch):
    """No registered work but the test's own."""
    monkeypatch.setattr(due, "WORKS", {})
    return due.WORKS


@pytest.mark.django_db
def test_everything_registered_is_done_and_counted(works):
    now = timezone.now()
    seen = []
    due.register("first", lambda at: seen.append(at) or 0)
    due.register("second", lambda at: 3)
    assert due.run(now) == {"first": 0, "second": 3, "forgotten counts": 0, "forgotten salts": 0, "sent": 0}
    assert seen == [now]


@pytest.mark.django_db
def test_what_fails_does_not_stop_the_rest_and_its_words_stay_out_of_the_log(works, caplog):
    address = "leila@" + "example.org"

    def fail(at):
        raise ValueError(address)

    due.register("broken", fail)
    due.register("sound", lambda at: 1)
    assert due.run() == {"broken": -1, "sound": 1, "forgotten counts": 0, "forgotten salts": 0, "sent": 0}
    assert "due work failed: broken: ValueError in test_due.py" in caplog.text
    assert address not in caplog.text


@pytest.mark.django_db
def test_what_one_work_writes_is_sent_in_the_same_round(works, monkeypatch):
    monkeypatch.setitem(outbox.SENDERS, "test", lambda payload, now: None)
    due.register("writes", lambda at: bool(OutboxMessage.objects.put("test")))
    assert due.run()["sent"] == 1


@pytest.mark.django_db
def test_counts_whose_window_is_over_are_forgotten(works):
    throttle.count([throttle.Window("a", 10)], now=1000)
    assert due.run()["forgotten counts"] == 1
    assert not Tally.objects.exists()


@pytest.mark.django_db
def test_told_to_stop_it_begins_nothing_more(works):
    done = []
    due.register("first", lambda at: done.append(1) or 1)
    due.register("second", lambda at: done.append(2) or 1)
    assert due.run(stopped=lambda: bool(done)) == {"first": 1}


@pytest.mark.django_db
def test_the_apps_have_registered_what_they_send_and_do():
    kinds = {"confirm", "decision", "reply", "personal_data", "digest", "alert"}
    assert {f"comments.{kind}" for kind in kinds} <= set(outbox.SENDERS)
    assert {"digests", "forgotten"} <= set(due.WORKS)


@pytest.mark.django_db
def test_the_command_says_what_it_did(works, capsys):
    call_command("run_due")
    due.register("digests", lambda at: 2)
    call_command("run_due")
    assert capsys.readouterr().out.splitlines() == ["Nothing was due.", "digests: 2"]


@pytest.mark.django_db
def test_the_command_fails_where_something_failed_and_does_the_rest(works, capsys):
    def fail(at):
        raise RuntimeError

    due.register("digests", fail)
    due.register("forgotten", lambda at: 3)
    with pytest.raises(CommandError, match="digests"):
        call_command("run_due")
    assert "forgotten: 3" in capsys.readouterr().out


# As a process.


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """An empty site of its own; the environment that runs commands on it."""
    folder = tmp_path_factory.mktemp("site")
    environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
    subprocess.run(command("migrate", "--verbosity", "0"), cwd=ROOT, env=environment, check=True, capture_output=True)
    return environment


def command(*arguments):
    return [sys.executable, "manage.py", *arguments]


def test_once_it_ends_by_itself(site):
    outcome = subprocess.run(command("run_due"), cwd=ROOT, env=site, capture_output=True, text=True, check=False)
    assert (outcome.returncode, outcome.stdout, outcome.stderr) == (0, "Nothing was due.\n", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_in_a_loop_it_goes_on_until_it_is_told_to_stop(site, number):
    process = subprocess.Popen(
        command("run_due", "--loop"), cwd=ROOT, env=site, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stdout.readline() == "Doing what is due every 15 seconds.\n"
        process.send_signal(number)
        _out, complaint = process.communicate(timeout=30)
    finally:
        process.kill()
    assert (process.returncode, complaint) == (0, "")
