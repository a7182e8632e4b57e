from dataclasses import dataclass
from typing import Any

from django.db.models import Case, IntegerField, Q, When
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from comments.choices import State
from comments.models import Comment
from comments.models.report import URGENT
from comments.querysets import CommentQuerySet
from newsroom import languages

# How far what waits is counted, and looked through for a filter.
WAITING = 10_000
# How far the settled tabs are: what lies deeper is for the search in all comments.
WINDOW = 5_000
MANY = 1_000


@dataclass(frozen=True)
class Tab:
    """One list of the queue: which comments, in which order, and how far they are counted."""

    name: str
    label: Promise
    condition: Q
    order: tuple[str, ...]
    count_to: int = MANY
    # Small by nature and to be seen whole; the others are long, and their index knows no edition.
    is_work: bool = False

    @property
    def removal(self) -> str:
        """What a rejection of several means here: of an edit that waits, the edit; else the comment whole."""
        return "rejected" if self.name in ("pending", "spam") else "removed"

    def rows(self, editions: list[str]) -> CommentQuerySet:
        """Return the comments of the tab under articles of `editions`, in its order."""
        rows = self.ordered(Comment.objects.filter(self.condition))
        if set(editions) == set(languages.CODES):
            return rows
        return (rows if self.is_work else self.window(rows)).in_editions(editions)

    def window(self, rows: CommentQuerySet) -> CommentQuerySet:
        """Return `rows` cut to the first few, so that a rare filter does not read half a million of them."""
        few = rows.values("pk")[: WAITING if self.is_work else WINDOW]
        return self.ordered(Comment.objects.filter(pk__in=few))

    def ordered(self, rows: CommentQuerySet) -> CommentQuerySet:
        if "-urgent" not in self.order:
            return rows.order_by(*self.order)
        urgent = Case(When(open_reports__gte=URGENT, then=1), default=0, output_field=IntegerField())
        return rows.annotate(urgent=urgent).order_by(*self.order)

    def count(self, editions: list[str]) -> int:
        """Count up to `count_to`, and one more where there are more."""
        return self.rows(editions).order_by()[: self.count_to + 1].count()


def _settled(state: State, label: Any) -> Tab:
    return Tab(state.value, label, Q(state=state), ("-submitted_at", "-pk"))


TABS = {
    tab.name: tab
    for tab in (
        Tab(
            "pending",
            pgettext_lazy("queue", "Pending"),
            Q(waiting_since__isnull=False),
            ("waiting_since", "pk"),
            count_to=WAITING,
            is_work=True,
        ),
        # What several people have reported comes first, then the oldest report.
        Tab(
            "reported",
            pgettext_lazy("queue", "Reported"),
            Q(reported_at__isnull=False),
            ("-urgent", "reported_at", "pk"),
            is_work=True,
        ),
        _settled(State.SPAM, pgettext_lazy("queue", "Spam")),
        _settled(State.APPROVED, pgettext_lazy("queue", "Approved")),
        _settled(State.REJECTED, pgettext_lazy("queue", "Rejected")),
    )
}
# Everything by one author, whatever became of it.
EVERYTHING = Tab("", pgettext_lazy("queue", "Everything"), Q(), ("-submitted_at", "-pk"))


def counts(editions: list[str]) -> dict[str, int]:
    return {name: tab.count(editions) for name, tab in TABS.items()}


def after(rows: CommentQuerySet, order: tuple[str, ...], values: list[Any]) -> CommentQuerySet:
    """Return what comes behind the row that has `values` in the columns of `order`."""
    behind = Q()
    same: dict[str, Any] = {}
    for column, value in zip(order, values, strict=True):
        name, further = column.removeprefix("-"), "lt" if column.startswith("-") else "gt"
        behind |= Q(**same, **{f"{name}__{further}": value})
        same[name] = value
    first, further = order[0].removeprefix("-"), "lte" if order[0].startswith("-") else "gte"
    # Said once more of the first column alone: there an index can begin.
    return rows.filter(behind, **{f"{first}__{further}": values[0]})
