"""How long readers wait for a decision, from the moderation log."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate
from django.utils import timezone

from comments.choices import Act
from comments.models import ModerationAction

DAYS = 14


@dataclass(frozen=True)
class TimeToDecide:
    """The waiting times that one moderator, or all of them (`who` is ""), ended on one day, in seconds."""

    day: date
    who: str
    decisions: int
    median: int
    p95: int


def times_to_decide(now: datetime | None = None, days: int = DAYS) -> list[TimeToDecide]:
    """Return the days of the current time zone, newest first; of each all together, then by moderator.

    What was decided by a rule, had not been waiting, or was undone, is not in it. Percentiles by the nearest rank.
    """
    begin = (now or timezone.now()) - timedelta(days=days)
    undone = ModerationAction.objects.filter(
        act=Act.UNDO, comment=OuterRef("comment"), version=OuterRef("version") + 1
    ).order_by()
    decided = ModerationAction.objects.filter(~Exists(undone), at__gte=begin, waited__isnull=False).order_by()
    waits: dict[tuple[date, str], list[int]] = defaultdict(list)
    for day, who, waited in decided.annotate(day=TruncDate("at")).values_list("day", "actor", "waited").iterator():
        for name in ("", who):
            waits[day, name].append(waited or 0)
    ordered = sorted(waits.items(), key=lambda item: (-item[0][0].toordinal(), item[0][1]))
    return [_summary(day, who, sorted(seconds)) for (day, who), seconds in ordered]


def _summary(day: date, who: str, seconds: Sequence[int]) -> TimeToDecide:
    return TimeToDecide(day, who, len(seconds), percentile(seconds, 50), percentile(seconds, 95))


def percentile(ordered: Sequence[int], percent: int) -> int:
    """Return the smallest value that at least `percent` of 100 do not exceed."""
    return ordered[-(-percent * len(ordered) // 100) - 1]
