"""Whatever comes in at the form's address: cleaned, or a clean refusal, and never an error of ours."""

import pytest
from django.test import Client
from django.urls import reverse
from html_page import page_of
from makers import make_article, make_comment

from comments import tokens
from comments.models import Comment

pytestmark = pytest.mark.django_db


RUBBISH = [
    b"a%00b",
    b"%ED%A0%80",
    b"%FF%FE%FD",
    b"%EF%BF%BE%EF%BF%BF%F4%8F%BF%BF",
    b"%E2%80%AE%E2%81%A6x",
    b"x" * 1_000_000,
    b"%0A" * 10_000,
    b"%CC%81" * 5000,
    b"%EF%B7%BA" * 3000,
    b"%0B%0C%1C%1D%1E%C2%85",
    b"' OR 1=1 --",
    b"%25s%25n{}{{7*7}}${7*7}",
]


@pytest.mark.parametrize("field", ["name", "body", "website", "email", "parent", "token"])
@pytest.mark.parametrize("sent", RUBBISH, ids=lambda sent: ascii(sent[:24]))
def test_rubbish_in_a_field_is_cleaned_or_refused_and_never_an_error(sent, field):
    article = make_article()
    client = Client(raise_request_exception=False)
    words = {"name": b"x", "email": b"x@example.org", "body": b"xx", "website": b"", "parent": b""}
    words["token"] = tokens.issue(article).encode()
    body = b"&".join(name.encode() + b"=" + value for name, value in (words | {field: sent}).items())
    answer = client.post(
        reverse("comments:post", kwargs={"language": "ar", "article_id": article.pk}),
        body,
        content_type="application/x-www-form-urlencoded",
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code in (303, 422)
    assert Comment.objects.count() == (answer.status_code == 303)
    if answer.status_code == 422:
        page = page_of(answer)
        assert page.one("html")["lang"] == "ar"
        assert page.one(name="email").get("value") == "x@example.org" or field == "email"
        if field == "body" and sent.startswith(b"x"):
            assert page.one("textarea").text.strip() == sent.decode()


def test_what_turns_the_text_around_it_is_taken_out_and_joiners_stay(send):
    send(make_article(), name="علي می\u200cخواهم\u200f", body="نص\u202e\u2069 می\u200cخواهم\u200f")
    comment = Comment.objects.get()
    assert comment.name == "علي می\u200cخواهم\u200f"
    assert comment.body == "نص می\u200cخواهم\u200f"


def test_an_address_holds_nothing_that_is_not_seen(send):
    send(make_article(), email="leila@exa\u202emple.org\u200f", website="https://leila.exa\u2066mple.org/\ufeff")
    comment = Comment.objects.get()
    assert (comment.email, comment.website) == ("leila@example.org", "https://leila.example.org/")


def test_emoji_and_every_script_are_stored_whole(send):
    text = "😀 👨\u200d👩\u200d👧 漢字 ไทย עברית ﷺ \U0001f1f2\U0001f1e6 𝔘𝔫𝔦"
    assert send(make_article(), body=text).status_code == 303
    assert Comment.objects.get().body == text


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"name": "x"}'),
        ("text/plain", b"name=x"),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data"),
        ("multipart/form-data", b"name=x"),
        ("application/x-www-form-urlencoded; charset=nonsense", b"name=x"),
        ("application/x-www-form-urlencoded", b"&".join(b"a=1" for _ in range(5000))),
        ("application/x-www-form-urlencoded", b"body=" + b"x" * 5_000_000),
        ("", b"\x00\xff"),
    ],
    ids=lambda value: ascii(value[:40]),
)
def test_what_is_no_form_is_refused_in_the_language_of_the_edition(content_type, body):
    article = make_article()
    answer = Client(raise_request_exception=False).generic(
        "POST",
        reverse("comments:post", kwargs={"language": "ar", "article_id": article.pk}),
        body,
        content_type=content_type,
        headers={"Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status_code in (400, 413, 422)
    assert page_of(answer).one("html")["lang"] == "ar"
    assert Comment.objects.count() == 0


@pytest.mark.parametrize(("act", "field"), [("edit", "body"), ("report", "note"), ("report", "reason")])
@pytest.mark.parametrize("sent", RUBBISH, ids=lambda sent: ascii(sent[:24]))
def test_rubbish_is_no_change_and_no_report_or_a_clean_one(author_of, sent, act, field):
    comment = make_comment(body="As it was")
    client = author_of(comment)
    client.raise_request_exception = False
    body = b"&".join(name + b"=" + value for name, value in ({b"reason": b"abuse"} | {field.encode(): sent}).items())
    path = reverse(f"comments:{act}", kwargs={"language": "ar", "comment_id": comment.pk})
    answer = client.post(path, body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (303, 422)
    assert page_of(answer).one("html")["lang"] == "ar" if answer.status_code == 422 else True
    assert Comment.objects.get().body == "As it was", "the approved text stays"
