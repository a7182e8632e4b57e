"""Numbers as forms and addresses send them: whatever else is sent is no number, and no error of ours."""

import ast
from pathlib import Path

import pytest
from makers import make_article

from newsroom.typed_number import COUNT, KEY, typed_number

ROOT = Path(__file__).resolve().parents[2]
# They ask it of letters that are read, and make no number of them.
ABOUT_LETTERS = {
    "newsroom/typed_number.py", "newsroom/page_cache/keys.py", "articles/slugs.py", "articles/typing_lint.py"
}  # fmt: skip
NO_NUMBERS = ["", "²", "①", "١٢", "1_0", "+1", "-1", " 1", "1 ", "1.0", "0x1", "1e3", "\0", "1\n", "9" * 5000]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("9" * KEY, 10**KEY - 1)])
def test_digits_are_a_number(text, number):
    assert typed_number(text) == number


@pytest.mark.parametrize("text", [None, *NO_NUMBERS])
def test_whatever_else_is_none(text):
    assert typed_number(text) is None


def test_more_digits_than_were_asked_for_are_none():
    assert typed_number("9" * COUNT, COUNT) == 10**COUNT - 1
    assert typed_number("9" * (COUNT + 1), COUNT) is None


@pytest.mark.parametrize("version", NO_NUMBERS)
def test_autosave_takes_whatever_is_sent_as_a_version(version, editor, as_user, db):
    article = make_article(published=False)
    for sent in ({"here": "1"}, {"headline": "نص"}):
        answer = as_user(editor).post(f"/admin/articles/article/{article.pk}/keep/", sent | {"version": version})
        assert answer.status_code == 200, sent
        assert "presence" in answer.json()


@pytest.mark.parametrize("key", NO_NUMBERS)
def test_the_address_of_a_row_with_such_a_key_leads_nowhere(key, editor, as_user, db):
    client = as_user(editor)
    for path in (f"/admin/articles/article/{key.strip() or 'x'}/change/", "/admin/articles/article/address/"):
        assert client.get(path, {"article": key}).status_code in (200, 302, 404), path


def test_nothing_else_asks_whether_a_text_is_a_number():
    asking = set()
    for package in ("newsroom", "articles", "comments"):
        for file in (ROOT / package).rglob("*.py"):
            names = {node.attr for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Attribute)}
            if names & {"isdigit", "isdecimal", "isnumeric"}:
                asking.add(str(file.relative_to(ROOT)))
    assert asking <= ABOUT_LETTERS
