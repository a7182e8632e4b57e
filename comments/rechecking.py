"""What waits, judged once more by the rules of today."""

from collections.abc import Iterable
from dataclasses import dataclass

from comments.choices import State
from comments.models import Comment
from comments.moderation import judge
from comments.moderation.verdict import SPAM_SCORE, Submission
from newsroom.actors import SYSTEM

# What was seen when it was sent, and is not looked for again.
OF_THE_SENDING = ("trap", "too_fast", "crowded", "classifier", "classifier_failed")


@dataclass
class Rechecked:
    looked_at: int = 0
    filed: int = 0


def recheck(comments: Iterable[Comment]) -> Rechecked:
    """Judge pending comments anew: store what is found now, and file under spam what is that by today's rules.

    As the policy itself, it publishes and refuses nothing. The version stays: whoever has the
    comment in front of them has still read the same. A classifier outside of this site is not
    asked again: of a hundred comments, one after the other, that took minutes while it is down.
    """
    done = Rechecked()
    for comment in comments:
        verdict = judge(Submission.of(comment), outside=False)
        kept = [found for found in comment.findings if found["reason"] in OF_THE_SENDING]
        again = [found.as_json() for found in verdict.findings if found.reason not in OF_THE_SENDING]
        findings = [*kept, *again]
        score = sum(found["score"] for found in findings)
        waiting = Comment.objects.filter(pk=comment.pk, version=comment.version, state=State.PENDING)
        done.looked_at += waiting.update(findings=findings, score=score)
        if score >= SPAM_SCORE:
            filed = Comment.objects.decide({comment.pk: comment.version}, to=State.SPAM, by=SYSTEM)
            done.filed += len(filed.changed)
    return done
