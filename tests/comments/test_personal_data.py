"""Who proves that an address is theirs gets what is held of it, by a mailed link."""

import json
from datetime import datetime

import pytest
from commenter import ADDRESS, NAME, ask, erase, everything
from django.test import Client

from comments import personal_data
from comments.choices import State
from comments.models import (
    Comment,
    PersonalDataRequest,
)
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry, OutboxMessage
from newsroom.refusals import NotPermitted, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]


# Asking.


@pytest.mark.parametrize("purpose", ["export", "erase"])
def test_the_link_goes_to_the_address_and_says_nothing_of_the_comments(traces, purpose, post_office):
    ask(purpose)
    mail = post_office[0]
    assert [address.lower() for address in mail.to] == [ADDRESS]
    whole = str(mail.message()) + mail.body
    for words in (NAME, "Words", "harbour"):
        assert words not in whole
    request = PersonalDataRequest.objects.get()
    assert (request.purpose, request.used_at) == (purpose, None)
    assert AuditEntry.objects.about(request).get().verb == f"ask_{purpose}"


def test_who_may_ask(traces, moderator, chief):
    with pytest.raises(NotPermitted):
        PersonalDataRequest.objects.ask(ADDRESS, "export", by=moderator)
    assert PersonalDataRequest.objects.ask(ADDRESS, "export", by=chief).by == chief


@pytest.mark.parametrize("address", ["nobody@example.org", "", " "])
def test_of_an_address_without_comments_nothing_is_mailed(traces, address):
    with pytest.raises(WrongState):
        PersonalDataRequest.objects.ask(address, "export", by=SYSTEM)
    assert not OutboxMessage.objects.filter(kind="comments.personal_data").exists()


def test_without_a_mail_server_nothing_can_be_proved(traces, settings):
    settings.MAIL_CONFIGURED = False
    with pytest.raises(WrongState):
        PersonalDataRequest.objects.ask(ADDRESS, "erase", by=SYSTEM)


# The page behind the link.


@pytest.mark.parametrize("purpose", ["export", "erase"])
def test_to_open_the_link_changes_nothing(traces, purpose, reader):
    path = ask(purpose)
    before = everything()
    answer = reader.get(path)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    assert 'content="noindex' in page
    assert ADDRESS not in page.lower()
    assert everything() == before


def test_a_post_without_a_choice_erases_nothing(traces, reader):
    path = ask("erase")
    before = everything()
    assert reader.post(path).status_code == 200
    assert everything() == before


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_wrong_token_has_a_page_that_says_so(traces, method, language):
    token = ask("erase").rstrip("/").rpartition("/")[2]
    before = everything()
    for wrong in (token[:-1], "x", "كلمة"):
        answer = getattr(Client(), method)(f"/{language}/comments/verify/data/{wrong}/", {"texts": "erase"})
        assert answer.status_code == 410
        assert f'lang="{language}"' in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize("purpose", ["export", "erase"])
def test_the_link_can_be_used_once(traces, purpose, reader):
    path = ask(purpose)
    assert reader.post(path, {"texts": "keep"}).status_code == 200
    assert reader.post(path, {"texts": "keep"}).status_code == 410
    assert reader.get(path).status_code == 410


def test_the_link_ends_after_seven_days(traces, reader, monkeypatch):
    path, moment = ask("export"), datetime.now().timestamp()
    monkeypatch.setattr("django.core.signing.time.time", lambda: moment + 7 * 24 * 3600 + 2)
    assert reader.post(path).status_code == 410


def test_once_all_is_erased_an_older_link_to_an_export_leads_nowhere(traces, reader):
    path = ask("export")
    erase(words=False)
    assert reader.post(path).status_code == 410


# The export.


def test_the_export_holds_all_of_theirs_and_nothing_of_anybody_else(traces, moderator, reader):
    answer = reader.post(ask("export"))
    assert answer["Content-Disposition"] == 'attachment; filename="comments.json"'
    assert "no-store" in answer["Cache-Control"]
    text = answer.content.decode()
    held = json.loads(text)
    assert {comment["state"] for comment in held["comments"]} == set(State.values)
    assert len(held["comments"]) == 8
    first = held["comments"][0]
    assert (first["name"], first["email"], first["wants_replies"]) == (NAME, ADDRESS, False)
    assert first["origin"]["address"] == "203.0.113.99"
    edited = next(comment for comment in held["comments"] if comment["edits"])
    assert edited["edits"][0]["body"] == f"Or to {ADDRESS} again"
    assert edited["findings"][0]["words"] == [ADDRESS]
    answered = next(comment for comment in held["comments"] if comment["wants_replies"])
    assert answered["reported"] == 1
    assert [line["note"] for line in answered["decisions"] if line["note"]] == [f"{NAME} again"]
    assert held["reports"][0]["note"] == f"{ADDRESS} says"
    assert held["blocks"][0]["note"] == f"{NAME}, {ADDRESS}"
    for others in ("The answer of another reader", "What somebody else wrote", "is rude", "moderator", "e" * 32):
        assert others not in text


def test_the_export_of_nobody_is_empty(traces, moderator):
    Comment.objects.answer(traces["answered"], "The desk answers.", by=moderator)
    assert personal_data.export("")["comments"] == []
