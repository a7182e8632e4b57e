"""A reader at the comment form."""

from typing import Any

import pytest
from commenter import leave_traces
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from makers import make_article

from articles.models import Article
from comments import cookies, tokens
from comments.models import Comment
from comments.moderation import phases
from newsroom.models import Tally, User

OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
WORDS = {"name": "ليلى بنّاني", "email": "leila@example.org", "body": "تعليق مفيد عن الموضوع."}


def send(
    article: Article,
    /,
    *,
    client: Client | None = None,
    headers: dict[str, str] | None = None,
    counted: bool = False,
    **fields: Any,
) -> HttpResponse:
    """Send the form of `article` from our own page, with a fresh token unless one is given; None leaves a field out.

    Long after all earlier ones, unless it is to be `counted` with them.
    """
    if not counted:
        Tally.objects.all().delete()
    sent = {"token": tokens.issue(article), **WORDS, **fields}
    path = reverse("comments:post", kwargs={"language": article.language, "article_id": article.pk})
    return (client or Client()).post(
        path, {name: value for name, value in sent.items() if value is not None}, headers=headers or OUR_PAGE
    )


@pytest.fixture(name="send")
def send_fixture() -> Any:
    """Give the function that sends the form: `send(article, body="…")`."""
    return send


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a form that has just been opened count as read and filled in with care."""
    monkeypatch.setattr(phases, "SHORTEST_SECONDS", 0)


@pytest.fixture
def author_of() -> Any:
    """Give the browser that has sent comments, the last of them last: `author_of(comment).get(…)`."""
    return browser_of


def browser_of(*comments: Comment) -> Client:
    client = Client(headers=OUR_PAGE)
    for comment in comments:
        request, response = RequestFactory().get("/"), HttpResponse()
        request.COOKIES.update({name: morsel.value for name, morsel in client.cookies.items()})
        cookies.remember_own(request, response, comment, comment.edition)
        client.cookies.update(response.cookies)
    return client


@pytest.fixture
def article() -> Article:
    """An article in English, whose mails are read in the tests."""
    return make_article("en", headline="The harbour at night")


@pytest.fixture
def traces(article: Article, moderator: User) -> dict[str, Comment]:
    """Comments of somebody of whom much is held (tests/commenter.py), by state or by what is special about them."""
    return leave_traces(article, moderator)
