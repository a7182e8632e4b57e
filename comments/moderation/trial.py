"""A term tried on what readers have written, before it is stored."""

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import ip_address

from comments.choices import State
from comments.models import Comment
from comments.models.term import Term
from comments.moderation.lists import Lists
from newsroom import languages
from newsroom.client import Address

MOST_COMMENTS = 1000
MOST_EXAMPLES = 10
# On each side of the words that were found.
CONTEXT = 60
# A pattern that takes longer on a thousand comments is too slow for one.
SECONDS = 5


class TooSlow(Exception):
    """The term, a pattern, takes too long on ordinary comments."""


@dataclass(frozen=True)
class Text:
    """What of a stored comment the lists look at."""

    name: str
    email: str
    website: str
    body: str
    address: Address | None


@dataclass(frozen=True)
class Example:
    """A place where the term was found: the words as they stand there, and what is around them."""

    before: str
    found: str
    after: str
    language: str

    @property
    def direction(self) -> str:
        return languages.direction(self.language)


@dataclass
class Trial:
    """What the term would have done: of the last approved comments, so many would have been held."""

    looked_at: int = 0
    held: int = 0
    examples: list[Example] = field(default_factory=list)

    @property
    def percentage(self) -> float:
        return 100 * self.held / self.looked_at if self.looked_at else 0


def try_out(term: Term) -> Trial:
    """Return what `term`, stored or not, finds in the last 1,000 approved comments. Raises TooSlow."""
    lists = Lists([term])
    trial = Trial()
    end = time.monotonic() + SECONDS
    for text, language in _approved():
        trial.looked_at += 1
        found = lists.find(text) if term.language in ("", language) else []
        if time.monotonic() > end or any(finding.reason == "pattern_timeout" for finding in found):
            raise TooSlow
        trial.held += bool(found)
        # Of an address there is nothing to show: whose it is stays with those who may know.
        words = next((finding.words[0] for finding in found if finding.words), "")
        if words and len(trial.examples) < MOST_EXAMPLES:
            trial.examples.append(_example(text, words, language))
    return trial


def _approved() -> Iterator[tuple[Text, str]]:
    rows = Comment.objects.filter(state=State.APPROVED, staff=None).order_by("-submitted_at", "-pk")
    columns = rows.values_list("name", "email", "website", "body", "origin__address", "language")
    for name, email, website, body, address, language in columns[:MOST_COMMENTS]:
        yield Text(name, email, website, body, ip_address(address) if address else None), language


def _example(text: Text, words: str, language: str) -> Example:
    place = next(part for part in (text.body, text.name, text.website) if words in part)
    start = place.index(words)
    end = start + len(words)
    before, after = place[max(0, start - CONTEXT) : start], place[end : end + CONTEXT]
    return Example(
        f"…{before}" if start > CONTEXT else before,
        words,
        f"{after}…" if len(place) > end + CONTEXT else after,
        language,
    )
