"""The comments of the archive: most articles have few, some very many."""

import random
import uuid
from datetime import datetime, timedelta
from typing import Any

from articles.choices import Status
from articles.models import Article
from comments.choices import RejectionReason, State
from comments.models import Comment, Discussion
from newsroom.demo.archive.table import Table
from newsroom.demo.archive.wording import Wording
from newsroom.languages import CODES
from newsroom.pseudonyms import mail_pseudonym

# Comments of ten articles in a row: ten each on average.
COUNTS = (0, 3, 1, 5, 2, 50, 8, 0, 19, 12)
READERS = 20_000
Row = dict[str, Any]
# The last hours' comments may still wait.
WAITING = timedelta(hours=3)


class Discussions:
    """Writes the comments of articles into their tables, decided about and counted."""

    def __init__(self, now: datetime) -> None:
        self.tables = {model: Table(model) for model in (Comment, Discussion)}
        self.wording = {code: Wording(code) for code in CODES}
        self.now = now
        emails = [f"reader{number}@example.org" for number in range(READERS)]
        self.readers = [(email, mail_pseudonym(email)) for email in emails]

    def write(self, article: Article) -> int:
        """Add the comments of an article; return how many they are."""
        if article.status != Status.PUBLISHED:
            return 0
        chance = random.Random(article.pk)  # noqa: S311 (no secret)
        count = COUNTS[article.pk % len(COUNTS)]
        approved = 0
        parent: Row | None = None
        for number in range(count):
            comment = self._comment(article, chance, parent if number % 3 == 2 else None)
            self.tables[Comment].add(**comment)
            if comment["state"] == State.APPROVED:
                approved += 1
                parent = comment if comment["depth"] == 0 else parent
        if count:
            self.tables[Discussion].add(article_id=article.pk, approved_count=approved, version=approved)
        return count

    def _comment(self, article: Article, chance: random.Random, parent: Row | None) -> Row:
        wording = self.wording[article.language]
        email, key = self.readers[chance.randrange(READERS)]
        since = parent["submitted_at"] if parent else article.created_at
        at = min(since + timedelta(minutes=chance.expovariate(1 / 600)), self.now)
        return {
            "id": self.tables[Comment].next_key(),
            "article_id": article.pk,
            "edition": article.language,
            "language": article.language,
            "parent_id": parent["id"] if parent else None,
            "depth": 1 if parent else 0,
            "name": chance.choice(wording.people),
            "email": email,
            "email_key": key,
            "body": wording.comment(chance),
            "submitted_at": at,
            "fingerprint": f"{chance.getrandbits(128):032x}",
            "idempotency_key": uuid.UUID(int=chance.getrandbits(128), version=4),
            **self._decision(at, chance),
        }

    def _decision(self, at: datetime, chance: random.Random) -> Row:
        """Return what was decided about a comment: nine of ten were approved."""
        if self.now - at < WAITING and chance.random() < 0.5:
            return {"state": State.PENDING, "waiting_since": at}
        decided = {"decided_at": min(at + timedelta(minutes=20), self.now)}
        drawn = chance.random()
        if drawn < 0.9:
            return {"state": State.APPROVED, "first_approved_at": decided["decided_at"], **decided}
        if drawn < 0.95:
            return {"state": State.SPAM, **decided}
        return {"state": State.REJECTED, "reason": RejectionReason.OFF_TOPIC, "reviewed": True, **decided}
