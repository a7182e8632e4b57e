from collections.abc import Callable, Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import IntegerField, QuerySet, Subquery
from django.http import Http404
from django.utils.functional import cached_property

from newsroom.typed_number import typed_number

# Beyond this page a list leads into the month archive: what it holds is read, or counted, no further than that.
LAST_PAGE = 100


class CountOf(Subquery):
    """How many of `rows` there are, counted no further than one beyond `most`; a column of another query's rows."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) AS counted)"
    output_field = IntegerField()

    def __init__(self, rows: "QuerySet[Any]", most: int) -> None:
        super().__init__(rows.order_by().values("pk")[: most + 1])


class BoundedPaginator(Paginator):
    """Counts no further than to where its pages end: to count a large table takes seconds, and nobody is told."""

    def __init__(self, rows: "QuerySet[Any] | Sequence[Any]", size: int, last: int) -> None:
        super().__init__(rows, size)
        self._most = size * last

    @cached_property
    def count(self) -> int:
        """Return how many rows there are, at most one more than the last page that is given out can show."""
        rows = self.object_list
        return rows.order_by().values("pk")[: self._most + 1].count() if isinstance(rows, QuerySet) else len(rows)


def page_of(
    rows: "QuerySet[Any] | Sequence[Any]",
    asked: str | None,
    *,
    size: int,
    last: int | None = None,
    counted: bool = False,
) -> "Page[Any]":
    """Return the page that `?page=` asks for, the first where it is absent.

    Its paginator has counted all rows where they are to be `counted`, else only as far as its pages go.

    Raises Http404 for everything that is not the plain number of an existing page: /?page=01
    would otherwise be a further address of the same list.
    """
    last = last or LAST_PAGE
    paginator = Paginator(rows, size) if counted else BoundedPaginator(rows, size, last)
    number = 1
    if asked is not None:
        number = typed_number(asked) or 0
        if asked != str(number):
            raise Http404
    if not 1 <= number <= min(paginator.num_pages, last):
        raise Http404
    return paginator.page(number)


def links(page: "Page[Any]", address: str) -> dict[str, Any]:
    """Return what _pagination.html prints: numbered links with gaps, the previous and the next address.

    `address` is the list's own path, with a query where it has one; page 1 is the address itself.
    """
    return numbered_links(page, lambda number: _address(address, number))


def numbered_links(page: "Page[Any]", address_of: Callable[[int], str], *, last: int | None = None) -> dict[str, Any]:
    """Return what `links` returns, for pages whose addresses are `address_of` their numbers."""
    last = min(page.paginator.num_pages, last or LAST_PAGE)
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page_links": [
            (number, address_of(number), number == page.number) if isinstance(number, int) else (None, "", False)
            for number in numbers
            if not isinstance(number, int) or number <= last
        ],
        "previous_url": address_of(page.number - 1) if page.number > 1 else "",
        "next_url": address_of(page.number + 1) if page.number < last else "",
    }


def _address(address: str, number: int) -> str:
    if number == 1:
        return address
    return f"{address}{'&' if '?' in address else '?'}page={number}"
