"""What a moderator sees and presses in the queue."""

import re
from typing import Any

from admin_forms import fields_of
from django.http import HttpResponse
from django.test import Client
from html_page import Element, page_of

from comments.models import Comment, Report

QUEUE = "/admin/comments/queue/"


def shown(client: Client, **query: Any) -> list[int]:
    """Return the keys of the comments on the page, in order."""
    answer = client.get(QUEUE, query)
    assert answer.status_code == 200
    return [int(row["id"].removeprefix("comment-")) for row in page_of(answer).all("article")]


def row_of(client: Client, comment: Comment, **query: Any) -> Element:
    return page_of(client.get(QUEUE, query)).one("article", id=f"comment-{comment.pk}")


def report(comment: Comment, number: int = 1, **over: Any) -> None:
    for n in range(number):
        Report.objects.file(comment, **{"reason": "abuse", "device": f"device-{n}", "client": f"client-{n}"} | over)
    comment.refresh_from_db()


def tab_counts(client: Client) -> dict[str, str]:
    tabs_ = page_of(client.get(QUEUE)).one("nav", id="queue-tabs").all("a")
    return {re.search(r"tab=(\w+)", tab["href"])[1]: tab.one("span").words for tab in tabs_}


def form_of(row: Element) -> dict[str, list[str]]:
    """Return what the one form of a row sends, buttons apart."""
    return fields_of(row.one("form"))


def offers(row: Element, act: str) -> bool:
    return any(button.get("formaction").endswith(f"/{act}/") for button in row.all("button"))


def press(client: Client, comment: Comment, to: str, query: str = "", **typed: Any) -> HttpResponse:
    """Open the queue, press a button of a comment's row, and return the answer."""
    row = page_of(client.get(f"{QUEUE}?{query}")).one("article", id=f"comment-{comment.pk}")
    assert [button for button in row.all("button", name="to") if button["value"] == to]
    return client.post(row.one("form")["action"], form_of(row) | {"to": to} | typed)


def press_other(client: Client, comment: Comment, act: str, query: str = "", **typed: Any) -> HttpResponse:
    """Press the button that leads elsewhere: a reply, the editor's pick."""
    row = page_of(client.get(f"{QUEUE}?{query}")).one("article", id=f"comment-{comment.pk}")
    assert offers(row, act)
    return client.post(f"{QUEUE}{act}/", form_of(row) | typed)


# How the queue's script asks for the parts that have changed.
SCRIPT = {"X-Requested-With": "fetch"}


def told(client: Client, query: str = "") -> str:
    return page_of(client.get(f"{QUEUE}?{query}")).one("div", id="queue-notice").words


def reply(client: Client, comment: Comment, body: str, query: str = "", **over: Any) -> HttpResponse:
    return press_other(client, comment, "reply", query, body=body, **over)


def now(comment: Comment) -> Comment:
    """Return the comment as the table has it."""
    return Comment.objects.get(pk=comment.pk)
