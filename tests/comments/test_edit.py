"""An author changes a comment: for five minutes, from the browser that sent it, and never past the moderators."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from html_page import page_of
from makers import make_article, make_comment

from comments.choices import State
from comments.models import Block, Comment, Term
from comments.models.block import Effect, Subject
from newsroom.models import Site

pytestmark = pytest.mark.django_db

NEW = "نص جديد <b>بعد</b> التعديل"
TOO_LATE = {
    "ar": "يمكن تعديل التعليق أو سحبه خلال خمس دقائق من إرساله، وقد انقضت مدة هذا التعليق.",
    "en": "A comment can be changed for five minutes after it was sent; this one no longer.",
}


def sent(state=State.PENDING, *, minutes=0, language="ar", **over):
    """Return a comment that was sent so many minutes ago."""
    comment = make_comment(over.pop("article", None) or make_article(language), state=state, **over)
    Comment.objects.filter(pk=comment.pk).update(submitted_at=timezone.now() - timedelta(minutes=minutes))
    comment.refresh_from_db()
    return comment


def path_of(comment):
    return f"/{comment.edition}/comments/{comment.pk}/edit/"


def read(comment):
    return Comment.objects.get(pk=comment.pk)


def text_in(answer):
    return page_of(answer).one("textarea").text.removeprefix("\n")


# The author


def test_the_form_holds_the_text_and_says_until_when(author_of):
    comment = sent(language="en", body="First words")
    answer = author_of(comment).get(path_of(comment))
    assert answer.status_code == 200
    assert text_in(answer) == "First words"
    assert "You can change it until" in page_of(answer).words
    assert "no-store" in answer["Cache-Control"]
    assert "noindex" in page_of(answer).one("meta", name="robots")["content"]
    assert comment.email not in answer.text


def test_one_that_waits_has_the_new_text_at_once(author_of):
    comment = sent()
    client = author_of(comment)
    answer = client.post(path_of(comment), {"body": NEW})
    assert (answer.status_code, answer["Location"]) == (303, f"/ar/comments/received/?comment={comment.pk}")
    changed = read(comment)
    assert (changed.body, changed.state, changed.version) == (NEW, State.PENDING, comment.version + 1)
    assert (changed.name, changed.email) == (comment.name, comment.email)
    assert NEW in page_of(client.get(answer["Location"])).words


def test_readers_keep_the_approved_text_while_the_new_one_waits(author_of, reader, moderator):
    comment = sent(State.APPROVED, body="النص المنشور")
    author_of(comment).post(path_of(comment), {"body": NEW})
    changed = read(comment)
    assert (changed.body, changed.state) == ("النص المنشور", State.APPROVED)
    assert changed in Comment.objects.waiting()
    page = reader.get(comment.article.get_absolute_url()).text
    assert "النص المنشور" in page
    assert "نص جديد" not in page
    changed.approve(by=moderator)
    assert "نص جديد" in reader.get(comment.article.get_absolute_url()).text


def test_it_can_be_changed_again_and_the_last_text_counts(author_of):
    comment = sent(State.APPROVED)
    client = author_of(comment)
    client.post(path_of(comment), {"body": "الأول"})
    assert text_in(client.get(path_of(comment))) == "الأول"
    client.post(path_of(comment), {"body": "الثاني"})
    assert [revision.body for revision in read(comment).revisions.all()] == ["الثاني"]


def test_the_same_text_changes_nothing(author_of):
    comment = sent(State.APPROVED)
    answer = author_of(comment).post(path_of(comment), {"body": f" {comment.body}\r\n"})
    assert answer.status_code == 303
    assert read(comment).version == comment.version


def test_only_the_text_is_read(author_of):
    comment = sent()
    forged = {"body": NEW, "name": "x", "email": "x@example.org", "state": "approved", "version": "1", "reviewed": "on"}
    author_of(comment).post(path_of(comment), forged)
    changed = read(comment)
    assert (changed.name, changed.email, changed.state, changed.reviewed) == (
        comment.name,
        comment.email,
        State.PENDING,
        False,
    )


# The policy


def test_what_the_policy_finds_in_the_new_text_is_kept_with_it(author_of):
    Term.objects.create(text="ممنوع", strength="hold")
    Site.objects.update_or_create(pk=1, defaults={"comments_terms_version": 1})
    comment = sent()
    author_of(comment).post(path_of(comment), {"body": "كلام ممنوع هنا"})
    assert [finding["words"] for finding in read(comment).findings if finding["words"]] == [["ممنوع"]]
    assert read(comment).state == State.PENDING


def test_spam_written_into_one_that_waits_is_filed_and_its_author_is_not_told(author_of):
    comment = sent()
    client = author_of(comment)
    answer = client.post(path_of(comment), {"body": "[url=https://spam.example/]هنا[/url]"})
    assert answer.status_code == 303
    assert read(comment).state == State.SPAM
    assert "لم يُنشر بعد" in page_of(client.get(answer["Location"])).words


def test_spam_written_into_a_published_one_waits_and_the_published_text_stays(author_of, reader):
    comment = sent(State.APPROVED, body="النص المنشور")
    author_of(comment).post(path_of(comment), {"body": "[url=https://spam.example/]هنا[/url]"})
    changed = read(comment)
    assert (changed.state, changed.body, changed.score >= 6) == (State.APPROVED, "النص المنشور", True)
    assert "spam.example" not in reader.get(comment.article.get_absolute_url()).text


def test_spam_stays_spam_whatever_becomes_of_its_words(author_of):
    comment = sent(State.SPAM)
    Comment.objects.update(findings=[{"reason": "trap", "score": 6, "words": []}], score=6)
    answer = author_of(comment).post(path_of(comment), {"body": NEW})
    assert answer.status_code == 303
    changed = read(comment)
    assert (changed.state, changed.body, changed.score) == (State.SPAM, NEW, 6)


# Too late


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("state", [State.PENDING, State.APPROVED])
def test_after_five_minutes_the_text_comes_back_and_nothing_is_changed(author_of, state, language):
    comment = sent(state, minutes=5, language=language)
    client = author_of(comment)
    answer = client.post(path_of(comment), {"body": NEW})
    assert answer.status_code == 403
    page = page_of(answer)
    assert TOO_LATE[language] in page.one(role="alert").words
    assert text_in(answer) == NEW
    assert "readonly" in page.one("textarea").attributes
    assert not page.one("main").all("button")
    assert read(comment).body == comment.body
    assert not read(comment).revisions.exists()
    assert client.get(path_of(comment)).status_code == 403


@pytest.mark.parametrize("state", [State.REJECTED, State.WITHDRAWN])
def test_one_that_was_refused_or_taken_back_is_not_changed(author_of, state):
    comment = sent(state)
    answer = author_of(comment).post(path_of(comment), {"body": NEW})
    assert answer.status_code == 403
    assert text_in(answer) == NEW
    assert read(comment).body == comment.body


# What is refused


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("typed", ["", " \n", "\u200b\u200b\u200b", "ا", "ا" * 3001], ids=ascii)
def test_a_text_that_no_comment_could_have_is_refused_with_the_text(author_of, typed, language):
    comment = sent(language=language)
    answer = author_of(comment).post(path_of(comment), {"body": typed})
    assert answer.status_code == 422
    page = page_of(answer)
    field = page.one("textarea")
    assert field["aria-invalid"] == "true"
    assert field.text.removeprefix("\n") == typed
    assert all(page.one(id=key).words for key in field["aria-describedby"].split())
    assert page.one("html")["lang"] == language
    assert read(comment).body == comment.body


@pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}, {}], ids=str)
def test_a_foreign_page_changes_nothing_and_the_text_is_kept(author_of, headers):
    comment = sent()
    client = Client()
    client.cookies = author_of(comment).cookies
    answer = client.post(path_of(comment), {"body": NEW}, headers=headers)
    assert answer.status_code == 403
    assert text_in(answer) == NEW
    assert read(comment).body == comment.body


# Everybody else


def test_for_everybody_else_it_looks_as_if_there_were_no_such_comment(author_of, as_user, chief):
    comment, own = sent(), sent()
    missing = "/ar/comments/999999999/edit/"
    strangers = [Client(headers={"Sec-Fetch-Site": "same-origin"}), author_of(own), as_user(chief)]
    for client in strangers:
        for method in ("get", "post"):
            answer = getattr(client, method)(path_of(comment), {"body": NEW})
            gone = getattr(client, method)(missing, {"body": NEW})
            assert answer.status_code == gone.status_code == 404
            assert answer.text == gone.text
            assert comment.body not in answer.text
    assert read(comment).body == comment.body


def test_a_day_later_the_browser_is_a_stranger_and_still_gets_its_words_back(author_of):
    comment = sent(minutes=24 * 60 + 1)
    answer = author_of(comment).post(path_of(comment), {"body": NEW})
    assert answer.status_code == 404
    assert NEW in page_of(answer).text


def test_the_other_edition_is_another_address(author_of):
    comment = sent()
    client = author_of(comment)
    for cookie in client.cookies.values():
        cookie["path"] = "/"
    assert client.get(f"/en/comments/{comment.pk}/edit/").status_code == 404
    assert client.get(f"/ar/comments/{10**30}/edit/").status_code == 404


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_it_takes_no_other_method(author_of, method):
    comment = sent()
    assert getattr(author_of(comment), method)(path_of(comment)).status_code == 405


def test_no_session_and_no_csrf_cookie_come_with_it(author_of):
    comment = sent()
    client = author_of(comment)
    assert not client.get(path_of(comment)).cookies
    assert not client.post(path_of(comment), {"body": NEW}).cookies


# Without end


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_eleventh_change_within_five_minutes_is_refused_and_its_text_kept(author_of, language):
    comment = sent(language=language, device="d" * 32)
    client = author_of(comment)
    codes = [client.post(path_of(comment), {"body": f"{NEW} {time}"}).status_code for time in range(10)]
    assert codes == [303] * 10
    answer = client.post(path_of(comment), {"body": f"{NEW} 10"})
    assert answer.status_code == 429
    assert 0 < int(answer["Retry-After"]) <= 5 * 60 + 1
    assert text_in(answer) == f"{NEW} 10"
    assert page_of(answer).one("html")["lang"] == language
    assert read(comment).body == f"{NEW} 9"


@pytest.mark.parametrize("subject", [Subject.EMAIL, Subject.DEVICE])
def test_who_is_refused_changes_nothing_either(author_of, moderator, subject):
    comment = sent(device="d" * 32)
    Block.objects.put(comment, subject=subject, effect=Effect.REFUSE, by=moderator)
    answer = author_of(comment).post(path_of(comment), {"body": NEW})
    assert answer.status_code == 403
    assert text_in(answer) == NEW
    assert read(comment).body == comment.body
