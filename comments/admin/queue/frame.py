"""What is the same in every row of a page, made once: a page has thirty of them."""

from typing import Any

from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from comments.admin.queue.rows import Row
from comments.admin.queue.selection import Selection
from comments.choices import RejectionReason
from newsroom.admin.desk import staff
from newsroom.models import Site

WORDS = {
    "spam": pgettext_lazy("button", "Spam"),
    "remove": pgettext_lazy("button", "Remove"),
    "reply": pgettext_lazy("button", "Reply"),
    "publish_reply": _("Publish the reply"),
    "your_reply": _("Your reply, published under your name"),
    "your_reply_approves": _("Your reply, published under your name; it approves the comment"),
    "feature": _("Make it the editor’s pick"),
    "unfeature": _("No longer the editor’s pick"),
    "author": _("Everything by this author"),
    "first_time": pgettext_lazy("comment", "first time"),
}
ACTS = ("decide", "reply", "feature")


def frame(request: HttpRequest, selection: Selection) -> dict[str, Any]:
    choice = {
        "reasons": list(enumerate(RejectionReason.choices, start=1)),
        "reason_required": Site.of(request).comments_reason_required,
    }
    hidden = format_html(
        # The first button is what Enter in a field presses; this one cannot be pressed.
        '<button type="submit" disabled hidden></button>'
        '<input type="hidden" name="csrfmiddlewaretoken" value="{}"><input type="hidden" name="next" value="{}">'
        '<input type="hidden" name="seen_at" value="{}">',
        get_token(request),
        selection.here(),
        selection.seen_at.isoformat(),
    )
    return choice | {
        "tab": selection.tab,
        "sees_addresses": staff(request).has_perm("comments.view_commenter_pii"),
        "hidden": hidden,
        "urls": {act: reverse(f"admin:comments_queue_{act}") for act in ACTS},
        "words": {name: str(text) for name, text in WORDS.items()},
        "rejecting": render_to_string("admin/comments/queue/_reasons.html", choice | {"to": "rejected"}),
        "removing": render_to_string("admin/comments/queue/_reasons.html", choice | {"to": "removed"}),
    }


def add_buttons(rows: list[Row], page: dict[str, Any]) -> list[Row]:
    """Give each row its buttons. Those of one kind are made once: they were half of the page's time."""
    made: dict[Any, SafeString] = {}
    for row in rows:
        # One that has something to say has what was typed among its buttons.
        kind = (row.id if row.said else "", *row.kind)
        if kind not in made:
            made[kind] = render_to_string("admin/comments/queue/_acts.html", {"row": row, "page": page})
        row.acts = made[kind]
    return rows
