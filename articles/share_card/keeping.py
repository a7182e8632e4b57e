"""Which articles a card is to be drawn for, and which have one in vain."""

from datetime import datetime
from typing import Any, Self

from django.db import models, transaction
from django.db.models import F, Q

from articles.choices import Status
from articles.share_card.setting import can_draw
from newsroom.models import Change

# So many are drawn in one run: what else is due waits meanwhile.
MOST_AT_ONCE = 20

WITHOUT_CARD = Q(status=Status.PUBLISHED, live_revision__isnull=False) & (
    Q(share_card_of=None) | Q(share_card_of__lt=F("live_revision")) | Q(share_card_of__gt=F("live_revision"))
)


class CardedQuerySet(models.QuerySet[Any]):
    def without_card(self) -> Self:
        """Keep what readers have, or get at its hour, and what has no card of its live revision."""
        return self.filter(WITHOUT_CARD)

    def keep_cards(self, now: datetime, *, most: int = MOST_AT_ONCE) -> int:
        """Draw up to `most` cards that are missing, the newest first, and drop those of what readers have had."""
        # Of a picture of before there may be no file yet that a card could show.
        has_file = Q(lead_image__renditions__files__whole__jpg__isnull=False)
        drawable = self.without_card().filter(Q(lead_image=None) | has_file)
        missing = drawable.order_by("-first_published_at", "-pk") if can_draw() else self.none()
        having = self.filter(share_card_of__isnull=False)
        withdrawn, expired = having.exclude(status=Status.PUBLISHED), having.filter(expires_at__lte=now)
        return sum(row.keep_card() for rows in (missing, withdrawn, expired) for row in rows.only("pk")[:most])

    def draw_cards_again(self) -> None:
        """Take the cards away, and let `run_due` draw others: what they show is no longer to be shown."""
        from articles.models.carded import discard_card  # noqa: PLC0415 (the models import this module)

        with transaction.atomic():
            for key in list(self.exclude(share_card="").values_list("share_card", flat=True)):
                if self.filter(share_card=key).update(share_card="", share_card_of=None):
                    discard_card(key)
            Change.objects.note(Change.NEWS)
