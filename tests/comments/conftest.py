"""A reader at the comment form."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from articles.models import Article
from comments import tokens

OUR_PAGE = {"Sec-Fetch-Site": "same-origin"}
WORDS = {"name": "ليلى بنّاني", "email": "leila@example.org", "body": "تعليق مفيد عن الموضوع."}


def send(
    article: Article, /, *, client: Client | None = None, headers: dict[str, str] | None = None, **fields: Any
) -> HttpResponse:
    """Send the form of `article` from our own page, with a fresh token unless one is given; None leaves a field out."""
    sent = {"token": tokens.issue(article), **WORDS, **fields}
    path = reverse("comments:post", kwargs={"language": article.language, "article_id": article.pk})
    return (client or Client()).post(
        path, {name: value for name, value in sent.items() if value is not None}, headers=headers or OUR_PAGE
    )


@pytest.fixture(name="send")
def send_fixture() -> Any:
    """Give the function that sends the form: `send(article, body="…")`."""
    return send
