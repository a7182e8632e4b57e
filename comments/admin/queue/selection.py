"""What a moderator has in front of them: a tab, the filters, their editions. Always read from the query string."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.db.models import Prefetch, Q
from django.http import Http404, QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from articles.models import Article
from comments.admin.queue.tabs import EVERYTHING, TABS, Tab, after
from comments.choices import State
from comments.models import Comment
from comments.models.editable import EDITABLE_FOR
from comments.moderation import reasons
from comments.querysets import CommentQuerySet
from newsroom import languages
from newsroom.models import User
from newsroom.typed_number import typed_number

PAGE = 30
# What one click may decide: some ten chunks, a few seconds.
MOST = 5_000
OLD = timedelta(hours=1)


class Filters(forms.Form):
    q = forms.CharField(label=pgettext_lazy("queue", "Words or name"), max_length=100, required=False)
    edition = forms.ChoiceField(label=_("edition"), choices=[("", "–"), *languages.CHOICES], required=False)
    language = forms.ChoiceField(label=_("language"), choices=[("", "–"), *languages.CHOICES], required=False)
    reason = forms.ChoiceField(label=pgettext_lazy("queue", "found"), required=False)
    old = forms.BooleanField(label=pgettext_lazy("queue", "older than an hour"), required=False)
    new = forms.BooleanField(label=pgettext_lazy("queue", "first-time authors"), required=False)
    links = forms.BooleanField(label=pgettext_lazy("queue", "with links"), required=False)

    def __init__(self, query: QueryDict) -> None:
        super().__init__(query, auto_id="filter-%s")
        self.fields["reason"].choices = [("", "–"), *reasons.LABELS.items()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Return the filters that are set; what is no filter is none."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


@dataclass(frozen=True)
class Selection:
    tab: Tab
    filters: Filters
    given: dict[str, Any]
    editions: list[str]
    # Whose comments alone, known by one of them.
    author: Comment | None
    # May search by address.
    sees_addresses: bool
    # The columns of the row behind which the page begins.
    cursor: list[Any] | None
    # Before any of it was read: what comes or changes later has been in front of nobody.
    seen_at: datetime = field(default_factory=timezone.now)

    @classmethod
    def of(cls, query: QueryDict, user: User) -> "Selection":
        """Read a query string. Raises Http404 for a comment that is not there, or not for this person."""
        editions = [code for code in languages.CODES if user.works_in(code)]
        author = _author(query.get("author", ""), editions)
        tab = TABS.get(query.get("tab", ""), EVERYTHING if author else TABS["pending"])
        filters = Filters(query)
        return cls(
            tab=tab,
            filters=filters,
            given=filters.given(),
            editions=editions,
            author=author,
            sees_addresses=user.has_perm("comments.view_commenter_pii"),
            cursor=_cursor(query.get("after", ""), tab),
        )

    def rows(self) -> CommentQuerySet:
        """Return all that is selected, in order, whatever the page."""
        if self.author:
            rows = self.tab.ordered(Comment.objects.filter(self.tab.condition)).in_editions(self.editions)
            return self._filtered(rows.by_author_of(self.author))
        rows = self.tab.rows(self.editions)
        return self._filtered(self.tab.window(rows)) if self.given else rows

    def page(self) -> tuple[list[Comment], str]:
        """Return the comments of the page, and the query string of the next one, "" where there is none."""
        rows = self.rows()
        if self.cursor:
            rows = after(rows, self.tab.order, self.cursor)
        found = list(with_surroundings(rows)[: PAGE + 1])
        comments, more = found[:PAGE], found[PAGE:]
        return comments, self.query(after=_written(comments[-1], self.tab)) if more else ""

    def versions(self, moment: datetime) -> dict[int, int]:
        """Return keys and versions of all that is selected and as it was at `moment`, up to what one click decides."""
        return dict(_as_at(self.rows(), moment).values_list("pk", "version")[:MOST])

    def query(self, **over: Any) -> str:
        """Return the query string of this selection, with what is `over` changed; None leaves a thing out."""
        parts = {"tab": self.tab.name, "author": self.author and self.author.pk, **self.given} | over
        query = QueryDict(mutable=True)
        query.update({name: "1" if value is True else str(value) for name, value in parts.items() if value})
        return query.urlencode()

    def here(self) -> str:
        """Return the query string of this very page."""
        return self.query(after=",".join(map(str, self.cursor)) if self.cursor else None)

    def selects(self) -> list[dict[str, Any]]:
        """Return the lists among the filters as their template prints them: widgets took a tenth of the page's time."""
        return self._fields(forms.ChoiceField)

    def boxes(self) -> list[dict[str, Any]]:
        return self._fields(forms.BooleanField)

    def _fields(self, kind: type[forms.Field]) -> list[dict[str, Any]]:
        return [
            {
                "name": name,
                "label": field.label,
                "choices": getattr(field, "choices", ()),
                "given": self.given.get(name),
            }
            for name, field in self.filters.fields.items()
            if isinstance(field, kind)
        ]

    def _filtered(self, rows: CommentQuerySet) -> CommentQuerySet:
        given = self.given
        if "edition" in given:
            rows = rows.filter(edition=given["edition"])
        if "language" in given:
            rows = rows.filter(language=given["language"])
        if "reason" in given:
            rows = rows.found_for(given["reason"])
        if "old" in given:
            since = "waiting_since" if self.tab.name == "pending" else "submitted_at"
            rows = rows.filter(**{f"{since}__lt": timezone.now() - OLD})
        if "new" in given:
            rows = rows.by_newcomers()
        if "links" in given:
            rows = rows.with_links()
        if "q" in given:
            words = Q(body__icontains=given["q"]) | Q(name__icontains=given["q"])
            rows = rows.filter(words | Q(email__icontains=given["q"]) if self.sees_addresses else words)
        return rows


def _as_at(rows: CommentQuerySet, moment: datetime) -> CommentQuerySet:
    """Leave out what has come, was changed, reported or decided since."""
    for column in ("submitted_at", "waiting_since", "reported_at", "decided_at"):
        rows = rows.exclude(**{f"{column}__gt": moment})
    # An edit of what is not published leaves no moment behind: it can have been any of its author's few minutes.
    return rows.exclude(~Q(state=State.APPROVED), version__gt=1, submitted_at__gt=moment - EDITABLE_FOR)


def with_surroundings(rows: CommentQuerySet) -> CommentQuerySet:
    """Read with the comments what their rows print of the articles and of what they answer, and no more of them.

    Afterwards, in two queries: joined, a database may join thousands before it takes the first thirty.
    """
    articles = Article.objects.only("headline", "language", "year", "month", "slug")
    parents = Comment.objects.only("name", "body", "state", "language")
    return rows.prefetch_related(Prefetch("article", articles), Prefetch("parent", parents))


def _author(text: str, editions: list[str]) -> Comment | None:
    if not text:
        return None
    comment = Comment.objects.in_editions(editions).filter(pk=typed_number(text)).first()
    if comment is None:
        raise Http404
    return comment


def _cursor(text: str, tab: Tab) -> list[Any] | None:
    """Return the values that `after` names, None where they are not such."""
    parts = text.split(",")
    if len(parts) != len(tab.order):
        return None
    values = [
        _value(part, moment=name.endswith(("_at", "_since"))) for name, part in zip(tab.order, parts, strict=True)
    ]
    return None if None in values else values


def moment_of(text: str) -> datetime | None:
    try:
        value = parse_datetime(text)
    except ValueError:
        return None
    # Of a year that still is one in every time zone.
    return value if value and timezone.is_aware(value) and 1 < value.year < 9999 else None


def _value(text: str, *, moment: bool) -> Any:
    if moment:
        return moment_of(text)
    return typed_number(text)


def _written(comment: Comment, tab: Tab) -> str:
    values = (getattr(comment, name.removeprefix("-")) for name in tab.order)
    return ",".join(value.isoformat() if hasattr(value, "isoformat") else str(value) for value in values)
