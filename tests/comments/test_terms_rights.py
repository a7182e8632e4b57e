"""Who may use the word lists for what, and what is written down of it."""

import pytest
from admin_forms import change
from django.db import connection
from django.urls import reverse
from html_page import page_of
from makers import make_comment
from term_form import ADD, LIST, add, errors, save, trial

from comments.models import Comment, Origin, Term
from comments.models.term import Strength
from newsroom.models import AuditEntry, Site

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(as_user, moderator):
    return as_user(moderator)


def test_a_moderator_cannot_find_out_by_terms_who_wrote_what(desk, as_user, chief):
    """Whether an address of one's choice is among the commenters is for those who may see addresses."""
    make_comment(email="leila@example.org")
    form = page_of(desk.get(ADD)).one("select", name="kind")
    assert {option["value"] for option in form.all("option")} == {"words", "domain", "pattern"}
    answer = save(desk, kind="email", text="leila@example.org")
    assert errors(answer)
    add(as_user(chief), kind="email", text="leila@example.org")
    term = Term.objects.get()
    assert "leila" not in desk.get(LIST).text
    assert desk.get(change(term)).status_code == 302
    assert "leila" in as_user(chief).get(LIST).text


def test_a_domain_of_addresses_is_a_term_for_those_who_may_see_addresses(desk, as_user, chief):
    make_comment(email="leila@secret.example")
    assert "0 (" in trial(save(desk, kind="domain", text="secret.example")).words.replace("\u2066", "")
    assert errors(save(desk, kind="email", text="@secret.example"))
    add(as_user(chief), kind="email", text="@Secret.example")
    assert Term.objects.get().text == "@secret.example"
    assert "secret" not in desk.get(LIST).text


def test_of_an_address_the_number_is_shown_and_no_comment(as_user, chief):
    comment = make_comment(body="نص التعليق")
    Origin.objects.create(comment=comment, address="192.0.2.7", at=comment.submitted_at)
    section = trial(save(as_user(chief), kind="network", text="192.0.2.0/24"))
    assert "1 (100" in section.words.replace("\u2066", "")
    assert not section.all("mark")
    assert "نص التعليق" not in section.words


def test_the_log_holds_no_address(as_user, chief):
    add(as_user(chief), kind="email", text="leila@example.org")
    as_user(chief).post(reverse("admin:comments_term_delete", args=[Term.objects.get().pk]), {"post": "yes"})
    assert AuditEntry.objects.count() == 2
    assert not AuditEntry.objects.filter(subject_title__contains="leila").exists()


# Who, and what is written down


def test_adding_changing_and_deleting_is_logged_and_moves_the_version(desk, moderator):
    add(desk, kind="words", text="سخيف")
    term = Term.objects.get()
    save(desk, change(term), save(desk, change(term), strength="spam"))
    term.refresh_from_db()
    assert term.strength == Strength.SPAM
    desk.post(reverse("admin:comments_term_delete", args=[term.pk]), {"post": "yes"})
    assert not Term.objects.exists()
    lines = AuditEntry.objects.about(term).order_by("pk").values_list("verb", "user", "subject_title")
    assert list(lines) == [(verb, moderator.pk, "سخيف") for verb in ("add", "change", "delete")]
    assert Site.objects.get().comments_terms_version == 3


def test_several_are_deleted_by_the_action_of_the_list_each_with_its_line(desk):
    for text in ("سخيف", "تافه", "يبقى"):
        add(desk, kind="words", text=text)
    chosen = Term.objects.exclude(text="يبقى").values_list("pk", flat=True)
    desk.post(LIST, {"action": "delete_selected", "_selected_action": list(chosen), "post": "yes"})
    assert Term.objects.get().text == "يبقى"
    assert AuditEntry.objects.filter(verb="delete").count() == 2


def test_a_writer_has_no_word_lists(as_user, writer):
    for path in (ADD, LIST):
        assert as_user(writer).get(path).status_code == 403
    answer = as_user(writer).post(ADD, {"kind": "words", "text": "سخيف", "strength": "hold"})
    assert answer.status_code == 403
    assert not Term.objects.exists()


def test_nobody_changes_a_comment_by_trying(desk):
    comment = make_comment(body="سخيف")
    before = Comment.objects.filter(pk=comment.pk).values().get()
    add(desk, kind="words", text="سخيف", strength="spam")
    assert Comment.objects.filter(pk=comment.pk).values().get() == before


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_while_a_term_is_tried_readers_can_send_theirs(desk):
    make_comment(body="سخيف")
    held = []

    def watch(execute, sql, params, many, context):
        if "comments_comment" in sql:
            held.append(connection.in_atomic_block)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        tried = save(desk, kind="words", text="سخيف")
    assert trial(tried)
    assert held
    assert not any(held)
    assert save(desk, answer=tried).status_code == 302
    assert (Term.objects.count(), AuditEntry.objects.filter(verb="add").count()) == (1, 1)
