"""The thread of an article in reading order and cut into pages, from the keys of its comments alone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cached_property
from typing import NamedTuple, Self

from articles.models import Article
from comments.choices import State
from comments.models import Comment

# A page ends with whichever comes first: a reader wants whole threads, a phone not a thousand comments.
ROOTS_A_PAGE = 50
LINES_A_PAGE = 200
# Pages are cut in memory, so that a late one costs what the first does: no comment is out of reach.
LAST_PAGE = 9999


class Node(NamedTuple):
    """What order and paging have to know of a comment. Its words are loaded for the page that prints it."""

    pk: int
    parent: int | None
    state: str
    language: str
    featured_at: datetime | None


class Place(NamedTuple):
    """Where a comment stands: `depth` counts the answers above it, however far the page indents."""

    pk: int
    depth: int


class Thread:
    """Replies under what they answer, oldest first; before all others the editor's picks, the newest first."""

    def __init__(self, nodes: Iterable[Node], *, newest_first: bool = False, language: str = "") -> None:
        """Take `nodes` oldest first; with `language` those of it alone, replies to others standing by themselves."""
        self.nodes = list(nodes)
        shown = [node for node in self.nodes if language in ("", node.language)]
        self.places = _in_reading_order(shown, newest_first)

    @classmethod
    def under(cls, article: Article, *, newest_first: bool = False, language: str = "") -> Self:
        """Read the thread of `article`, an empty one while readers may not see that. One query, however long it is."""
        comments = Comment.objects.on(article).in_thread() if article.is_public() else Comment.objects.none()
        rows = comments.values_list(*Node._fields)
        return cls(map(Node._make, rows), newest_first=newest_first, language=language)

    @cached_property
    def pages(self) -> list[list[Place]]:
        """The places page by page; of an empty thread one page without any."""
        pages: list[list[Place]] = [[]]
        roots = 0
        for place in self.places:
            is_root = place.depth == 0
            if len(pages[-1]) == LINES_A_PAGE or (is_root and roots == ROOTS_A_PAGE):
                pages.append([])
                roots = 0
            pages[-1].append(place)
            roots += is_root
        return pages

    @cached_property
    def counts(self) -> Counter[str]:
        """How many comments readers can read, on all pages, by language."""
        return Counter(node.language for node in self.nodes if node.state == State.APPROVED)

    @property
    def count(self) -> int:
        return self.counts.total()

    def approved_key(self, asked: str) -> int | None:
        """Return the key that a query asks for, None unless it is that of a comment readers can read."""
        return next((node.pk for node in self.nodes if str(node.pk) == asked and node.state == State.APPROVED), None)

    def page_number(self, pk: int) -> int | None:
        """Return on which page a comment has its place, None where it has none."""
        return next((number for number, page in enumerate(self.pages, start=1) if any(p.pk == pk for p in page)), None)


def _in_reading_order(nodes: Sequence[Node], newest_first: bool) -> list[Place]:
    """Without recursion: a chain of replies may be longer than Python's stack."""
    kept = _with_approved_below(nodes)
    roots: list[Node] = []
    replies: dict[int, list[int]] = defaultdict(list)
    for node in nodes:
        if node.pk in kept:
            if node.parent in kept:
                replies[node.parent].append(node.pk)
            else:
                # An approved reply to a comment that is no longer in the thread moves to the top.
                roots.append(node)
    if newest_first:
        roots.reverse()
    roots.sort(key=lambda root: -root.featured_at.timestamp() if root.featured_at else 0)
    places: list[Place] = []
    waiting = [Place(root.pk, 0) for root in reversed(roots)]
    while waiting:
        place = waiting.pop()
        places.append(place)
        if place.pk in replies:
            waiting += [Place(pk, place.depth + 1) for pk in reversed(replies[place.pk])]
    return places


def _with_approved_below(nodes: Sequence[Node]) -> set[int]:
    """Return the keys of the approved, and of all above them: what was removed stays only where replies hang on it."""
    parents = {node.pk: node.parent for node in nodes}
    kept: set[int] = set()
    for node in nodes:
        pk = node.pk if node.state == State.APPROVED else None
        while pk in parents and pk not in kept:
            kept.add(pk)
            pk = parents[pk]
    return kept
