"""What there is to do with the articles: every box is a list of the admin with a filter, and its first rows."""

from collections.abc import Callable
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.admin.publishable import isolated
from articles.choices import Freshness
from articles.models import Article
from articles.standing import standing_of
from newsroom import languages
from newsroom.desk.box import MOST, SHOWN, Box, Line
from newsroom.models import User
from newsroom.pagination import CountOf
from newsroom.templatetags.newsroom import iso, news_moment, news_time

Beside = Callable[[Any], list[tuple[str, SafeString | str]]]
# What a line and its badges are made of.
COLUMNS = (
    "headline", "language", "status", "published_at", "first_published_at", "expires_at", "pending_at", "changed_at",
)  # fmt: skip


def waiting(user: User) -> Box | None:
    if not user.has_perm("articles.submit_article"):
        return None
    rows = Article.objects.waiting_for(user).with_last_step().order_by("-changed_at", "-pk")
    title, empty = gettext_lazy("Waiting for me"), gettext_lazy("Nothing waits for you.")
    return _box("waiting", title, empty, rows, "mine=waiting", _why_it_waits)


def drafts(user: User) -> Box | None:
    if not user.has_perm("articles.add_article"):
        return None
    rows = Article.objects.standing("draft").written_by(user).order_by("-changed_at", "-pk")
    title, empty = gettext_lazy("My drafts"), gettext_lazy("You have no draft.")
    return _box("drafts", title, empty, rows, "mine=written&state=draft", _changed)


def scheduled(user: User) -> Box | None:
    if not user.has_perm("articles.change_article"):
        return None
    rows = Article.objects.due_today().order_by("due_at", "pk")
    title, empty = gettext_lazy("Scheduled today"), gettext_lazy("Nothing more is published by itself today.")
    return _box("scheduled", title, empty, rows, "state=today", _hour)


def translations(user: User) -> Box | None:
    if not user.has_perm("articles.add_article"):
        return None
    rows = Article.objects.to_translate(user).with_freshness().order_by("-changed_at", "-pk")
    title, empty = gettext_lazy("Translation queue"), gettext_lazy("Both editions have the same news.")
    return _box("translations", title, empty, rows, "mine=translate", _what_is_missing)


def _box(name: str, title: Promise, empty: Promise, rows: Any, query: str, beside: Beside) -> Box:
    few = list(rows.only(*COLUMNS).annotate(found_count=CountOf(rows, MOST))[:SHOWN])
    lines = [Line(isolated(str(row), row.language), _address(row), beside(row)) for row in few]
    address = f"{reverse('admin:articles_article_changelist')}?{query}"
    return Box(name, title, empty, lines, few[0].found_count if few else 0, address)


def _address(article: Article) -> str:
    return reverse("admin:articles_article_change", args=[article.pk])


def _why_it_waits(article: Any) -> list[tuple[str, SafeString | str]]:
    if not article.returned:
        standing = standing_of(article)
        return [(f"admin-status admin-status--{standing.value}", str(standing.label)), *_changed(article)]
    note = [("desk-note", format_html("<bdi>{}</bdi>", article.returned_note))] if article.returned_note else []
    return [("admin-status admin-status--returned", _("returned")), *note]


def _changed(article: Article) -> list[tuple[str, SafeString | str]]:
    return [("", _time(article.changed_at, news_moment(article.changed_at)))]


def _hour(article: Any) -> list[tuple[str, SafeString | str]]:
    hour = ("desk-hour", _time(article.due_at, news_time(article.due_at)))
    return [hour, ("admin-status", _("changes"))] if article.has_swap() else [hour]


def _what_is_missing(article: Any) -> list[tuple[str, SafeString | str]]:
    if article.freshness != Freshness.NONE:
        return [("desk-freshness desk-freshness--outdated", str(Freshness.OUTDATED.label))]
    missing = languages.other(article.language)
    words = _("No Arabic edition yet") if missing == languages.ARABIC else _("No English edition yet")
    return [("desk-freshness desk-freshness--none", words)]


def _time(moment: Any, words: str) -> SafeString:
    return format_html('<time datetime="{}">{}</time>', iso(moment), words)
