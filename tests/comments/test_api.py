"""The comments of an article as JSON: to be read only, and the named fields alone."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils.dateparse import parse_datetime
from makers import make_article, make_comment, make_comments, make_user

from comments.choices import State
from comments.models import Comment
from newsroom.actors import SYSTEM

pytestmark = pytest.mark.django_db

FIELDS = ["id", "name", "text", "language", "submitted_at", "edited", "in_reply_to", "staff", "url"]


def address(article):
    return f"/{article.language}/comments/{article.pk}.json"


def get(article, **query):
    answer = Client().get(address(article), query)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json"
    return answer.json()


def test_a_comment_has_the_named_fields_and_no_others():
    comment = make_comment(
        name="سلمى", body="سطر\n<b>سطر</b>", email="salma@example.org", website="https://example.org/"
    )
    content = get(comment.article)
    (row,) = content["comments"]
    assert list(row) == FIELDS
    assert parse_datetime(row.pop("submitted_at")).replace(microsecond=0) == comment.submitted_at.replace(microsecond=0)
    assert row == {
        "id": comment.pk,
        "name": "سلمى",
        "text": "سطر\n<b>سطر</b>",
        "language": "ar",
        "edited": False,
        "in_reply_to": None,
        "staff": False,
        "url": f"{settings.PUBLIC_URL}/c/{comment.pk}/",
    }
    assert content | {"comments": []} == {
        "article": settings.PUBLIC_URL + comment.article.get_absolute_url(),
        "count": 1,
        "next": None,
        "comments": [],
    }


def test_no_other_column_is_read_from_the_table(django_assert_max_num_queries):
    article = make_comment().article
    with django_assert_max_num_queries(4) as queries:
        get(article)
    read = " ".join(query["sql"] for query in queries)
    assert '"name"' in read
    for column in ("email", "email_key", "website", "device", "network", "fingerprint", "findings", "idempotency_key"):
        assert f'"comments_comment"."{column}"' not in read


def test_it_says_what_was_edited_what_answers_what_and_who_is_of_the_staff(moderator):
    question = make_comment(body="سؤال")
    question.edit("سؤال أوضح", findings=[], score=0)
    question.approve(by=moderator)
    Comment.objects.answer(question, "جواب", by=moderator)
    first, second = get(question.article)["comments"]
    assert (first["text"], first["edited"], first["staff"]) == ("سؤال أوضح", True, False)
    assert (second["text"], second["in_reply_to"], second["staff"]) == ("جواب", question.pk, True)
    question.refresh_from_db()
    question.reject(by=moderator)
    (only,) = get(question.article)["comments"]
    assert (only["text"], only["in_reply_to"]) == ("جواب", None)


def test_a_hundred_make_a_page():
    article = make_article()
    rows = make_comments(article, 103)
    Comment.objects.decide({row.pk: 1 for row in rows}, to=State.APPROVED, by=SYSTEM)
    first = get(article)
    assert (first["count"], len(first["comments"])) == (103, 100)
    assert first["next"] == f"{settings.PUBLIC_URL}{address(article)}?page=2"
    second = get(article, page=2)
    assert (second["next"], len(second["comments"])) == (None, 3)
    keys = [row["id"] for row in first["comments"] + second["comments"]]
    assert keys == sorted(row.pk for row in rows)


@pytest.mark.parametrize("page", ["0", "01", "-1", "2", "٢", "x", "", "1e3", "99999"])
def test_a_page_that_is_not_there_is_not_found(page):
    article = make_comment().article
    assert Client().get(address(article), {"page": page}).status_code == 404


@pytest.mark.parametrize("state", [State.PENDING, State.REJECTED, State.SPAM, State.WITHDRAWN])
def test_what_is_not_approved_is_not_in_it_and_moves_nothing(state):
    article = make_article()
    before = Client().get(address(article))
    make_comment(article, state=state, body="لا يراه أحد")
    after = Client().get(address(article))
    assert (after.content, after.headers["ETag"]) == (before.content, before.headers["ETag"])
    assert after.json()["count"] == 0


def test_whoever_has_it_already_gets_nothing_again():
    comment = make_comment()
    tag = Client().get(address(comment.article)).headers["ETag"]
    again = Client().get(address(comment.article), headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    comment.withdraw()
    assert Client().get(address(comment.article), headers={"If-None-Match": tag}).json()["count"] == 0


def test_that_of_a_hidden_article_answers_like_one_that_never_was():
    article = make_comment().article
    article.withdraw(by=SYSTEM, reason="كان خطأ.")
    hidden, never = Client().get(address(article)), Client().get("/ar/comments/987654321.json")
    assert (hidden.status_code, never.status_code) == (404, 404)
    assert hidden.content == never.content
    for elsewhere in (f"/en/comments/{make_article().pk}.json", f"/ar/comments/{10**30}.json"):
        assert Client().get(elsewhere).status_code == 404


def test_it_is_for_everybody_alike_and_opened_to_no_other_site(as_user):
    article = make_comment().article
    anybody = Client().get(address(article), headers={"Origin": "https://elsewhere.example"})
    staff = as_user(make_user("root", is_superuser=True)).get(address(article))
    assert anybody.content == staff.content
    assert anybody.headers["Cache-Control"] == "public, max-age=0, s-maxage=1, must-revalidate"
    assert not [name for name in anybody.headers if name.lower().startswith(("access-control", "set-cookie", "vary"))]


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_is_there_to_be_read(method):
    assert getattr(Client(), method)(address(make_article())).status_code == 405
