from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from articles.models import Article
from comments.choices import State
from comments.models import Comment
from newsroom.client import Address
from newsroom.models import Site

# From this score on a comment is filed under spam; below, it waits like the others.
SPAM_SCORE = 6


@dataclass(frozen=True)
class Submission:
    """A comment as it was sent, with what is known of its sender; nothing of it is stored yet."""

    article: Article
    site: Site
    now: datetime
    name: str
    email: str
    body: str
    website: str = ""
    language: str = ""
    parent: Comment | None = None
    address: Address | None = None
    user_agent: str = ""
    # Pseudonyms; "" where there is nothing to recognise.
    email_key: str = ""
    device: str = ""
    network: str = ""
    fingerprint: str = ""
    # The browser has proved that the address is its reader's.
    verified: bool = False
    # Between the form's token and the sending; None where it is not known.
    seconds_taken: float | None = None
    trap_filled: bool = False


@dataclass(frozen=True)
class Finding:
    """One thing that speaks against publishing unread: a reason's code, its weight, the words that matched."""

    reason: str
    score: int = 1
    words: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return {"reason": self.reason, "score": self.score, "words": list(self.words)}


@dataclass(frozen=True)
class Verdict:
    """What the policy says: the state to begin in, and everything it found."""

    state: State
    findings: list[Finding] = field(default_factory=list)

    @property
    def score(self) -> int:
        return sum(finding.score for finding in self.findings)
