"""The policy: what becomes of a guest's comment before a person has read it.

One ordered list of small functions. Each looks at the submission and returns what it finds, or
nothing; all that is found is stored with the comment, for the moderators to see. Findings add up:
any at all, and a person reads first; six points, and it is filed under spam. Nothing is ever
refused or deleted here, and nothing published that the newsroom's rule lets no one publish.
"""

import logging
import traceback
from collections.abc import Callable, Iterator

from comments.choices import State
from comments.moderation import external, phases
from comments.moderation.phases import Found
from comments.moderation.verdict import SPAM_SCORE, Finding, Submission, Verdict
from newsroom.models import CommentMode

log = logging.getLogger(__name__)

Phase = Callable[[Submission], Found]
PHASES: list[Phase] = [
    # How it was sent: what only programs do.
    phases.trap,
    phases.too_fast,
    phases.crowded,
    # What is in it.
    phases.links,
    phases.link_markup,
    phases.listed,
    phases.other_script,
    phases.staff_name,
    # What is known of its words and of its sender.
    phases.copies,
    phases.repeated,
    phases.spam_sender,
    phases.spam_network,
    phases.blocked,
    phases.often_rejected,
    phases.disposable,
    # When nobody is there to see what slips through, nothing does.
    phases.unstaffed,
    # Last, and only about what is no spam already: it asks a machine that is not ours. Off by default.
    external.ask,
]


def judge(sent: Submission, *, outside: bool = True) -> Verdict:
    """Say in which state a comment is to begin, and why; `outside`: a machine that is not ours may be asked as well."""
    findings: list[Finding] = []
    for phase in (phase for phase in PHASES if outside or phase is not external.ask):
        findings += [finding for finding in _run(phase, sent, findings) if finding not in findings]
    return Verdict(_state(sent, findings), findings)


def _run(phase: Phase, sent: Submission, before: list[Finding]) -> Iterator[Finding]:
    if phase is external.ask and _score(before) >= SPAM_SCORE:
        return
    try:
        found = phase(sent)
        yield from [found] if isinstance(found, Finding) else found or ()
    except Exception as error:
        # A check that fails has not said that nothing is wrong. Where, and not what it says: that could
        # hold what a reader typed.
        where = "".join(traceback.format_tb(error.__traceback__)[-2:])
        log.error("comments: %s of the policy failed: %s\n%s", phase.__name__, type(error).__name__, where)
        yield Finding("checker_failed")


def _state(sent: Submission, findings: list[Finding]) -> State:
    if _score(findings) >= SPAM_SCORE:
        return State.SPAM
    mode = sent.article.comments_mode or sent.site.comments_mode
    if findings or mode == CommentMode.ALL or (mode == CommentMode.FIRST and not phases.trusted(sent)):
        return State.PENDING
    return State.APPROVED


def _score(findings: list[Finding]) -> int:
    return sum(finding.score for finding in findings)
