"""A reader reports a comment: with a reason, once, without JavaScript, and not without end."""

import pytest
from django.test import Client
from html_page import page_of
from makers import make_article, make_comment

from comments import cookies
from comments.choices import ReportReason, State
from comments.models import Comment, Report
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
NOTE = "هذا الكلام «منقول» <b>حرفياً</b>\nمن صفحة أخرى"


def path_of(comment):
    return f"/{comment.edition}/comments/{comment.pk}/report/"


def send(comment, client=None, headers=OUR_PAGE, **fields):
    return (client or Client()).post(path_of(comment), {"reason": "abuse", **fields}, headers=headers)


# The form


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_form_shows_the_comment_and_every_reason(reader, language):
    comment = make_comment(make_article(language), name="سامي <i>", body="نص <b>التعليق</b>")
    answer = reader.get(path_of(comment))
    page = page_of(answer)
    assert "نص <b>التعليق</b>" in page.one("main").words
    assert "سامي <i>" in page.one("main").words
    assert [field["value"] for field in page.all("input", name="reason")] == ReportReason.values
    group = page.one("fieldset")
    assert group.one("legend").words.removesuffix("*").strip()
    for field in page.all("input", name="reason"):
        assert page.one("label", **{"for": field["id"]}).words
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in page.one("meta", name="robots")["content"]
    assert comment.email not in answer.text
    assert not answer.cookies


def test_the_thread_leads_to_it(reader):
    comment = make_comment()
    page = page_of(reader.get(comment.article.get_absolute_url()))
    assert path_of(comment) in [link["href"] for link in page.all("a", rel="nofollow")]


# Sending


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_report_is_filed_and_its_reader_thanked(reader, language):
    comment = make_comment(make_article(language))
    answer = send(comment, reader, reason="privacy", note=NOTE)
    assert answer.status_code == 303
    report = Report.objects.get()
    assert (report.comment, report.reason, report.note) == (comment, "privacy", NOTE)
    assert report.device
    assert report.client
    thanks = page_of(reader.get(answer["Location"]))
    assert thanks.one("h1").words == {"ar": "شكراً لك على البلاغ", "en": "Thank you for your report"}[language]
    assert comment.get_absolute_url() in [link["href"] for link in thanks.all("a")]
    assert Comment.objects.reported().get() == comment


def test_it_is_still_public_and_the_article_says_nothing_of_it(reader):
    comment = make_comment()
    before = reader.get(comment.article.get_absolute_url()).content
    send(comment)
    assert Client().get(comment.article.get_absolute_url()).content == before


def test_the_row_holds_no_address_of_the_reader(reader):
    send(make_comment(), reader)
    stored = Report.objects.values().get()
    assert "127.0.0.1" not in str(stored)
    assert reader.cookies[cookies.DEVICE].value not in str(stored)


def test_the_browser_is_known_again_by_a_cookie_of_the_comments_alone(reader):
    cookie = send(make_comment(), reader).cookies[cookies.DEVICE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/ar/comments/", True, "Lax")


def test_the_same_browser_is_thanked_again_and_counted_once(reader):
    comment = make_comment()
    answers = [send(comment, reader, reason=reason) for reason in ("abuse", "hate", "abuse")]
    assert {(answer.status_code, answer["Location"]) for answer in answers} == {(303, f"{path_of(comment)}?sent=1")}
    assert [report.reason for report in Report.objects.all()] == ["abuse"]


def test_once_decided_the_same_browser_may_report_it_again(reader, moderator):
    comment = make_comment()
    send(comment, reader)
    Comment.objects.get().approve(by=moderator)
    send(comment, reader)
    assert Report.objects.count() == 2


def test_who_is_thanked_while_the_comment_is_hidden_gets_no_way_to_it(reader):
    comment = make_comment()
    for number in range(5):
        answer = Client(REMOTE_ADDR=f"192.0.2.{number}").post(path_of(comment), {"reason": "hate"}, headers=OUR_PAGE)
    assert Comment.objects.get().state == State.PENDING
    page = page_of(reader.get(answer["Location"]))
    assert page.one("h1").words == "شكراً لك على البلاغ"
    assert comment.get_absolute_url() not in [link["href"] for link in page.all("a")]


# What is refused


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("fields", "wrong"),
    [({"reason": ""}, "reason"), ({"reason": "because"}, "reason"), ({"note": "ا" * 501}, "note")],
    ids=["no reason", "no such reason", "a long note"],
)
def test_a_wrong_field_is_explained_and_all_is_kept(reader, language, fields, wrong):
    comment = make_comment(make_article(language))
    answer = send(comment, reader, **{"note": NOTE} | fields)
    assert answer.status_code == 422
    page = page_of(answer)
    assert page.one("html")["lang"] == language
    assert page.one("textarea").text.removeprefix("\n") == fields.get("note", NOTE)
    chosen = [field["value"] for field in page.all("input", name="reason") if "checked" in field.attributes]
    assert chosen == ([] if wrong == "reason" else ["abuse"])
    (link,) = page.one(role="alert").all("a")
    target = page.one(id=link["href"].removeprefix("#"))
    assert all(page.one(id=key).words for key in target["aria-describedby"].split())
    assert not Report.objects.exists()


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}], ids=str)
def test_a_foreign_page_reports_nothing_and_the_text_is_kept(reader, headers):
    answer = send(make_comment(), reader, headers=headers, note=NOTE)
    assert answer.status_code == 403
    assert page_of(answer).one("textarea").text.removeprefix("\n") == NOTE
    assert not Report.objects.exists()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_more_than_ten_an_hour_are_refused_with_the_text_and_a_time(language):
    article = make_article(language)
    comments = [make_comment(article) for _time in range(11)]
    answers = [send(comment, Client(), note=NOTE) for comment in comments]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
    late = answers[-1]
    # A window ends with a whole second.
    assert 0 < int(late["Retry-After"]) <= 60 * 60 + 1
    page = page_of(late)
    assert page.one(role="alert").words
    assert page.one("textarea").text.removeprefix("\n") == NOTE
    assert page.one("html")["lang"] == language
    assert Report.objects.count() == 10
    other = Client(REMOTE_ADDR="192.0.2.77").post(path_of(comments[-1]), {"reason": "spam"}, headers=OUR_PAGE)
    assert other.status_code == 303


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM, State.WITHDRAWN])
def test_what_is_not_public_is_not_there(reader, state):
    hidden = make_comment(state=state)
    gone = "/ar/comments/999999999/report/"
    for method in ("get", "post"):
        answer = getattr(reader, method)(path_of(hidden), {"reason": "abuse"}, headers=OUR_PAGE)
        missing = getattr(reader, method)(gone, {"reason": "abuse"}, headers=OUR_PAGE)
        assert (answer.status_code, answer.text) == (404, missing.text)
    assert not Report.objects.exists()


def test_under_an_article_that_is_gone_there_is_nothing_to_report(reader):
    comment = make_comment()
    comment.article.withdraw(by=SYSTEM, reason="")
    assert reader.get(path_of(comment)).status_code == 404
    answer = send(comment, reader, note="كلام طويل كتبته")
    assert answer.status_code == 404
    assert "كلام طويل كتبته" in answer.text


def test_the_other_edition_is_another_address(reader):
    comment = make_comment()
    assert reader.get(f"/en/comments/{comment.pk}/report/").status_code == 404
    assert reader.get(f"/ar/comments/{10**30}/report/").status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_takes_no_other_method(reader, method):
    assert getattr(reader, method)(path_of(make_comment())).status_code == 405


@pytest.mark.parametrize("verb", ["reject", "mark_spam", "withdraw"])
def test_a_report_that_comes_with_its_removal_waits_for_nobody(verb):
    """Nobody could ever close it: there is nothing left to decide."""
    comment = make_comment()
    read_before = Comment.objects.get()
    getattr(comment, verb)(by=SYSTEM)
    assert not Report.objects.file(read_before, reason="abuse", device="d", client="c")
    assert not Comment.objects.reported().exists()
    assert not Report.objects.exists()


def test_behind_a_socket_each_browser_is_a_client():
    """The web server tells no address there, which is not one client for the whole site."""
    article = make_article()
    comments = [make_comment(article) for _time in range(12)]
    for comment in comments:
        assert send(comment, Client(REMOTE_ADDR="")).status_code == 303
    for _time in range(2):
        send(comments[0], Client(REMOTE_ADDR=""))
    comments[0].refresh_from_db()
    assert comments[0].open_reports == 3


def test_behind_a_socket_a_browser_has_its_limit():
    article, browser = make_article(), Client(REMOTE_ADDR="")
    answers = [send(make_comment(article), browser) for _time in range(11)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429]
