"""Several moderators and readers at once, hundreds of acts without a plan: what is public stays what was approved.

`pytest -s` prints what they did.
"""

import random
from collections import Counter
from itertools import pairwise

import pytest
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from makers import make_article, make_comment, make_user

from comments.choices import Act, RejectionReason, ReportReason, State
from comments.models import Comment, Discussion, ModerationAction, Report, Revision
from newsroom.actors import AUTHOR, SYSTEM
from newsroom.refusals import Refused

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

WALKERS, STEPS, BULK = 5, 60, 12
DECIDED = (State.PENDING, State.APPROVED, State.APPROVED, State.REJECTED, State.SPAM)


class Walker:
    """One person's tab of the queue, with what they did and what became of it."""

    def __init__(self, name, seed):
        self.user = make_user(f"{name}{seed}", role="moderator", languages=["ar", "en"])
        # The same walk each time, as far as the others allow.
        self.chance = random.Random(seed)
        self.batches = []
        self.done = Counter()
        self.lines = 0
        self.looks = 0

    def walk(self):
        acts = [getattr(self, name) for name in dir(Walker) if name.startswith("do_")]
        for _step in range(STEPS):
            act = self.chance.choice(acts)
            try:
                act()
            except Refused as refusal:
                self.done[type(refusal).__name__] += 1
            self.look()
        return self

    def one(self):
        return self.chance.choice(list(Comment.objects.order_by("pk")))

    def finish(self, name, decision):
        self.batches.append(decision.batch)
        self.lines += len(decision.changed)
        self.done[name] += len(decision.changed)
        self.done["stale"] += len(decision.stale)

    def do_decide(self):
        comment, to = self.one(), self.chance.choice(DECIDED)
        reason = self.chance.choice(RejectionReason.values) if to == State.REJECTED else ""
        self.finish(
            "decided", Comment.objects.decide({comment.pk: comment.version}, to=to, by=self.user, reason=reason)
        )

    def do_decide_many(self):
        seen = dict(Comment.objects.order_by("pk").values_list("pk", "version"))
        chosen = {key: seen[key] for key in self.chance.sample(sorted(seen), BULK)}
        to = self.chance.choice(DECIDED)
        self.finish("decided in bulk", Comment.objects.decide(chosen, to=to, by=self.user, whole=True))

    def do_undo(self):
        if self.batches:
            self.finish("undone", Comment.objects.undo(self.batches.pop(), by=self.user))
            # What undid it is no decision that could be undone in its turn.
            self.batches.pop()

    def do_answer(self):
        parent = self.one()
        was = parent.state
        Comment.objects.answer(parent, f"جواب {self.chance.random()}", by=self.user)
        self.lines += 1 + (was == State.PENDING)
        self.done["answered"] += 1

    def do_feature(self):
        comment = self.one()
        if comment.featured_at:
            comment.unfeature(by=self.user)
        else:
            comment.feature(by=self.user)
        self.lines += 1
        self.done["featured"] += 1

    def do_edit(self):
        self.one().edit(f"نص آخر {self.chance.random()}", findings=[], score=0)
        self.done["edited"] += 1

    def do_report(self):
        comment = self.one()
        for _reader in range(self.chance.choice((1, 6))):
            device, client = (f"{self.chance.getrandbits(64):x}" for _kind in "dc")
            filed = Report.objects.file(comment, reason=ReportReason.ABUSE, device=device, client=client)
            self.done["reported"] += filed

    def do_withdraw(self):
        # Seldom: nothing leads back, and the walk would end among the withdrawn.
        if self.chance.random() < 0.3:
            self.one().withdraw(by=AUTHOR)
            self.lines += 1
            self.done["withdrawn"] += 1

    def look(self):
        """See what a reader sees in this moment; each question is one statement, and so of one moment."""
        last = ModerationAction.objects.filter(comment=OuterRef("pk")).order_by("-version").values("to_state")
        waits = Revision.objects.filter(comment=OuterRef("pk"), state=State.PENDING, body=OuterRef("body"))
        public = Comment.objects.public().annotate(last=Subquery(last[:1]), waits=Exists(waits))
        assert not list(public.exclude(last=State.APPROVED)), "public without having been approved"
        assert not list(public.filter(waits=True)), "an edit is public that still waits"
        assert wrong_counts() == []
        self.looks += 1


def wrong_counts():
    approved = Comment.objects.filter(article=OuterRef("pk"), state=State.APPROVED).order_by().values("article")
    number = Coalesce(Subquery(approved.annotate(number=Count("pk")).values("number")), 0)
    return list(Discussion.objects.annotate(number=number).exclude(approved_count=F("number")))


def test_whatever_they_do_what_is_public_is_what_was_approved(at_once):
    articles = [make_article("ar"), make_article("en")]
    for number in range(40):
        comment = make_comment(articles[number % 2], state=State.PENDING)
        if number % 4 == 0:
            comment.approve(by=SYSTEM)
            make_comment(parent=comment, state=State.PENDING)
    before = ModerationAction.objects.count()
    walkers = at_once(*(Walker("walker", seed).walk for seed in range(WALKERS)))
    ((chains, hidden, comments),) = at_once(read_the_log)

    told = sum(map(len, chains.values()))
    assert told == before + sum(walker.lines for walker in walkers) + hidden, "one line of the log for each transition"
    for key, lines in chains.items():
        state, version, approved_once = comments[key]
        ends = [State.PENDING, *(line["to_state"] for line in lines)]
        assert [line["from_state"] for line in lines] == ends[:-1], "each goes on from where the one before it led"
        assert ends[-1] == state
        versions = [0, *(line["version"] for line in lines)]
        assert all(earlier < later for earlier, later in pairwise(versions))
        assert versions[-1] <= version
        assert approved_once >= (state == State.APPROVED)
    done = sum((walker.done for walker in walkers), Counter())
    looks = sum(walker.looks for walker in walkers)
    print(f"\n{WALKERS} at once, {WALKERS * STEPS} steps, {told - before} transitions, {looks} looks: {dict(done)}")
    assert {"decided", "decided in bulk", "undone", "answered", "edited", "reported", "withdrawn"} <= set(+done)
    assert told - before > 200


def read_the_log():
    comments = {
        row.pk: (row.state, row.version, row.first_approved_at is not None) for row in Comment.objects.order_by("pk")
    }
    chains = {key: [] for key in comments}
    for line in ModerationAction.objects.order_by("pk").values("comment", "from_state", "to_state", "version"):
        chains[line["comment"]].append(line)
    hidden = ModerationAction.objects.filter(Q(actor=str(SYSTEM), to_state=State.PENDING, act=Act.DECISION)).count()
    assert wrong_counts() == []
    return chains, hidden, comments
