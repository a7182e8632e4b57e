"""The policy: what each phase finds, in which order, and which state that makes."""

import logging
import socket
from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone, translation
from html_page import page_of
from hypothesis import given
from hypothesis import strategies as st
from makers import make_article, make_author, make_comment

from articles.models import Article
from comments import moderation, tokens
from comments.choices import State
from comments.models import Comment, Term
from comments.models.term import Strength
from comments.moderation import PHASES, judge, names, phases, reasons
from comments.moderation.history import History
from comments.moderation.verdict import Finding, Submission
from newsroom import trap
from newsroom.actors import SYSTEM
from newsroom.models import Site, User
from newsroom.pseudonyms import mail_pseudonym

# The newsroom is asleep at three and reads at noon.
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
OFFICE = {"comments_staffed_from": time(8), "comments_staffed_until": time(20), "time_zone": "UTC"}


def submission(history=None, site=None, article=None, **over):
    words = {"name": "قارئ", "email": "reader@example.org", "body": "تعليق مفيد عن الموضوع.", "now": NOON}
    sent = Submission(article=article or Article(pk=1, language="ar"), site=site or Site(), **words | over)
    if history is not None:
        # What the table would say, without one.
        vars(sent)["history"] = History(**history)
    return sent


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


# The names of the newsroom

STAFF = {"first_name": "Leila", "last_name": "Bennani", "username": "umputun"}
IMITATIONS = [
    "Leila Bennani", "leila  bennani", "LEILA BENNANI", "Bennani Leila", "LeilaBennani", "Leila.Bennani",
    "Lеilа Bеnnаni",  # е, а: Cyrillic
    "Leïla Bennàni", "Ｌｅｉｌａ Bennani", "Lei\u200bla Bennani", "𝐋𝐞𝐢𝐥𝐚 Bennani", "LeiIa Bennani", "Le1la Bennani",
    "umрutun", "UMPUTUN", "υmputυn",
    "سمير العلوي", "سَمير العَلَوي", "سـمـير العلوى", "سمير ٱلعلوي", "ﺳﻤﻴﺮ ﺍﻟﻌﻠﻮﻱ", "سمیر العلوی", "سمير\u200cالعلوي",
    "Newsroom", "غرفة الأخبار", "غرفه الاخبار",
]  # fmt: skip


@pytest.fixture
def newsroom(db):
    User.objects.create_user(**STAFF, is_staff=True)
    make_author(name_ar="سمير العلوي", name_en="Samir Alaoui")


@pytest.mark.parametrize("name", IMITATIONS)
def test_a_name_that_looks_like_one_of_the_newsroom_is_held(newsroom, name):
    assert phases.staff_name(submission(name=name)) == Finding("staff_name", 1, (name,))


@pytest.mark.parametrize(
    "name", ["ليلى بناني", "Leila", "Bennani", "سمير", "Samira Alaoui", "👍", "123", "Newsroom fan"]
)
def test_another_name_is_nobodys(newsroom, name):
    assert phases.staff_name(submission(name=name)) is None


@given(st.text(max_size=30))
def test_any_name_looks_like_itself(name):
    assert names.skeleton(name) == names.skeleton(name.upper().lower()) or not name.isascii()


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


# From the form to the table


def stored(send, article=None, **fields):
    send(article or make_article(), **fields)
    return Comment.objects.latest("pk")


def token_of(article, seconds=60):
    """Return a token that was issued some seconds ago."""
    content = signing.loads(tokens.issue(article), salt=tokens.FORM_SALT)
    return signing.dumps(content | {"at": content["at"] - int(seconds * 1000)}, salt=tokens.FORM_SALT)


def reasons_of(comment):
    return [finding["reason"] for finding in comment.findings]


@pytest.mark.django_db
def test_the_hidden_field_files_under_spam_and_the_sender_sees_what_everybody_sees(send):
    article = make_article()
    client = Client()
    answer = send(article, client=client, **{trap.name(): "https://buy.example/"})
    assert (answer.status_code, answer["Location"]) == (303, "/ar/comments/received/")
    comment = Comment.objects.get()
    assert (comment.state, comment.score, reasons_of(comment)[0]) == (State.SPAM, 8, "trap")
    page, honest = client.get(answer["Location"]), Client()
    send(article, client=honest, email="other@example.org", body="نص آخر")
    assert page_of(page).one("h1").words == page_of(honest.get(answer["Location"])).one("h1").words


@pytest.mark.django_db
def test_the_hidden_field_is_out_of_everybodys_way(reader):
    field = page_of(reader.get(make_article().get_absolute_url())).one("input", name=trap.name())
    assert (field["tabindex"], field["autocomplete"], field.get("value", "")) == ("-1", "off", "")
    assert not field.get("required")
    box = page_of(reader.get(make_article("en").get_absolute_url())).one("div", class_="comment-form__beyond")
    assert box["aria-hidden"] == "true"
    assert "style" not in box.attributes
    assert "hidden" not in box.attributes


def test_the_hidden_field_has_another_name_on_every_site(settings):
    found = set()
    for number in range(30):
        settings.SECRET_KEY = f"secret {number}"
        assert trap.name() == trap.name()
        found.add(trap.name())
    assert len(found) > 25
    assert not any(word in name for name in found for word in ("honey", "trap", "email", "url", "phone", "name"))


@pytest.mark.django_db
def test_time_is_counted_from_the_token(send):
    article = make_article()
    assert reasons_of(stored(send, article)) == ["too_fast"]
    assert reasons_of(stored(send, article, token=token_of(article, seconds=2.8), body="شيء")) == ["too_fast"]
    assert reasons_of(stored(send, article, token=token_of(article, seconds=3.1), body="شيء آخر")) == []


@pytest.mark.django_db
def test_the_same_text_under_a_third_article_within_minutes_is_spam_whoever_sends_it(send):
    made = [stored(send, email=f"reader{number}@example.org", body="اشترِ الآن، أرخص سعر") for number in range(3)]
    assert [comment.state for comment in made] == [State.PENDING, State.PENDING, State.SPAM]
    assert "copies" in reasons_of(made[2])
    Comment.objects.update(submitted_at=timezone.now() - timedelta(minutes=11))
    assert "copies" not in reasons_of(stored(send, email="another@example.org", body="اشترِ الآن، أرخص سعر"))


@pytest.mark.django_db
def test_an_author_who_writes_the_same_elsewhere_is_held(send):
    stored(send)
    assert "repeated" in reasons_of(stored(send))
    Comment.objects.update(submitted_at=timezone.now() - timedelta(hours=25))
    assert "repeated" not in reasons_of(stored(send))


@pytest.mark.django_db
def test_who_has_sent_spam_is_known_by_address_browser_website_and_network(send):
    browser = Client(REMOTE_ADDR="192.0.2.7")
    first = stored(send, client=browser, website="https://shop.example/a")
    first.mark_spam(by=SYSTEM)

    def found(**fields):
        n = Comment.objects.count()
        return set(reasons_of(stored(send, **{"email": f"new{n}@example.org", "body": f"نص {n}"} | fields)))

    assert "spam_sender" in found(email="leila@example.org")
    assert {"spam_sender", "spam_network"} <= found(client=browser)
    assert "spam_sender" in found(website="https://shop.example/b")
    assert "spam_network" in found(client=Client(REMOTE_ADDR="192.0.2.200"))
    assert not {"spam_sender", "spam_network"} & found(client=Client(REMOTE_ADDR="198.51.100.7"))
    Comment.objects.filter(state=State.SPAM).update(submitted_at=timezone.now() - timedelta(days=31))
    assert not {"spam_sender", "spam_network"} & found(email="leila@example.org")


@pytest.mark.django_db
def test_what_was_rejected_of_an_author_lately_counts(send):
    for state in (State.APPROVED, State.APPROVED, State.REJECTED):
        make_comment(email="leila@example.org", state=state)
    assert "often_rejected" in reasons_of(stored(send))
    Comment.objects.update(submitted_at=timezone.now() - timedelta(days=8))
    assert "often_rejected" not in reasons_of(stored(send))


@pytest.mark.django_db
def test_where_nothing_waits_a_comment_is_published_by_a_decision_with_its_line(send):
    Site.objects.create(pk=1, comments_mode="none")
    article = make_article()
    comment = stored(send, article, token=token_of(article))
    assert (comment.state, comment.reviewed) == (State.APPROVED, False)
    line = comment.actions.get()
    assert (line.user, line.actor, line.to_state) == (None, "system", State.APPROVED)
    assert Comment.objects.public().get() == comment
    held = stored(send, article, token=token_of(article), body="Latin only")
    assert (held.state, reasons_of(held)) == (State.PENDING, ["other_script"])


@pytest.mark.django_db
def test_what_readers_write_makes_the_server_call_nobody(send, monkeypatch):
    def refuse(*args):
        raise AssertionError(f"a connection to {args[1:]}")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    sent = stored(
        send, website="https://shop.example/", body="انظر https://shop.example/a.png و http://127.0.0.1:5432/"
    )
    assert sent.website == "https://shop.example/"


@pytest.mark.django_db
def test_no_log_line_holds_an_address(send, caplog):
    article = make_article()
    browser = Client(REMOTE_ADDR="192.0.2.7")
    with caplog.at_level(logging.DEBUG):
        for fields in ({}, {"counted": True, "body": "آخر"}, {"token": None}, {"email": "leila@"}, {trap.name(): "x"}):
            send(article, client=browser, **fields)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("django.db")]
    assert not [line for line in ours if "leila" in line or "192.0.2" in line]


@pytest.mark.django_db
def test_a_stored_comment_can_be_judged_anew_and_is_no_evidence_against_itself(send):
    comment = stored(send, website="https://shop.example/")
    comment.mark_spam(by=SYSTEM)
    Term.objects.create(text="مفيد")
    again = judge(Submission.of(Comment.objects.select_related("article", "parent", "origin").get()))
    assert [(finding.reason, finding.words) for finding in again.findings] == [("listed_words", ("مفيد",))]
    other = judge(Submission.of(comment, body="Latin only"))
    assert [finding.reason for finding in other.findings] == ["other_script"]
