"""The rows of comments with what a page prints of them, in SQL that a process makes once."""

from collections.abc import Collection
from functools import partial
from typing import Any, TypeAlias

from django.db.models import CharField, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from comments.choices import State
from comments.models import Comment
from newsroom.compiled import Asked, CompiledQuery

# A named tuple of COLUMNS, and beside them: `is_edited`, `is_pick`; `parent_name`, where readers can see the parent;
# `is_of_known_author`, where two comments of its author have been approved, so that the website they left may be
# followed. It has no address of anybody.
Row: TypeAlias = Any
COLUMNS = ("pk", "state", "parent", "depth", "name", "website", "body", "language", "staff", "submitted_at")
NO_TEXT = Func(template="''", output_field=CharField())


def rows_of(keys: Collection[int]) -> dict[int, Row]:
    """Load the comments of `keys`. One query, none for no keys."""
    return {row.pk: row for row in _OF_KEYS(keys=list(keys))}


def first_rows(article: int, most: int, *, newest_first: bool) -> list[Row]:
    """Load up to `most` of what has a place in the thread of `article` (a key), in its order. One query."""
    return _FIRST[newest_first](slice(0, most), article=article)


def in_order_of_thread(comments: QuerySet[Comment, Any], *, newest_first: bool) -> QuerySet[Comment, Any]:
    """Order by conversations: the editor's picks, then by time."""
    order = ("-submitted_at", "-pk") if newest_first else ("submitted_at", "pk")
    return comments.order_by(F("featured_at").desc(nulls_last=True), *order)


def _rows(comments: QuerySet[Comment, Any]) -> QuerySet[Comment, Row]:
    by_author = Comment.objects.filter(email_key=OuterRef("email_key"), state=State.APPROVED)
    # Not by a join, for which the planner reads all comments there are.
    parents = Comment.objects.filter(pk=OuterRef("parent"), state=State.APPROVED).order_by()
    return comments.annotate(
        is_edited=Q(edited_at__isnull=False),
        is_pick=Q(featured_at__isnull=False),
        parent_name=Coalesce(Subquery(parents.values("name")), Value("")),
        # Without an address nobody is known; said inside too, and as a word of the SQL: else the index of addresses is
        # not used, which has none without one.
        is_of_known_author=~Q(website="") & Exists(by_author.exclude(email_key=NO_TEXT).order_by()[1:]),
    ).values_list(*COLUMNS, "is_edited", "is_pick", "parent_name", "is_of_known_author", named=True)


def _of_keys() -> QuerySet[Comment, Row]:
    return _rows(Comment.objects.filter(pk__among=Asked("keys"))).order_by()


def _first(newest_first: bool) -> QuerySet[Comment, Row]:
    comments = Comment.objects.filter(article=Asked("article")).in_thread()
    return _rows(in_order_of_thread(comments, newest_first=newest_first))


_OF_KEYS = CompiledQuery(_of_keys, among="keys")
_FIRST = {newest_first: CompiledQuery(partial(_first, newest_first)) for newest_first in (False, True)}
