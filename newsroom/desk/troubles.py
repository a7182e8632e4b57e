"""What will not come right by itself. One query for all, whatever this person may see of it."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.translation import gettext_lazy

from articles.models import Article
from newsroom.desk.box import MOST, Box, Line
from newsroom.models import OutboxMessage, User
from newsroom.pagination import CountOf


@dataclass(frozen=True)
class Trouble:
    name: str
    title: Promise
    # Whose business it is.
    right: str
    page: str
    query: str
    rows: Any


def all_kinds() -> list[Trouble]:
    articles, messages = "admin:articles_article_changelist", "admin:newsroom_outboxmessage_changelist"
    outbox = "newsroom.view_outboxmessage"
    return [
        Trouble(
            "stuck",
            gettext_lazy("Scheduled, but cannot be published"),
            "articles.publish_article",
            articles,
            "state=stuck",
            Article.objects.stuck(),
        ),
        Trouble(
            "no_alt",
            gettext_lazy("Published pictures without alt text"),
            "articles.change_article",
            articles,
            "with=no-alt",
            Article.objects.without_alt(),
        ),
        Trouble(
            "failed",
            gettext_lazy("Mail that was given up"),
            outbox,
            messages,
            "state=failed",
            OutboxMessage.objects.failed(),
        ),
        Trouble(
            "late",
            gettext_lazy("Mail that should have gone by now"),
            outbox,
            messages,
            "state=late",
            OutboxMessage.objects.late(),
        ),
    ]


def broken(user: User) -> Box | None:
    seen = [kind for kind in all_kinds() if user.has_perm(kind.right)]
    if not seen:
        return None
    # The row of this person is there whatever else is not: one to hang the counts on.
    counts = {kind.name: CountOf(kind.rows, MOST) for kind in seen}
    counted: dict[str, Any] = dict(User.objects.filter(pk=user.pk).values(**counts).get())
    found = [(kind, counted[kind.name]) for kind in seen if counted[kind.name]]
    lines = [
        Line(
            format_html("{}", kind.title),
            f"{reverse(kind.page)}?{kind.query}",
            [("admin-desk__count", str(count) if count <= MOST else f"{MOST}+")],
        )
        for kind, count in found
    ]
    title, empty = gettext_lazy("Broken things"), gettext_lazy("Nothing is broken.")
    return Box("broken", title, empty, lines, sum(count for _kind, count in found))
