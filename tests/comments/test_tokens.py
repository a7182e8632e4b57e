import uuid

import pytest
from django.core import signing
from makers import make_article

from comments import tokens

pytestmark = pytest.mark.django_db


def test_a_token_is_good_for_its_article_and_no_other():
    article, other = make_article(), make_article()
    token = tokens.issue(article)
    assert isinstance(tokens.read(token, article).key, uuid.UUID)
    assert tokens.read(token, other) is None


def test_no_two_tokens_are_alike():
    article = make_article()
    keys = {tokens.read(tokens.issue(article), article).key for _time in range(20)}
    assert len(keys) == 20


def test_a_token_lives_for_two_days(monkeypatch):
    article = make_article()
    token = tokens.issue(article)
    issued_at = signing.time.time()
    monkeypatch.setattr(signing.time, "time", lambda: issued_at + 48 * 60 * 60 - 5)
    assert tokens.read(token, article)
    monkeypatch.setattr(signing.time, "time", lambda: issued_at + 48 * 60 * 60 + 5)
    assert tokens.read(token, article) is None


@pytest.mark.parametrize(
    "content",
    [
        [],
        {},
        "x",
        1,
        None,
        {"article": 1},
        {"key": "0" * 32},
        {"article": "1", "key": "0" * 32},
    ],
    ids=str,
)
def test_signed_nonsense_is_no_token(content):
    article = make_article()
    if isinstance(content, dict) and content.get("article") == 1:
        content["article"] = article.pk
    assert tokens.read(signing.dumps(content, salt=tokens.FORM_SALT), article) is None


@pytest.mark.parametrize(
    "text", ["", ":", "::", "x", "a:b:c", "é", "\x00", "\ud800", "\u202e", "x" * 10_000], ids=ascii
)
def test_rubbish_is_no_token(text):
    assert tokens.read(text, make_article()) is None


def test_a_token_holds_nothing_of_the_reader():
    article = make_article()
    token = tokens.issue(article)
    assert set(signing.loads(token, salt=tokens.FORM_SALT)) == {"article", "at", "key"}


def test_the_article_page_fetches_a_token_of_its_own(reader):
    article = make_article()
    answer = reader.get(f"/ar/comments/token/?article={article.pk}")
    assert tokens.read(answer.json()["token"], article)
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


@pytest.mark.parametrize("asked", ["", "x", "-1", "1.5", "٣", "1\x00", "9" * 50, "999999999999"])
def test_a_token_for_nothing_is_not_found(reader, asked):
    assert reader.get("/ar/comments/token/", {"article": asked}).status_code == 404


def test_a_token_for_an_article_nobody_sees_is_not_found(reader):
    draft, english = make_article(published=False), make_article("en")
    for article in (draft, english):
        assert reader.get(f"/ar/comments/token/?article={article.pk}").status_code == 404
