import contextlib
import copy
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.images import files, renditions, uploads
from articles.images.preparation import Prepared, prepare
from articles.images.renditions import Files, Wanted
from articles.images.uploads import PictureRefused
from articles.library import LibraryQuerySet
from articles.models.discarded import DiscardedPicture
from articles.models.findable import Findable
from articles.models.rendered import Rendered, new_key
from newsroom.actors import Actor
from newsroom.models import AuditEntry, Change, Site
from newsroom.refusals import NotPermitted, Stale
from newsroom.typed_text import LineField

# So many pictures are finished in one run: what else is due waits meanwhile.
MOST_AT_ONCE = 5
# Whoever has begun with one has it so long for itself.
TURN = timedelta(minutes=2)


# The columns that a file brings along, or a focal point.
OF_THE_FILE = (
    *("format", "width", "height", "content_hash", "focus_x", "focus_y"),
    *("key", "renditions", "is_finished", "tried_at"),
)


class KnownPicture(PictureRefused):
    """The very same file is there already, as `image`."""

    def __init__(self, image: "Image") -> None:
        super().__init__(_("This picture is there already: “%(title)s”.") % {"title": image})
        self.image = image


def original_name(image: "Image", filename: str) -> str:
    """Return a name of our own: what the uploader called the file is nobody's business and no path of ours."""
    return uuid.uuid4().hex


def originals() -> Storage:
    return storages["originals"]


@dataclass(frozen=True)
class Picture:
    """An image with the words for one place: what the `picture` tag prints."""

    image: "Image"
    alt: str
    caption: str = ""
    credit: str = ""


class ImageQuerySet(LibraryQuerySet):
    def unfinished(self) -> Self:
        """Keep those of which files are to be made yet and nobody is at it, what has failed before last."""
        free = Q(tried_at=None) | Q(tried_at__lt=timezone.now() - TURN)
        return self.filter(free, is_finished=False).order_by(F("tried_at").asc(nulls_first=True), "-pk")

    def finish(self, *, most: int = MOST_AT_ONCE) -> int:
        """Make the files that are not there yet of up to `most` pictures and return of how many."""
        return sum(image.finish() for image in self.unfinished()[:most])

    def refuse_known(self, content_hash: str, *, but: Any = None) -> None:
        """Raise KnownPicture where another than `but` was made from the same bytes."""
        known = self.filter(content_hash=content_hash).exclude(pk=but).first()
        if known:
            raise KnownPicture(known)


class Image(Rendered, Findable):
    """A picture file; its words stand in `ImageText`, once per language.

    `original` is what was uploaded, or a clean copy of it, and has no address; readers get the renditions.
    """

    # Not an ImageField, which would open the file with every decoder that Pillow has.
    original = models.FileField(gettext_lazy("file"), upload_to=original_name, storage=originals)
    title = LineField(gettext_lazy("working title"), max_length=120, blank=True)
    # Of what was uploaded; the size as it is seen, after the picture's own rotation.
    format = models.CharField(max_length=10, editable=False, default="")
    width = models.PositiveIntegerField(gettext_lazy("width"), default=0, editable=False)
    height = models.PositiveIntegerField(gettext_lazy("height"), default=0, editable=False)
    # SHA-256 of what was uploaded; of a picture from before it was stored, none, of which there may be many.
    content_hash = models.CharField(max_length=64, null=True, unique=True, editable=False)  # noqa: DJ001
    focus_x = models.PositiveSmallIntegerField(
        gettext_lazy("focal point, per cent from the left edge"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    focus_y = models.PositiveSmallIntegerField(
        gettext_lazy("focal point, per cent from the top"),
        default=50,
        validators=[MinValueValidator(0), MaxValueValidator(100)],
    )
    licence = LineField(gettext_lazy("licence"), max_length=120, blank=True)
    source = LineField(gettext_lazy("source"), max_length=200, blank=True)
    decorative = models.BooleanField(
        gettext_lazy("decorative"),
        default=False,
        help_text=gettext_lazy("It shows nothing that the text does not say, so that screen readers pass it over."),
    )
    is_finished = models.BooleanField(default=False, editable=False)
    tried_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(gettext_lazy("created"), auto_now_add=True)

    objects: ClassVar[Any] = ImageQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("image")
        verbose_name_plural = gettext_lazy("images")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["-created_at", "-id"], name="articles_images_newest"),
            *Findable.Meta.indexes,
            models.Index(fields=["tried_at"], condition=Q(is_finished=False), name="articles_images_unfinished"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(focus_x__lte=100, focus_y__lte=100), name="articles_image_focus_is_in_the_picture"
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self._meta.verbose_name} {self.pk}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row and, where the file is new, what is made of it at once; nothing of it where that fails.

        Raises PictureRefused, KnownPicture among it.
        """
        with files.all_or_nothing():
            # Encoded and stored before the transaction, in which nobody else could write meanwhile on SQLite.
            if self.original and not self.original._committed:
                self._take_in(self.prepared(self.original.file))
            with self._no_other_has_it():
                super().save(*args, **kwargs)

    def prepared(self, file: File) -> Prepared:
        """Return what would be stored of `file` here, made once. Raises PictureRefused, KnownPicture among it."""
        prepared = prepare(file, focus=self.focus, keep_original=Site.current().keep_originals)
        type(self).objects.refuse_known(prepared.content_hash, but=self.pk)
        return prepared

    def replace(self, file: File, *, by: Actor) -> None:
        """Put another file in the place of this one, wherever it stands; its words stay.

        Raises PictureRefused, KnownPicture among it, and Stale where it has another file by now.
        """
        self._require_change(by)
        prepared = self.prepared(file)
        with files.all_or_nothing():
            was = copy.copy(self)
            self._take_in(prepared)
            with self._no_other_has_it():
                self._write_over(was)
                DiscardedPicture.objects.discard(was, with_original=True)
                self._changed("replace_file", by)

    def refocus(self, x: int, y: int, *, by: Actor) -> None:
        """Keep another point, per cent from the left and the top, in every crop. Raises PictureRefused and Stale."""
        self._require_change(by)
        if (self.focus_x, self.focus_y) == (x, y):
            return
        with files.all_or_nothing():
            was = copy.copy(self)
            self.focus_x, self.focus_y = x, y
            self.key, self.is_finished, self.tried_at = new_key(), False, None
            self.renditions = self.renditions | {"files": self._made(renditions.first(self.size, self.focus))}
            with transaction.atomic():
                self._write_over(was)
                DiscardedPicture.objects.discard(was, with_original=False)
                self._changed("refocus", by, x=x, y=y)

    def finish(self) -> bool:
        """Make the files that are not there yet, and say whether they are there now; a failure is logged."""
        rows = type(self).objects.filter(pk=self.pk, key=self.key)
        if not rows.filter(tried_at=self.tried_at).update(tried_at=timezone.now()):
            return False
        there = self.renditions.get("files", {})
        names = set(renditions.names(there))
        missing = [file for file in renditions.wanted(self.size, self.focus) if file.name not in names]
        try:
            with files.all_or_nothing():
                self.renditions = self.renditions | {"files": self._made(missing, there)}
                with transaction.atomic():
                    # Meanwhile it may have been replaced, or given another focal point.
                    if not rows.update(renditions=self.renditions, is_finished=True):
                        raise Stale("the picture has changed")
                    self.show_again()
        except Stale:
            return False
        except Exception:
            files.log.exception("the renditions of image %s could not be made", self.pk)
            return False
        self.is_finished = True
        return True

    @property
    def licence_address(self) -> str:
        return self.licence if self.licence.startswith("https://") else ""

    @property
    def source_address(self) -> str:
        return self.source if self.source.startswith("https://") else ""

    def as_picture(self, language: str, *, alt: str = "", caption: str = "", credit: str = "") -> Picture:
        """Return the image with its words in `language`; the given ones, where not empty, take their place."""
        words = next((text for text in self.texts.all() if text.language == language), None)
        if words is None:
            return Picture(self, alt, caption, credit)
        own = "" if self.decorative else words.alt
        return Picture(self, alt or own, caption or words.caption, credit or words.credit)

    def _take_in(self, prepared: Prepared) -> None:
        """Store the files of a new picture and let the columns say so; unsaved."""
        self.format, self.width, self.height = (
            prepared.measured.format,
            prepared.measured.width,
            prepared.measured.height,
        )
        self.content_hash = prepared.content_hash
        self.key, self.is_finished, self.tried_at = new_key(), False, None
        name = original_name(self, "")
        files.note(originals(), name)
        self.original = originals().save(name, ContentFile(prepared.original))
        for wanted, content in prepared.first:
            files.store(self.key, wanted.name, content)
        made = _by_crop([wanted for wanted, _content in prepared.first])
        self.renditions = {"colour": prepared.colour, "files": made}

    def _made(self, missing: list[Wanted], there: Files | None = None) -> Files:
        """Store the files that are missing and return them with those that are there."""
        if not missing:
            return there or {}
        with self.original.open() as file:
            picture = uploads.decode(file, at_least=renditions.enough(missing, self.size, self.focus))
        for wanted, content in renditions.encode(picture, missing, self.size, self.focus):
            files.store(self.key, wanted.name, content)
        return _by_crop(missing, there)

    def _write_over(self, was: "Image") -> None:
        """Write what belongs to the file, and nothing else, where the row still has the file of `was`; else Stale."""
        columns = {name: getattr(self, name) for name in OF_THE_FILE} | {"original": self.original.name}
        if not type(self).objects.filter(pk=self.pk, key=was.key).update(**columns):
            raise Stale(_("Somebody else has changed this meanwhile. Reload it and look again."))

    @contextlib.contextmanager
    def _no_other_has_it(self) -> Iterator[None]:
        """Run a transaction, and say so where somebody has stored the same file since we looked."""
        try:
            with transaction.atomic():
                yield
        except IntegrityError:
            type(self).objects.refuse_known(self.content_hash or "", but=self.pk)
            raise

    def _require_change(self, by: Actor) -> None:
        if not by.has_perm("articles.change_image"):
            raise NotPermitted(_("Your account may not change pictures."))

    def _changed(self, name: str, by: Actor, **detail: Any) -> None:
        from articles.models import Article  # noqa: PLC0415 (it needs this module)

        AuditEntry.objects.record(self, name, by=by, **detail)
        self.show_again()
        Article.objects.filter(lead_image=self).draw_cards_again()

    def show_again(self) -> None:
        """Let the texts that show it have it as it is now, and so the pages that are kept."""
        from articles.body import render_again  # noqa: PLC0415 (it needs this module)

        render_again(self)
        Change.objects.note(Change.NEWS)


def _by_crop(made: list[Wanted], there: Files | None = None) -> Files:
    result = {crop: {ending: list(widths) for ending, widths in kinds.items()} for crop, kinds in (there or {}).items()}
    for wanted in made:
        widths = result.setdefault(wanted.crop, {}).setdefault(wanted.ending, [])
        widths[:] = sorted({*widths, wanted.width})
    return result
