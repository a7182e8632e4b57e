"""The word lists in the admin: a term is tried on what readers wrote before it is stored."""

import pytest
from admin_forms import fields_of, said
from html_page import page_of
from makers import make_article, make_comment, make_user
from term_form import add, errors, save, trial

from comments.choices import State
from comments.models import Term
from comments.models.term import Kind, Strength

pytestmark = pytest.mark.django_db


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
