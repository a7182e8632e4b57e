"""The word lists in the admin: a term is tried on what readers wrote before it is stored."""

import pytest
from admin_forms import change, fields_of, said
from django.db import connection
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_comment, make_user

from comments.choices import State
from comments.models import Comment, Origin, Term
from comments.models.term import Kind, Strength
from newsroom.models import AuditEntry, Site

pytestmark = pytest.mark.django_db

ADD = reverse("admin:comments_term_add")
LIST = reverse("admin:comments_term_changelist")


def save(client, path=ADD, answer=None, **typed):
    """Open the form, or take it as the last answer left it, type into it and press Save."""
    page = page_of(answer or client.get(path))
    return client.post(path, fields_of(page.one("form", id="term_form")) | typed)


def add(client, **typed):
    """Add a term by the two clicks it takes."""
    return save(client, answer=save(client, **typed))


def trial(answer):
    (section,) = page_of(answer).all("section", class_="term-trial")
    return section


def errors(answer):
    return " ".join(element.words for element in page_of(answer).all("ul", class_="errorlist"))


@pytest.fixture
def desk(as_user, moderator):
    return as_user(moderator)


# The first click tries


def test_the_first_click_says_what_it_would_have_held_and_stores_nothing(desk):
    article = make_article()
    for number in range(7):
        make_comment(article, body=f"رأي عادي رقم {number}")
    make_comment(article, body="هذا كلام سخيييف جداً")
    make_comment(article, body="سخيف", state=State.REJECTED)
    answer = save(desk, kind="words", text="سخيف")
    assert (answer.status_code, Term.objects.count()) == (200, 0)
    assert "8" in trial(answer).words
    assert "1 (12" in trial(answer).words.replace("\u2066", "")
    (mark,) = trial(answer).all("mark")
    assert mark.words == "سخيييف"
    (example,) = trial(answer).all("bdi", lang="ar")
    assert (example.words, example["dir"]) == ("هذا كلام سخيييف جداً", "rtl")


def test_the_second_click_stores(desk, moderator):
    answer = add(desk, kind="words", text="سخيف", strength="spam", language="ar", with_prefixes="on")
    assert answer.status_code == 302
    term = Term.objects.get()
    assert (term.kind, term.text, term.strength, term.language) == (Kind.WORDS, "سخيف", Strength.SPAM, "ar")
    assert (term.with_prefixes, term.by) == (True, moderator)
    assert "سخيف" in said(desk, answer)


def test_between_the_clicks_nothing_typed_is_lost(desk):
    answer = save(desk, kind="domain", text="spam.example", strength="spam", language="en")
    form = fields_of(page_of(answer).one("form", id="term_form"))
    kept = {name: form[name] for name in ("kind", "text", "strength", "language")}
    assert kept == {"kind": ["domain"], "text": ["spam.example"], "strength": ["spam"], "language": ["en"]}
    assert not page_of(answer).all("p", class_="errornote"), "nothing is wrong with it"


@pytest.mark.parametrize(
    "other", [{"text": "آخر"}, {"kind": "domain", "text": "a.example"}, {"strength": "spam"}, {"language": "ar"}]
)
def test_what_is_changed_meanwhile_is_tried_anew(desk, other):
    tried = save(desk, kind="words", text="سخيف")
    answer = save(desk, answer=tried, **other)
    assert trial(answer)
    assert not Term.objects.exists()
    assert save(desk, answer=answer).status_code == 302


@pytest.mark.parametrize("tried", ["", "1", "WyJ3b3JkcyJd:1tWpQx:abc"])
def test_a_forged_proof_is_none(desk, tried):
    answer = save(desk, kind="words", text="سخيف", tried=tried)
    assert trial(answer)
    assert not Term.objects.exists()


def test_examples_are_ten_at_most_and_short(desk):
    article = make_article()
    for number in range(12):
        make_comment(article, body=f"{'قبل ' * 60}سخيف{' بعد' * 60} {number}")
    section = trial(save(desk, kind="words", text="سخيف"))
    assert len(section.all("li")) == 10
    assert all(len(item.words) < 150 for item in section.all("li"))
    assert "12" in section.words


def test_what_readers_wrote_is_shown_as_text(desk):
    make_comment(body="<script>alert(1)</script> سخيف <b>")
    section = trial(save(desk, kind="words", text="سخيف"))
    assert "<script>alert(1)</script>" in section.words
    assert not section.all("script")


def test_a_name_can_be_what_it_finds(desk):
    make_comment(name="سخيف جداً")
    assert trial(save(desk, kind="words", text="سخيف")).one("mark").words == "سخيف"


def test_a_site_without_comments_says_so(desk):
    assert "1,000" not in trial(save(desk, kind="words", text="سخيف")).words
    assert add(desk, kind="words", text="سخيف").status_code == 302


def test_a_term_of_one_language_is_tried_on_comments_of_that_language(desk):
    make_comment(body="silly words", language="en")
    assert not trial(save(desk, kind="words", text="silly", language="ar")).all("mark")
    assert trial(save(desk, kind="words", text="silly", language="en")).all("mark")


def test_it_speaks_the_language_of_the_interface(as_user):
    english = make_user("second", role="moderator", languages=["ar", "en"], interface_language="en")
    make_comment(body="سخيف")
    words = trial(save(as_user(english), kind="words", text="سخيف")).words
    assert "Of these it would have held" in words
    assert "Press Save once more" in words


# What cannot work


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("words", "ًٌٍ"),
        ("words", "ـــ"),
        ("words", "!؟ …"),
        ("words", "\u200b"),
        ("domain", "spam"),
        ("domain", "not a domain"),
        ("domain", "https://"),
        ("domain", "http://["),
        ("pattern", "("),
        ("pattern", "a{2,1}"),
        ("pattern", "[z-a]"),
        ("pattern", "a*"),
        ("pattern", "(a|aa)+$"),
        ("pattern", r"(\w+\s?)+$"),
        ("pattern", "x" * 201),
    ],
)
def test_what_cannot_work_is_refused_and_kept(desk, kind, text):
    answer = save(desk, kind=kind, text=text)
    assert answer.status_code == 200
    assert errors(answer)
    assert not page_of(answer).all("section", class_="term-trial")
    assert not Term.objects.exists()
    if text.strip("\u200b"):
        assert page_of(answer).one("input", name="text")["value"] == text


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("network", "192.0.2.256"),
        ("network", "10.0.0.0/33"),
        ("network", "fe80::/129"),
        ("email", "nobody"),
        ("email", "@"),
        ("email", "@nowhere"),
    ],
)
def test_an_address_that_is_none_is_refused(as_user, chief, kind, text):
    answer = save(as_user(chief), kind=kind, text=text)
    assert errors(answer)
    assert not Term.objects.exists()


def test_the_same_term_twice_is_refused(desk):
    add(desk, kind="words", text="سخيف")
    answer = save(desk, kind="words", text="سخيف")
    assert errors(answer)
    assert Term.objects.count() == 1


@pytest.mark.parametrize(
    ("kind", "typed", "stored"),
    [
        ("domain", "https://www.Spam.example/a?b", "spam.example"),
        ("domain", "*.spam.example", "spam.example"),
        ("domain", "موقع.example", "موقع.example"),
        ("words", "  كلمة   وأخرى ", "كلمة وأخرى"),
        ("pattern", r"\d{4}\s?\d{4}", r"\d{4}\s?\d{4}"),
    ],
)
def test_what_is_meant_is_stored(desk, kind, typed, stored):
    add(desk, kind=kind, text=typed)
    assert Term.objects.get().text == stored


# Addresses


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
