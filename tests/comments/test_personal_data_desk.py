"""Requests about personal data as the newsroom deals with them: by command, and in the admin."""

import json
from datetime import timedelta

import letters
import pytest
from commenter import ADDRESS, KEY, ask, everything
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from comments import personal_data
from comments.models import (
    Comment,
    PersonalDataRequest,
)
from newsroom import outbox

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


def token_of(path):
    return path.rstrip("/").rpartition("/")[2]


def test_the_operator_hands_over_a_file(traces, tmp_path, capsys):
    call_command("commenter", "ask", "export", ADDRESS)
    outbox.send_due()
    from django.core import mail

    file = tmp_path / "held.json"
    file.touch(mode=0o644)
    call_command("commenter", "export", token_of(letters.link(mail.outbox[-1], "/verify/")), "--output", str(file))
    assert len(json.loads(file.read_text())["comments"]) == 8
    assert file.stat().st_mode & 0o077 == 0
    assert ADDRESS not in capsys.readouterr().out


def test_the_operator_erases(traces):
    call_command("commenter", "erase", token_of(ask("erase")), "--with-texts")
    assert ADDRESS not in everything()
    assert not Comment.objects.filter(body__contains="Words").exists()


@pytest.mark.parametrize(
    "arguments",
    [("erase", "x"), ("export", "x", "--output", "/tmp/never-written"), ("ask", "export", "nobody@example.org")],
)
def test_what_cannot_be_done_is_said_and_nothing_is_changed(traces, arguments):
    before = everything()
    with pytest.raises(CommandError):
        call_command("commenter", *arguments)
    assert everything() == before


def test_a_token_of_one_purpose_does_not_serve_the_other(traces, tmp_path):
    with pytest.raises(CommandError):
        call_command("commenter", "erase", token_of(ask("export")))
    with pytest.raises(CommandError):
        call_command("commenter", "export", token_of(ask("erase")), "--output", str(tmp_path / "x"))


def test_a_file_that_cannot_be_written_uses_nothing_up(traces, tmp_path):
    token = token_of(ask("export"))
    with pytest.raises(CommandError):
        call_command("commenter", "export", token, "--output", str(tmp_path / "nowhere" / "x"))
    assert personal_data.proved(token)


# In the admin.
ADD = "admin:comments_personaldatarequest_add"
LIST = "admin:comments_personaldatarequest_changelist"


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_chief_editor_asks_from_the_admin(traces, chief, as_user, post_office, language):
    chief.interface_language = language
    chief.save()
    client = as_user(chief)
    assert client.get(reverse(ADD)).status_code == 200
    answer = client.post(reverse(ADD), {"email": ADDRESS, "purpose": "export"}, follow=True)
    request = PersonalDataRequest.objects.get()
    assert (request.by, request.email_key) == (chief, KEY)
    page = answer.content.decode()
    assert "chief" in page
    assert ADDRESS not in page
    outbox.send_due()
    assert [address.lower() for address in post_office[0].to] == [ADDRESS]
    assert client.get(reverse("admin:comments_personaldatarequest_change", args=[request.pk])).status_code == 200


def test_the_form_says_where_nothing_is_held(traces, chief, as_user):
    answer = as_user(chief).post(reverse(ADD), {"email": "nobody@example.org", "purpose": "export"})
    assert answer.status_code == 200
    assert "nobody@example.org" in answer.content.decode(), "what was typed is still there"
    assert not PersonalDataRequest.objects.exists()


def test_a_moderator_sees_neither_list_nor_form(traces, moderator, as_user):
    for name in (ADD, LIST):
        assert as_user(moderator).get(reverse(name)).status_code == 403
    assert as_user(moderator).post(reverse(ADD), {"email": ADDRESS, "purpose": "erase"}).status_code == 403
    assert not PersonalDataRequest.objects.exists()


def test_requests_are_only_read(traces, chief, as_user):
    request = PersonalDataRequest.objects.ask(ADDRESS, "erase", by=chief)
    client = as_user(chief)
    change = reverse("admin:comments_personaldatarequest_change", args=[request.pk])
    assert client.post(change, {"email": ADDRESS, "purpose": "export"}).status_code == 403
    delete = reverse("admin:comments_personaldatarequest_delete", args=[request.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert timezone.now() - PersonalDataRequest.objects.get().asked_at < timedelta(minutes=1)
