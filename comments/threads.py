"""The thread of an article in reading order and cut into pages."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property, partial
from typing import Self, TypeAlias

from django.db.models import QuerySet

from articles.models import Article
from comments.choices import State
from comments.models import Comment
from comments.rows import Row, first_rows, in_order_of_thread, rows_of
from newsroom.compiled import Asked, CompiledQuery

# A page ends with whichever comes first: a reader wants whole threads, a phone not a thousand comments.
ROOTS_A_PAGE = 50
LINES_A_PAGE = 200
# Pages are cut in memory, so that a late one costs what the first does: no comment is out of reach.
LAST_PAGE = 9999

# What order and paging have to know of a comment: of a thread that is longer than a page, only the page's is loaded.
COLUMNS = ("pk", "parent", "state", "language")
# A plain tuple, as the database gives it: of a long thread there are thousands.
Node: TypeAlias = tuple[int, int | None, str, str]
# The plain text: an enum's member is looked up anew for each of thousands.
APPROVED = State.APPROVED.value


class Thread:
    """Replies under what they answer, oldest first; before all other conversations the editor's picks."""

    def __init__(self, nodes: Iterable[Node], *, newest_first: bool = False, language: str = "") -> None:
        """Take `nodes` in the order of the conversations; with `language` those of it alone.

        Replies to what is not among them stand by themselves.
        """
        self.nodes = list(nodes)
        # By key, those that have been read.
        self.rows: dict[int, Row] = {}
        # Key -> how many others it stands below, however far the page indents; in reading order.
        wanted = [node for node in self.nodes if node[3] == language] if language else self.nodes
        self.depths = _in_reading_order(wanted, newest_first)

    @classmethod
    def under(cls, article: Article, *, newest_first: bool = False, language: str = "") -> Self:
        """Read the thread of `article`, an empty one while readers may not see that.

        One query, which has the words too of one that a page has room for; of a longer one a second, for keys alone.
        """
        if not article.is_public():
            return cls(())
        rows = first_rows(article.pk, LINES_A_PAGE, newest_first=newest_first)
        if len(rows) == LINES_A_PAGE:
            # What is printed is read after that, so that nothing withdrawn meanwhile is.
            return cls(_NODES[newest_first].columns(article=article.pk), newest_first=newest_first, language=language)
        nodes = [(row.pk, row.parent, row.state, row.language) for row in rows]
        thread = cls(nodes, newest_first=newest_first, language=language)
        thread.rows = {row.pk: row for row in rows}
        return thread

    def rows_of(self, keys: Iterable[int]) -> dict[int, Row]:
        """Return the rows of `keys`; the database is asked for those that have not been read. One query, or none."""
        self.rows |= rows_of([key for key in keys if key not in self.rows])
        return self.rows

    @cached_property
    def pages(self) -> list[list[int]]:
        """The keys page by page; of an empty thread one page without any."""
        pages: list[list[int]] = [[]]
        roots = 0
        page = pages[0]
        for pk, depth in self.depths.items():
            if len(page) == LINES_A_PAGE or (not depth and roots == ROOTS_A_PAGE):
                page = []
                pages.append(page)
                roots = 0
            page.append(pk)
            if not depth:
                roots += 1
        return pages

    @cached_property
    def counts(self) -> Counter[str]:
        """How many comments readers can read, on all pages, by language."""
        approved = APPROVED
        return Counter([language for _pk, _parent, state, language in self.nodes if state == approved])

    @property
    def count(self) -> int:
        return self.counts.total()

    def approved_key(self, asked: str) -> int | None:
        """Return the key that a query asks for, None unless it is that of a comment readers can read."""
        return next(
            (pk for pk, _parent, state, _language in self.nodes if str(pk) == asked and state == State.APPROVED), None
        )

    def page_number(self, pk: int) -> int | None:
        """Return on which page a comment has its place, None where it has none."""
        return next((number for number, page in enumerate(self.pages, start=1) if pk in page), None)


def _nodes(newest_first: bool) -> QuerySet[Comment, Node]:
    comments = Comment.objects.filter(article=Asked("article")).in_thread()
    return in_order_of_thread(comments, newest_first=newest_first).values_list(*COLUMNS)


_NODES = {newest_first: CompiledQuery(partial(_nodes, newest_first)) for newest_first in (False, True)}


def _in_reading_order(nodes: Sequence[Node], newest_first: bool) -> dict[int, int]:
    """Return key -> depth. Without recursion: a chain of replies may be longer than Python's stack."""
    kept = _with_approved_below(nodes)
    roots: list[int] = []
    replies: dict[int, list[int]] = {}
    for pk, parent, _state, _language in nodes:
        if pk in kept:
            if parent in kept:
                replies.setdefault(parent, []).append(pk)
            else:
                # An approved reply to a comment that is no longer in the thread moves to the top.
                roots.append(pk)
    depths: dict[int, int] = {}
    waiting = [(pk, 0) for pk in reversed(roots)]
    while waiting:
        pk, depth = waiting.pop()
        depths[pk] = depth
        if pk in replies:
            # The last of them is taken first.
            latest_first = replies[pk] if newest_first else reversed(replies[pk])
            waiting += [(reply, depth + 1) for reply in latest_first]
    return depths


def _with_approved_below(nodes: Sequence[Node]) -> set[int]:
    """Return the keys of the approved, and of all above them: what was removed stays only where replies hang on it."""
    approved = APPROVED
    kept = {pk for pk, _parent, state, _language in nodes if state == approved}
    if len(kept) < len(nodes):
        needed = {parent for pk, parent, _state, _language in nodes if pk in kept}
        # A reply is younger than what it answers, so that each of them comes after all that could need it.
        for pk, parent in sorted(((node[0], node[1]) for node in nodes if node[2] != approved), reverse=True):
            if pk in needed:
                kept.add(pk)
                needed.add(parent)
    return kept
