"""The policy as a table: what each phase finds, and what becomes of the comment."""

import logging

import pytest
from django.utils import translation
from makers import make_comment
from submissions import NOON, OFFICE, submission

from articles.models import Article
from comments import moderation
from comments.choices import State
from comments.models import Term
from comments.models.term import Strength
from comments.moderation import PHASES, judge, phases, reasons
from comments.moderation.verdict import Finding
from newsroom.models import Site
from newsroom.pseudonyms import mail_pseudonym


def test_the_order_is_the_documented_one():
    assert [phase.__name__ for phase in PHASES] == [
        "trap", "too_fast", "crowded",
        "links", "link_markup", "listed", "other_script", "staff_name",
        "copies", "repeated", "spam_sender", "spam_network", "blocked", "often_rejected", "disposable",
        "unstaffed",
        "ask",
    ]  # fmt: skip


LINK = "https://a.example/x"
CASES = [
    # phase, the submission, the score it finds (0: nothing)
    ("trap", {"trap_filled": True}, 6),
    ("trap", {}, 0),
    ("too_fast", {"seconds_taken": 2.9}, 2),
    ("too_fast", {"seconds_taken": 3.0}, 0),
    ("too_fast", {"seconds_taken": None}, 0),
    ("crowded", {"history": {"from_client": 10}}, 1),
    ("crowded", {"history": {"from_client": 9}}, 0),
    ("links", {"body": LINK}, 0),
    ("links", {"body": f"{LINK} {LINK}"}, 2),
    ("links", {"body": "نص", "website": LINK}, 0),
    ("links", {"body": LINK, "website": LINK}, 2),
    ("links", {"body": f"{LINK} www.b.example c.example"}, 2),
    ("links", {"body": f"{LINK} " * 3}, 4),
    ("links", {"body": f"{LINK} " * 4}, 5),
    ("links", {"body": f"{LINK} " * 4, "website": LINK}, 8),
    ("links", {"body": f"{LINK} " * 5}, 8),
    ("link_markup", {"body": "[url=https://a.example]x[/url]"}, 6),
    ("link_markup", {"body": '<a href="https://a.example">x</a>'}, 6),
    ("link_markup", {"body": "< A  HREF=x"}, 6),
    ("link_markup", {"body": "[link=x]"}, 6),
    ("link_markup", {"body": "a < b and [1], <abc> or [urls]"}, 0),
    ("other_script", {"body": "Only Latin letters"}, 2),
    ("other_script", {"body": "Только кириллица"}, 2),
    ("other_script", {"body": "Mostly Latin, كلمة"}, 0),
    ("other_script", {"body": "👍 100% !!"}, 0),
    ("other_script", {"body": f"{LINK} 👍"}, 0),
    ("other_script", {"body": "عربي", "article": Article(pk=1, language="en")}, 2),
    ("other_script", {"body": "Only Latin letters", "article": Article(pk=1, language="en")}, 0),
    ("copies", {"history": {"articles": 2}}, 6),
    ("copies", {"history": {"articles": 1}}, 0),
    ("repeated", {"history": {"repeated": 1}}, 1),
    ("repeated", {"history": {}}, 0),
    ("spam_sender", {"history": {"spam_of_author": 1}}, 4),
    ("spam_sender", {"history": {"spam_of_host": True}}, 4),
    ("spam_sender", {"history": {}}, 0),
    ("spam_network", {"history": {"spam_of_network": True}}, 2),
    ("spam_network", {"history": {}}, 0),
    ("blocked", {"history": {"block": "hold"}}, 1),
    ("blocked", {"history": {}}, 0),
    ("often_rejected", {"history": {"decided": 10, "refused": 3}}, 1),
    ("often_rejected", {"history": {"decided": 10, "refused": 2}}, 0),
    ("often_rejected", {"history": {"decided": 3, "refused": 1}}, 1),
    ("often_rejected", {"history": {"decided": 2, "refused": 2}}, 0),
    ("often_rejected", {"history": {}}, 0),
    ("disposable", {"email": "a@mailinator.com", "site": Site(comments_hold_disposable=True)}, 1),
    ("disposable", {"email": "a@b.MAILINATOR.com", "site": Site(comments_hold_disposable=True)}, 1),
    ("disposable", {"email": "a@mailinator.com", "site": Site()}, 0),
    ("disposable", {"email": "a@example.org", "site": Site(comments_hold_disposable=True)}, 0),
    ("unstaffed", {"site": Site(**OFFICE), "now": NOON}, 0),
    ("unstaffed", {"site": Site(**OFFICE), "now": NOON.replace(hour=3)}, 1),
    ("unstaffed", {"now": NOON.replace(hour=3)}, 0),
    ("ask", {}, 0),
]


@pytest.mark.parametrize(("phase", "sent", "score"), CASES)
def test_what_a_phase_finds(phase, sent, score):
    (look,) = [each for each in PHASES if each.__name__ == phase]
    found = look(submission(**sent))
    assert (found.score if found else 0) == score
    assert found is None or found.reason == phase


def test_every_phase_but_the_lists_and_the_names_is_in_the_table():
    assert {phase.__name__ for phase in PHASES} - {case[0] for case in CASES} == {"listed", "staff_name"}


@pytest.mark.django_db
@pytest.mark.parametrize(("strength", "state"), [(Strength.HOLD, State.PENDING), (Strength.SPAM, State.SPAM)])
def test_the_strength_of_a_term_is_what_becomes_of_the_comment(strength, state):
    Term.objects.create(text="سخيف", strength=strength)
    verdict = judge(submission(site=Site(comments_mode="none", comments_terms_version=1), body="كلام سخيف"))
    assert (verdict.state, verdict.findings[0].words) == (state, ("سخيف",))


# Together


def verdict_of(mode, article_mode="", confirmed=0, **over):
    for _number in range(confirmed):
        make_comment(email="reader@example.org", verified=True)
    # Neither of these is one more.
    make_comment(email="reader@example.org", verified=False)
    make_comment(email="reader@example.org", verified=True, state=State.REJECTED)
    article = Article(pk=1, language="ar", comments_mode=article_mode)
    known = {"history": {}, "site": Site(comments_mode=mode), "article": article}
    return judge(submission(email_key=mail_pseudonym("reader@example.org"), **known | over))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("mode", "article_mode", "over", "state"),
    [
        ("all", "", {}, State.PENDING),
        ("all", "", {"verified": True, "confirmed": 2}, State.PENDING),
        ("none", "", {}, State.APPROVED),
        ("none", "", {"seconds_taken": 1}, State.PENDING),
        ("none", "all", {}, State.PENDING),
        ("all", "none", {}, State.APPROVED),
        ("first", "", {}, State.PENDING),
        ("first", "", {"verified": True, "confirmed": 2}, State.APPROVED),
        ("first", "", {"verified": True, "confirmed": 1}, State.PENDING),
        ("first", "", {"verified": False, "confirmed": 2}, State.PENDING),
        ("first", "", {"verified": True, "confirmed": 2, "history": {"repeated": 1}}, State.PENDING),
        ("first", "", {"verified": True, "confirmed": 2, "body": "Latin only"}, State.PENDING),
        ("all", "first", {"verified": True, "confirmed": 2}, State.APPROVED),
        ("all", "", {"trap_filled": True}, State.SPAM),
        ("first", "", {"trap_filled": True, "verified": True, "confirmed": 2}, State.SPAM),
        ("none", "", {"trap_filled": True}, State.SPAM),
        # Four and two are six.
        ("none", "", {"history": {"spam_of_author": 1}, "seconds_taken": 1}, State.SPAM),
        ("none", "", {"history": {"spam_of_author": 1}}, State.PENDING),
    ],
)
def test_the_state_is_that_of_the_mode_and_of_what_was_found(mode, article_mode, over, state):
    assert verdict_of(mode, article_mode, **over).state == state


@pytest.mark.django_db
def test_all_that_is_found_is_kept():
    verdict = verdict_of("none", trap_filled=True, seconds_taken=1, body="Latin [url=x]")
    assert [finding.reason for finding in verdict.findings] == ["trap", "too_fast", "link_markup", "other_script"]
    assert verdict.score == 6 + 2 + 6 + 2


@pytest.mark.django_db
def test_a_phase_that_fails_holds_the_comment_and_says_nothing_of_its_words(monkeypatch, caplog):
    def broken(sent):
        raise ValueError(f"{sent.email} from {sent.address}: {sent.body}")

    monkeypatch.setattr(moderation, "PHASES", [broken, broken, phases.too_fast])
    with caplog.at_level(logging.ERROR):
        verdict = verdict_of("none", seconds_taken=1)
    assert verdict.state == State.PENDING
    assert verdict.findings == [Finding("checker_failed"), Finding("too_fast", 2)], "and the others have looked"
    assert "broken" in caplog.text
    assert "ValueError" in caplog.text
    assert "example.org" not in caplog.text
    assert "مفيد" not in caplog.text


@pytest.mark.django_db
def test_a_database_that_is_away_holds_the_comment(monkeypatch):
    monkeypatch.setattr("comments.moderation.history.QUESTION", "SELECT nothing FROM nowhere")
    verdict = judge(submission(site=Site(comments_mode="none")))
    assert Finding("checker_failed") in verdict.findings
    assert verdict.state == State.PENDING


@pytest.mark.parametrize("language", ["ar", "en"])
def test_every_reason_has_words_in_both_languages(language):
    codes = {case[0] for case in CASES} - {"ask"} | {"staff_name", "classifier", "classifier_failed", "checker_failed"}
    codes |= {f"listed_{kind}" for kind in ("words", "domain", "email", "network", "pattern")} | {"pattern_timeout"}
    assert set(reasons.LABELS) == codes
    with translation.override(language):
        labels = [reasons.label(code) for code in sorted(codes)]
    assert len(set(labels)) == len(labels)
    arabic = [label for label in labels if any("\u0600" <= letter <= "\u06ff" for letter in label)]
    assert arabic == (labels if language == "ar" else [])
    assert reasons.label("a code of earlier days") == "a code of earlier days"
