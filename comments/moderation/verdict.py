import uuid
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from ipaddress import ip_address
from typing import Any, Self

from articles.models import Article
from comments.choices import State
from comments.models import Comment
from comments.moderation.history import History, history_of
from comments.moderation.words import fingerprint
from newsroom import languages
from newsroom.client import Address
from newsroom.models import Site

# From this score on a comment is filed under spam; below, it waits like the others.
SPAM_SCORE = 6


@dataclass(frozen=True)
class Submission:
    """A comment as it was sent, with what is known of its sender; nothing of it need be stored yet."""

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
    # The browser has proved that the address is its reader's.
    verified: bool = False
    # Between the form's token and the sending; None where it is not known.
    seconds_taken: float | None = None
    trap_filled: bool = False
    # The random id of its form, and the row where it is stored already.
    key: uuid.UUID | None = None
    comment_id: int | None = None

    @cached_property
    def fingerprint(self) -> str:
        """Return the pseudonym of its words, the same however they are spelt and spaced."""
        return fingerprint(self.body)

    @cached_property
    def history(self) -> History:
        """Return what the table knows of the sender and the words, read once. One query."""
        return history_of(self)

    @classmethod
    def of(cls, comment: Comment, *, body: str = "", now: datetime | None = None) -> Self:
        """Return a stored comment as it was sent, or with its author's new `body`, to be judged anew.

        Of the sender this knows what is still kept: the full address for a week.
        """
        body = body or comment.body
        origin = getattr(comment, "origin", None)
        return cls(
            article=comment.article, site=Site.current(), now=now or comment.submitted_at,
            name=comment.name, email=comment.email, website=comment.website, body=body,
            language=languages.guess(body, default=comment.edition), parent=comment.parent,
            address=ip_address(origin.address) if origin else None, user_agent=origin.user_agent if origin else "",
            email_key=comment.email_key, device=comment.device, network=comment.network, verified=comment.verified,
            comment_id=comment.pk,
        )  # fmt: skip


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
