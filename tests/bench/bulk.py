"""How long a decision about 1,000 comments of 200 articles takes, and its undoing.

.venv/bin/python tests/bench/bulk.py
"""

import time

from big_newsroom import fill, in_each_database

COMMENTS = 1_000
ARTICLES = 200
LIMIT_SECONDS = 2


def main() -> None:
    fill(0, COMMENTS, articles=ARTICLES)
    from django.db import connection
    from makers import make_user

    from comments.choices import State
    from comments.models import Comment, Discussion, ModerationAction

    moderator = make_user("moderator", role="moderator", languages=["ar", "en"])
    for to in (State.APPROVED, State.SPAM, State.REJECTED):
        versions = dict(Comment.objects.waiting().values_list("pk", "version"))
        lines = ModerationAction.objects.count()
        begin = time.perf_counter()
        decision = Comment.objects.decide(versions, to=to, by=moderator)
        decided = time.perf_counter() - begin
        assert len(decision.changed) == COMMENTS
        assert ModerationAction.objects.count() - lines == COMMENTS
        begin = time.perf_counter()
        undone = Comment.objects.undo(decision.batch, by=moderator)
        taken = time.perf_counter() - begin
        assert len(undone.changed) == COMMENTS
        assert not Discussion.objects.exclude(approved_count=0).exists()
        late = "" if max(decided, taken) <= LIMIT_SECONDS else "  OVER THE LIMIT"
        what = f"{COMMENTS} comments of {ARTICLES} articles to {to}"
        times = f"{decided:.2f} s, {COMMENTS} log rows; undone in {taken:.2f} s{late}"
        print(f"{connection.vendor:10} {what}: {times}", flush=True)


if __name__ == "__main__":
    in_each_database(__file__, main)
