"""Comments as the policy sees them, without a table and without a form."""

from datetime import UTC, datetime, time

from articles.models import Article
from comments.moderation.history import History
from comments.moderation.verdict import Submission
from newsroom.models import Site

# The newsroom is asleep at three and reads at noon.
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
OFFICE = {"comments_staffed_from": time(8), "comments_staffed_until": time(20), "time_zone": "UTC"}


def submission(history=None, site=None, article=None, **over):
    words = {"name": "قارئ", "email": "reader@example.org", "body": "تعليق مفيد عن الموضوع.", "now": NOON}
    sent = Submission(article=article or Article(pk=1, language="ar"), site=site or Site(), **words | over)
    if history is not None:
        # What the table would say, without one.
        vars(sent)["history"] = History(**history)
    return sent
