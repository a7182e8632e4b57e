"""What the table knows of a sender and of their words."""

import time
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import connection

from comments import limits
from comments.models import Comment
from comments.receiving import host_of
from newsroom import throttle

if TYPE_CHECKING:
    from comments.moderation.verdict import Submission

# No pseudonym looks like this: what is not known of a sender equals nobody's.
NOBODY = "-"
# By hand, and in one statement: every comment asks all this, and the ORM took longer to write
# such a question than the database to answer it. Conditions such as `email_key <> ''` are what
# lets SQLite see that its partial indexes will do.
QUESTION = """
SELECT
    (SELECT id FROM comments_comment WHERE idempotency_key = %(key)s),
    MIN(CASE WHEN fingerprint = %(words)s AND body = %(body)s AND article_id = %(article)s
        AND COALESCE(parent_id, 0) = %(parent)s AND submitted_at >= %(day)s AND state <> 'withdrawn' THEN id END),
    COUNT(CASE WHEN fingerprint = %(words)s AND article_id <> %(article)s AND submitted_at >= %(day)s THEN 1 END),
    COUNT(CASE WHEN state IN ('approved', 'rejected', 'spam') AND submitted_at >= %(week)s THEN 1 END),
    COUNT(CASE WHEN state IN ('rejected', 'spam') AND submitted_at >= %(week)s THEN 1 END),
    COUNT(CASE WHEN state = 'spam' THEN 1 END),
    (SELECT COUNT(DISTINCT article_id) FROM comments_comment
        WHERE fingerprint = %(words)s AND submitted_at >= %(minutes)s AND article_id <> %(article)s),
    EXISTS (SELECT 1 FROM comments_comment WHERE state = 'spam' AND website_host = %(host)s
        AND NOT (website_host = '') AND submitted_at >= %(month)s AND id <> %(own)s),
    EXISTS (SELECT 1 FROM comments_comment WHERE state = 'spam' AND network = %(network)s
        AND NOT (network = '') AND submitted_at >= %(month)s AND id <> %(own)s),
    (SELECT MAX(effect) FROM comments_block WHERE key IN (%(email)s, %(device)s, %(network)s)),
    COALESCE((SELECT count FROM newsroom_tally WHERE key = %(client)s AND ends_at > %(second)s), 0)
FROM comments_comment
WHERE (email_key = %(email)s AND NOT (email_key = '') OR device = %(device)s AND NOT (device = ''))
    AND submitted_at >= %(month)s AND id <> %(own)s
"""


@dataclass(frozen=True)
class History:
    """The author is known by the e-mail address or by the browser."""

    # The comment that this very form has brought already, and that of the same text in the same place (24 hours):
    # sign for sign, since a question mark or an emoji can make it the opposite.
    same_form: int | None = None
    same_words: int | None = None
    # How often the author wrote the same under other articles (24 hours).
    repeated: int = 0
    # Of the author's comments of the last 7 days: how many are decided, how many of those were refused.
    decided: int = 0
    refused: int = 0
    # Spam of the last 30 days.
    spam_of_author: int = 0
    # Under how many other articles anybody wrote the same (10 minutes).
    articles: int = 0
    spam_of_host: bool = False
    spam_of_network: bool = False
    # The strictest effect of a moderator's block, or None.
    block: str | None = None
    # How many comments the sender's address has sent in the current minute (comments.limits).
    from_client: int = 0


def history_of(sent: "Submission") -> History:
    """Ask the table about the sender and the words of a submission. One query, and one of the shared cache."""
    moment = connection.ops.adapt_datetimefield_value
    # Of what is stored already nobody asks how much came beside it.
    client = None if sent.comment_id else limits.client_window(sent.address)
    key = Comment._meta.get_field("idempotency_key").get_db_prep_value(sent.key, connection)
    values: dict[str, Any] = {
        "key": key,
        "own": sent.comment_id or 0,
        "article": sent.article.pk,
        "parent": sent.parent.pk if sent.parent else 0,
        "email": sent.email_key or NOBODY,
        "device": sent.device or NOBODY,
        "network": sent.network or NOBODY,
        "client": client.key if client else NOBODY,
        "second": int(time.time()),
        "host": host_of(sent.website) or NOBODY,
        "body": sent.body,
        "words": sent.fingerprint or NOBODY,
        "minutes": moment(sent.now - timedelta(minutes=10)),
        "day": moment(sent.now - timedelta(hours=24)),
        "week": moment(sent.now - timedelta(days=7)),
        "month": moment(sent.now - timedelta(days=30)),
    }
    with connection.cursor() as cursor:
        cursor.execute(QUESTION, values)
        history = History(*cursor.fetchone())
    from_client = throttle.counted(client) if client else None
    return history if from_client is None else replace(history, from_client=from_client)
