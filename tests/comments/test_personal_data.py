"""What is held of an address goes to its owner, or goes away: proved by a mail, and looked for in every table."""

import json
import re
from datetime import datetime, timedelta

import letters
import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from makers import make_article, make_comment

from comments import personal_data
from comments.choices import Act, State
from comments.models import (
    Block,
    Comment,
    Discussion,
    ModerationAction,
    Origin,
    PersonalDataRequest,
    Report,
    Revision,
    Term,
)
from newsroom import outbox
from newsroom.actors import SYSTEM
from newsroom.models import AuditEntry, OutboxMessage
from newsroom.pseudonyms import mail_pseudonym
from newsroom.refusals import NotPermitted, WrongState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("post_office")]
ADDRESS = "sentinel.3f9c@example.org"
KEY = mail_pseudonym(ADDRESS)
NAME = "Scheherazade"


@pytest.fixture
def article():
    return make_article("en", headline="The harbour at night")


@pytest.fixture
def traces(article, moderator):
    """Everything that can be known of somebody: comments in each state, an edit, reports, a block, notes, mail."""
    over = {"email": ADDRESS, "name": NAME, "device": "d" * 32, "network": "n" * 32, "fingerprint": "f" * 32}
    over |= {"website": "https://sentinel.example", "website_host": "sentinel.example", "verified": True}
    rows = {state: make_comment(article, state=state, body=f"Words, {state}", **over) for state in State}
    rows["edited"] = make_comment(article, body=f"Write to {ADDRESS.upper()}", **over)
    rows["edited"].edit(f"Or to {ADDRESS} again", findings=[{"reason": "x", "score": 1, "words": [ADDRESS]}], score=1)
    rows["in capitals"] = make_comment(article, **over | {"email": ADDRESS.upper()})
    rows["answered"] = make_comment(article, wants_replies=True, **over)
    rows["answer"] = make_comment(parent=rows["answered"], body="The answer of another reader")
    for row in rows.values():
        if row.email.lower() == ADDRESS:
            Origin.objects.create(comment=row, address="203.0.113.99", user_agent="Sentinel/1.0", at=timezone.now())
    theirs = make_comment(article, body="What somebody else wrote")
    Report.objects.file(theirs, reason="abuse", note=f"{ADDRESS} says", device="d" * 32, client="c" * 32)
    Report.objects.file(rows["answered"], reason="abuse", note=f"{NAME} is rude", device="e" * 32)
    Block.objects.put(rows[State.APPROVED], subject="email", effect="hold", by=moderator, note=f"{NAME}, {ADDRESS}")
    Term(kind="email", text=ADDRESS, strength="hold").put(by=moderator)
    rows["answered"].refresh_from_db()
    rows["answered"].reject(by=moderator, note=f"{NAME} again")
    rows["answered"].refresh_from_db()
    rows["answered"].approve(by=moderator)
    return rows


def ask(purpose):
    """Let the address be asked and return the path of the link that was mailed to it."""
    from django.core import mail

    PersonalDataRequest.objects.ask(ADDRESS.title(), purpose, by=SYSTEM)
    outbox.send_due()
    return letters.link(mail.outbox[-1], "/verify/data/")


def everything() -> str:
    """Return the whole database as text."""
    with connection.cursor() as cursor:
        rows = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            rows += sorted(f"{table}: {row}" for row in cursor.fetchall())
    return "\n".join(rows).lower()


def erase(words):
    return Client().post(ask("erase"), {"texts": "erase" if words else "keep"})


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


# Erasing.


@pytest.mark.parametrize("words", [False, True])
def test_afterwards_the_address_is_nowhere_in_the_database(traces, words):
    before = everything()
    assert ADDRESS in before
    page = erase(words)
    assert page.status_code == 200
    assert "8 comments no longer say who wrote them" in page.content.decode()
    after = everything()
    for trace in (ADDRESS, NAME.lower(), "203.0.113.99", "sentinel", "d" * 32, "n" * 32, "f" * 32):
        assert trace in before
        assert trace not in after, re.findall(f".*{re.escape(trace)}.*", after)


def test_without_the_texts_they_stay_where_they_are(traces, article, reader):
    states = dict(Comment.objects.values_list("pk", "state"))
    erase(words=False)
    assert dict(Comment.objects.values_list("pk", "state")) == states
    approved = Comment.objects.get(pk=traces[State.APPROVED].pk)
    assert (approved.name, approved.body) == ("A reader", "Words, approved")
    page = reader.get(article.get_absolute_url()).content.decode()
    assert "Words, approved" in page
    assert NAME not in page


def test_their_own_address_in_their_own_text_goes_too(traces):
    erase(words=False)
    assert Comment.objects.get(pk=traces["edited"].pk).body == "Write to …"
    assert Revision.objects.get().body == "Or to … again"


def test_with_the_texts_no_word_is_left_and_approved_replies_keep_their_place(traces, article, reader):
    erase(words=True)
    assert not Comment.objects.filter(body__contains="Words").exists()
    assert not Revision.objects.exists()
    answer = Comment.objects.get(pk=traces["answer"].pk)
    assert (answer.state, answer.parent_id) == (State.APPROVED, traces["answered"].pk)
    states = {Comment.objects.get(pk=traces[name].pk).state for name in (State.PENDING, State.APPROVED, "answered")}
    assert states == {State.WITHDRAWN}
    page = reader.get(article.get_absolute_url()).content.decode()
    assert "The answer of another reader" in page
    assert "Words, approved" not in page


@pytest.mark.parametrize("words", [False, True])
def test_the_count_is_right_and_pages_in_a_cache_are_out_of_date(traces, article, words):
    version = Discussion.objects.get(article=article).version
    erase(words)
    discussion = Discussion.objects.get(article=article)
    assert discussion.version > version
    assert discussion.approved_count == Comment.objects.filter(article=article, state=State.APPROVED).count()


@pytest.mark.parametrize("words", [False, True])
def test_each_comment_has_one_line_in_the_log(traces, words):
    erase(words)
    lines = ModerationAction.objects.filter(act=Act.ERASE)
    assert lines.count() == lines.values("comment").distinct().count() == 8
    assert set(lines.values_list("actor", flat=True)) == {"author"}
    entry = AuditEntry.objects.get(verb="erase")
    assert entry.detail == {"comments": 8, "words": words}


@pytest.mark.parametrize("words", [False, True])
def test_once_more_changes_nothing(traces, words):
    erase(words)
    before = everything()
    assert personal_data.erase(KEY, words=words) == 0
    assert personal_data.erase("", words=words) == 0
    assert everything() == before


def test_many_comments_go_in_batches(traces, article, monkeypatch):
    monkeypatch.setattr(personal_data, "CHUNK", 3)
    assert personal_data.erase(KEY, words=True) == 8


def test_what_waits_to_be_mailed_is_not_mailed(traces, article, moderator, post_office):
    comment = make_comment(article, state=State.PENDING, email=ADDRESS, verified=True, wants_decision=True)
    comment.approve(by=moderator)
    make_comment(parent=traces["answered"], state=State.PENDING).approve(by=moderator)
    erase(words=False)
    del post_office[:]
    letters.send()
    assert post_office == []


def test_a_block_outlives_its_note(traces):
    erase(words=True)
    block = Block.objects.get()
    assert (block.key, block.note) == (KEY, "")


def test_an_address_on_the_word_lists_becomes_a_block_that_says_nobodys(traces):
    Block.objects.all().delete()
    erase(words=True)
    assert not Term.objects.exists()
    block = Block.objects.get()
    assert (block.key, block.effect, block.note) == (KEY, "hold", "")


def test_the_open_reports_of_their_browser_still_count(traces):
    erase(words=False)
    reports = Report.objects.filter(resolved_at=None)
    assert reports.count() == 1
    assert reports.get().device not in ("", "d" * 32)


@pytest.mark.parametrize("to", [State.REJECTED, State.SPAM])
def test_what_was_refused_a_moment_ago_cannot_be_put_back_without_its_words(article, moderator, to):
    comment = make_comment(article, email=ADDRESS)
    decision = Comment.objects.decide({comment.pk: comment.version}, to=to, by=moderator)
    personal_data.erase(comment.email_key, words=True)
    assert Comment.objects.undo(decision.batch, by=moderator).stale == [comment.pk]
    assert Comment.objects.get(pk=comment.pk).state == to


# By command.


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
