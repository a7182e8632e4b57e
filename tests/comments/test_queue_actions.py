"""What the buttons of the queue do, pressed one by one."""

import pytest
from at_the_queue import QUEUE, SCRIPT, form_of, now, press, reply, report, shown, told
from html_page import page_of
from makers import make_article, make_comment

from comments.choices import State
from comments.models import Comment, ModerationAction, Report
from newsroom.models import Site

pytestmark = pytest.mark.django_db
P, A, R, S = State.PENDING, State.APPROVED, State.REJECTED, State.SPAM


# One


@pytest.mark.parametrize(
    ("to", "state", "reason"),
    [("approved", A, ""), ("rejected", R, ""), ("rejected:abuse", R, "abuse"), ("spam", S, ""),
     ("rejected:duplicate", R, "duplicate")],
)  # fmt: skip
def test_a_moderator_decides(to, state, reason, moderator, as_user):
    comment, below, client = make_comment(state=P), make_comment(state=P), as_user(moderator)
    note = "كما قلنا أمس" if state == R else ""
    answer = press(client, comment, to, note=note)
    assert answer["Location"] == f"{QUEUE}?tab=pending#comment-{below.pk}"
    assert (now(comment).state, now(comment).reason) == (state, reason)
    line = ModerationAction.objects.get(comment=comment)
    assert (line.user, line.from_state, line.to_state, line.reason) == (moderator, P, state, reason)
    assert line.note == note
    assert told(client)
    assert shown(client) == [below.pk]


def test_an_edit_is_published_or_rejected_and_the_comment_stays(moderator, as_user):
    client = as_user(moderator)
    for to, body in (("approved", "بعد"), ("rejected:off_topic", "قبل")):
        comment = make_comment(body="قبل")
        comment.edit("بعد", findings=[], score=0)
        press(client, comment, to)
        assert (now(comment).state, now(comment).body, now(comment).waiting_since) == (A, body, None)


def test_an_edited_comment_can_be_removed_whole(moderator, as_user):
    comment = make_comment(body="قبل")
    comment.edit("بعد", findings=[], score=0)
    press(as_user(moderator), comment, "removed:privacy")
    assert (now(comment).state, now(comment).reason, now(comment).is_removed()) == (R, "privacy", True)


@pytest.mark.parametrize(("to", "state"), [("approved", A), ("removed:abuse", R), ("spam", S)])
def test_what_was_reported_is_kept_or_removed_and_leaves_the_list(to, state, moderator, as_user):
    comment, client = make_comment(), as_user(moderator)
    report(comment, 2)
    press(client, comment, to, "tab=reported")
    assert (now(comment).state, now(comment).open_reports) == (state, 0)
    assert not Report.objects.filter(resolved_at=None).exists()
    assert shown(client, tab="reported") == []


def test_a_report_that_came_after_the_page_is_not_closed_by_keeping_the_comment(moderator, as_user):
    comment, client = make_comment(), as_user(moderator)
    report(comment)
    row = page_of(client.get(f"{QUEUE}?tab=reported")).one("article", id=f"comment-{comment.pk}")
    report(comment, device="other", client="other")
    answer = client.post(f"{QUEUE}decide/", form_of(row) | {"to": "approved"}, headers=SCRIPT)
    assert now(comment).open_reports == 2
    assert not ModerationAction.objects.filter(act="keep").exists()
    again = page_of(answer).one("article", id=f"comment-{comment.pk}")
    assert again.one("p", class_="queue-row__said").words
    client.post(f"{QUEUE}decide/", form_of(again) | {"to": "approved"}, headers=SCRIPT)
    assert (now(comment).state, now(comment).open_reports) == (A, 0)
    # To remove it, nobody has to read what else is said against it.
    report(comment)
    row = page_of(client.get(f"{QUEUE}?tab=reported")).one("article", id=f"comment-{comment.pk}")
    report(comment, device="other", client="other")
    client.post(f"{QUEUE}decide/", form_of(row) | {"to": "removed:abuse"})
    assert (now(comment).state, now(comment).open_reports) == (R, 0)


def test_each_state_offers_what_can_become_of_it(moderator, as_user):
    offered = {}
    for state in (A, R, S):
        comment = make_comment(state=state)
        row = page_of(as_user(moderator).get(QUEUE, {"tab": state})).one("article", id=f"comment-{comment.pk}")
        offered[state] = {button["value"].split(":")[0] for button in row.all("button", name="to")}
    assert offered == {A: {"removed", "spam"}, R: {"approved", "spam"}, S: {"approved", "rejected"}}


@pytest.mark.parametrize(
    "forged",
    [{"to": "withdrawn"}, {"to": "pending"}, {"to": ""}, {"to": "approved:abuse"}, {"to": "rejected:because"},
     {"to": "removed", "reason": "x"}],
)  # fmt: skip
def test_a_decision_that_is_none_is_refused(forged, moderator, as_user):
    comment = make_comment(state=P)
    sent = {"comment": f"{comment.pk}:1"} | forged
    assert as_user(moderator).post(f"{QUEUE}decide/", sent).status_code == 403
    assert now(comment).state == P


@pytest.mark.parametrize("pair", ["", "x", "1", ":", "9" * 30 + ":1", "1:" + "9" * 30, "-1:1", "١:١"])
def test_a_comment_that_is_none_changes_nothing_and_is_no_error(pair, moderator, as_user):
    make_comment(state=P)
    answer = as_user(moderator).post(f"{QUEUE}decide/", {"comment": pair, "to": "approved"})
    assert answer.status_code in (302, 422)
    assert set(Comment.objects.values_list("state", flat=True)) == {P}


def test_the_other_edition_is_not_decided_about(editor, as_user):
    english = make_comment(make_article("en"), state=P, body="Only for those of the other edition")
    client = as_user(editor)
    assert client.post(f"{QUEUE}decide/", {"comment": f"{english.pk}:1", "to": "spam"}).status_code == 403
    for act in ("reply", "feature"):
        assert client.post(f"{QUEUE}{act}/", {"comment": f"{english.pk}:1", "body": "كلام"}).status_code == 404
    # Nor shown, where the click is refused before anybody looks at what it is about.
    sent = {"comment": f"{english.pk}:1", "to": "rejected", "note": "x" * 301}
    assert english.body not in client.post(f"{QUEUE}decide/", sent, headers=SCRIPT).content.decode()
    assert now(english).version == 1


# Two at once


def test_a_stale_decision_changes_nothing_and_says_who_decided(moderator, chief, as_user):
    comment = make_comment(state=P, name="ليلى")
    first, second = as_user(chief), as_user(moderator)
    form = form_of(page_of(second.get(QUEUE)).one("article", id=f"comment-{comment.pk}"))
    press(first, comment, "rejected:abuse")
    second.post(f"{QUEUE}decide/", form | {"to": "approved"})
    assert now(comment).state == R
    assert "chief" in told(second)
    assert "ليلى" in told(second)
    assert ModerationAction.objects.count() == 1


def test_the_script_gets_the_stale_row_back_with_who_decided(moderator, chief, as_user):
    comment = make_comment(state=P)
    comment.reject(by=chief)
    answer = as_user(moderator).post(
        f"{QUEUE}decide/", {"comment": f"{comment.pk}:1", "to": "approved"}, headers=SCRIPT
    )
    assert (answer.status_code, answer["X-Queue"]) == (200, "parts")
    row = page_of(answer).one("article", id=f"comment-{comment.pk}")
    assert "chief" in row.one("p", class_="queue-row__said").words
    assert row["data-version"] == "2"


def test_what_its_author_has_changed_is_to_be_read_again(moderator, as_user):
    comment = make_comment(state=P)
    comment.edit("غير ما قرأتم", findings=[], score=0)
    answer = as_user(moderator).post(
        f"{QUEUE}decide/", {"comment": f"{comment.pk}:1", "to": "approved"}, headers=SCRIPT
    )
    row = page_of(answer).one("article", id=f"comment-{comment.pk}")
    assert row.one("p", class_="queue-row__said").words
    assert "غير ما قرأتم" in row.words
    assert now(comment).state == P


def test_the_script_gets_counts_and_notice_and_no_row_that_is_gone(moderator, as_user):
    comment, _other = make_comment(state=P), make_comment(state=P)
    sent = {"comment": f"{comment.pk}:1", "to": "approved", "next": "tab=pending"}
    page = page_of(as_user(moderator).post(f"{QUEUE}decide/", sent, headers=SCRIPT))
    assert not page.all("article")
    assert page.one("nav", id="queue-tabs").all("a")[0].one("span").words == "1"
    assert page.one("div", id="queue-notice").one("button", **{"data-key": "KeyU"})


# A reason is wanted


def test_where_a_reason_is_wanted_none_goes_without(moderator, as_user):
    Site.objects.create(pk=1, comments_reason_required=True)
    comment, client = make_comment(state=P), as_user(moderator)
    row = page_of(client.get(QUEUE)).one("article", id=f"comment-{comment.pk}")
    assert "rejected" not in {button["value"] for button in row.all("button", name="to")}
    sent = {"comment": f"{comment.pk}:1", "to": "rejected", "note": "نص كتبته", "body": "رد بدأته"}
    answer = client.post(f"{QUEUE}decide/", sent)
    assert answer.status_code == 422
    assert now(comment).state == P
    again = page_of(answer).one("article", id=f"comment-{comment.pk}")
    assert again.one("p", class_="queue-row__said").words
    assert "نص كتبته" in {field.get("value") for field in again.all("input", name="note")}
    assert again.one("textarea").text.strip() == "رد بدأته"
    press(client, comment, "rejected:abuse")
    assert now(comment).state == R


def test_a_note_that_is_too_long_is_kept_and_nothing_is_done(moderator, as_user):
    comment, client = make_comment(state=P), as_user(moderator)
    answer = client.post(f"{QUEUE}decide/", {"comment": f"{comment.pk}:1", "to": "rejected", "note": "ن" * 301})
    assert answer.status_code == 422
    assert "ن" * 301 in {field.get("value") for field in page_of(answer).all("input", name="note")}
    assert now(comment).state == P


# A reply


def test_a_reply_is_published_and_approves_what_it_answers(moderator, as_user, reader):
    comment = make_comment(state=P, body="سؤال إلى التحرير")
    reply(as_user(moderator), comment, "جواب التحرير")
    answer = Comment.objects.get(parent=comment)
    assert (answer.state, answer.staff, answer.email, now(comment).state) == (A, moderator, "", A)
    page = reader.get(comment.article.get_absolute_url()).content.decode()
    assert "سؤال إلى التحرير" in page
    assert "جواب التحرير" in page


@pytest.mark.parametrize("body", ["", " ", "x", "ك" * 3001, "\u202a\u202a\u202a", "\u200b" * 3])
def test_a_refused_reply_keeps_its_text(body, moderator, as_user):
    comment = make_comment(state=P)
    answer = reply(as_user(moderator), comment, body)
    assert answer.status_code == 422
    row = page_of(answer).one("article", id=f"comment-{comment.pk}")
    assert row.one("p", class_="queue-row__said").words
    assert row.one("textarea").text.strip() == body.strip()
    assert (Comment.objects.count(), now(comment).state) == (1, P)


def test_a_reply_to_what_was_rejected_meanwhile_keeps_its_text(moderator, chief, as_user):
    comment, client = make_comment(state=P), as_user(moderator)
    form = form_of(page_of(client.get(QUEUE)).one("article", id=f"comment-{comment.pk}"))
    comment.reject(by=chief)
    answer = client.post(f"{QUEUE}reply/", form | {"body": "جواب طويل كتبته"}, headers=SCRIPT)
    assert answer.status_code == 422
    assert "chief" in page_of(answer).one("p", class_="queue-row__said").words
    assert Comment.objects.count() == 1


@pytest.mark.parametrize("state", [P, A])
def test_a_reply_that_is_sent_twice_is_published_once(state, moderator, as_user):
    comment, client = make_comment(state=state), as_user(moderator)
    row = page_of(client.get(QUEUE, {"tab": state})).one("article", id=f"comment-{comment.pk}")
    sent = form_of(row) | {"body": "جواب التحرير"}
    for _click in range(2):
        answer = client.post(f"{QUEUE}reply/", sent, headers=SCRIPT)
        assert answer.status_code == 200
        assert page_of(answer).one("div", id="queue-notice").one("li").words
    assert Comment.objects.get(parent=comment).body == "جواب التحرير"
    reply(client, comment, "وجواب آخر", "tab=approved")
    assert comment.replies.count() == 2


@pytest.mark.parametrize(
    ("first", "last", "language", "signed"),
    [("ليلى", "بنّاني", "ar", "ليلى بنّاني"), ("", "", "ar", "غرفة الأخبار"), ("", "", "en", "Newsroom"),
     ("\u200f", "", "en", "Newsroom"), ("L" * 100, "B", "en", "L" * 60)],
)  # fmt: skip
def test_a_reply_is_signed_with_a_name_and_never_with_the_login(first, last, language, signed, moderator, as_user):
    moderator.first_name, moderator.last_name = first, last
    moderator.save()
    comment = make_comment(make_article(language), state=P)
    reply(as_user(moderator), comment, "جواب التحرير")
    assert Comment.objects.get(parent=comment).name == signed
