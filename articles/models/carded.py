import contextlib
import io
import logging
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils import timezone
from PIL import Image as Pillow

from articles import share_card
from articles.choices import Accent, Status
from articles.images import files, renditions
from articles.models.discarded import GRACE, DiscardedPicture
from articles.models.image import Image
from articles.models.rendered import new_key
from articles.share_card.keeping import WITHOUT_CARD
from newsroom.models import Change, Site
from newsroom.refusals import Stale

log = logging.getLogger(__name__)

FILE = "card.jpg"
# What is published as of an earlier hour is an archive that moves in: nobody shares it this minute.
RECENT = timedelta(hours=1)

# Whether cards are left to `run_due`.
_left: ContextVar[bool] = ContextVar("left", default=False)

# What the verbs of this module alone write.
OF_THE_CARD = {"share_card", "share_card_of"}


@contextlib.contextmanager
def cards_left_to_due_work() -> Iterator[None]:
    """Draw no cards for what is published inside: so many at once that somebody would wait for them."""
    token = _left.set(True)
    try:
        yield
    finally:
        _left.reset(token)


class Carded(models.Model):
    """What has a card for the places where its address is shared, drawn once for a revision that readers have."""

    # The folder of its file, random so that nobody guesses it; "" also where the headline cannot be drawn.
    share_card = models.CharField(max_length=32, default="", editable=False)
    # The revision's key. No foreign key: none is ever followed, and who deletes a revision need not look here.
    share_card_of = models.PositiveBigIntegerField(null=True, editable=False)

    # Of the article.
    objects: ClassVar[Any]
    pk: Any
    status: Any
    headline: Any
    language: Any
    section: Any
    lead_image: Any
    live_revision_id: Any
    is_gone: Any

    class Meta:
        abstract = True
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["-first_published_at", "-id"], condition=WITHOUT_CARD, name="articles_without_card")
        ]

    @property
    def card(self) -> str:
        """Return the path of the card as it is public, "" where there is none of what readers have."""
        is_live = self.share_card_of is not None and self.share_card_of == self.live_revision_id
        return files.address(self.share_card, FILE) if is_live and self.share_card else ""

    def keep_card_after_commit(self, at: datetime | None) -> None:
        """Let the card follow what this transaction makes public as of `at`; where that fails, `run_due` does."""
        if not _left.get() and (at is None or timezone.now() - at < RECENT):
            transaction.on_commit(self.keep_card, robust=True)

    def keep_card(self) -> bool:
        """Let the card be that of the live revision, and none where readers have no such; say whether that is new."""
        rows = type(self).objects.select_related("section", "lead_image").defer("body", "body_html", "search_text")
        row = rows.filter(pk=self.pk).first()
        if row is None:
            return False
        is_wanted = row.status == Status.PUBLISHED and not row.is_gone()
        wanted = row.live_revision_id if is_wanted else None
        if row.share_card_of == wanted or (wanted and not row._may_be_drawn()):
            return False
        try:
            row._change_card(row._drawn() if wanted else b"", wanted)
        except Stale:
            return False
        self.share_card, self.share_card_of = row.share_card, row.share_card_of
        return True

    def _may_be_drawn(self) -> bool:
        return share_card.can_draw() and (self.lead_image is None or bool(_widths(self.lead_image)))

    def _drawn(self) -> bytes:
        picture = photograph(self.lead_image) if self.lead_image else None
        site = Site.current()
        return share_card.draw(
            headline=self.headline,
            language=self.language,
            section_name=getattr(self.section, f"name_{self.language}"),
            accent=self.section.accent,
            site_name=getattr(site, f"name_{self.language}"),
            accents={accent: site.accent(accent) for accent in Accent.values},
            brand=site.brand_colour,
            picture=picture,
            focus=self.lead_image.focus if self.lead_image else (0.5, 0.5),
        )

    def _change_card(self, content: bytes, revision: int | None) -> None:
        """Store a card and note the one before for being taken away. Raises Stale where the row has changed."""
        as_known = type(self).objects.filter(pk=self.pk, status=self.status, live_revision=self.live_revision_id)
        as_known = as_known.filter(share_card=self.share_card, share_card_of=self.share_card_of)
        old, self.share_card, self.share_card_of = self.share_card, new_key() if content else "", revision
        with files.all_or_nothing(), transaction.atomic():
            if content:
                files.store(self.share_card, FILE, content)
            if not as_known.update(share_card=self.share_card, share_card_of=revision):
                raise Stale("another process has drawn the card, or somebody has published anew")
            Change.objects.note(Change.NEWS)
            discard_card(old)


def photograph(image: Image) -> Pillow.Image | None:
    """Return the whole picture as readers get it, None where its file is lost or damaged."""
    width = renditions.wide_enough(_widths(image), share_card.SIZE[0])
    path = files.path(image.key, renditions.file_name("whole", width, "jpg"))
    try:
        with default_storage.open(path) as file:
            content = file.read()
    except FileNotFoundError:
        log.warning("a share card is drawn without its picture: %s is not there", path)
        return None
    try:
        return Pillow.open(io.BytesIO(content), formats=("JPEG",)).convert("RGB")
    except OSError:
        log.warning("a share card is drawn without its picture: %s is damaged", path)
        return None


def _widths(image: Image) -> list[int]:
    return image.widths("whole", "jpg")


def discard_card(key: str) -> None:
    if key:
        DiscardedPicture.objects.create(key=key, names=[FILE], due_at=timezone.now() + GRACE)


def discard_with_article(sender: Any, instance: Carded, **kwargs: Any) -> None:
    """Note the card of an article that is deleted: a receiver of `pre_delete`.

    The table is asked: the instance may have been read before the card was drawn.
    """
    discard_card(sender.objects.filter(pk=instance.pk).values_list("share_card", flat=True).first() or "")
