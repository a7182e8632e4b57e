from datetime import datetime, timedelta
from typing import Any

from articles.models import Article
from comments.choices import State
from comments.models import Comment
from newsroom import languages
from newsroom.actors import AUTHOR
from newsroom.models import User


def add_comments(article: Article, rows: list[dict[str, Any]], since: datetime) -> None:
    """Store readers' comments as the form would have, and let the demo's moderator decide about them."""
    moderator = User.objects.get(username="moderator")
    stored: dict[str, Comment] = {}
    for row in sorted(rows, key=lambda row: row["minutes_after"]):
        parent = stored.get(row.get("reply_to", ""))
        comment = Comment.objects.create(
            article=article,
            parent=parent,
            depth=parent.depth + 1 if parent else 0,
            name=row["name"],
            email=row["email"],
            website=row.get("website", ""),
            body=row["body"].strip(),
            language=languages.guess(row["body"], default=article.language),
            submitted_at=since + timedelta(minutes=row["minutes_after"]),
        )
        stored[row["id"]] = comment
        if row["state"] == State.WITHDRAWN:
            comment.withdraw(by=AUTHOR)
        elif row["state"] != State.PENDING:
            decision = {comment.pk: comment.version}
            Comment.objects.decide(decision, to=row["state"], by=moderator, reason=row.get("reason", ""))
