from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.files.storage import storages
from django.db import models
from django.utils import timezone

from articles.images import files, renditions

if TYPE_CHECKING:
    from articles.models.image import Image

# Pages of a second ago still name them. What shows the same in other crops may stay for whoever has an old page open;
# of a picture that was replaced or deleted nobody knows why it had to go.
GRACE, LONG_GRACE = timedelta(minutes=1), timedelta(days=1)


class DiscardedQuerySet(models.QuerySet["DiscardedPicture"]):
    def discard(self, image: "Image", *, with_original: bool) -> None:
        """Note the public files of `image`, and its original, for being taken away."""
        self.create(
            key=image.key,
            names=list(renditions.names(image.renditions.get("files", {}))),
            original=image.original.name if with_original else "",
            due_at=timezone.now() + (GRACE if with_original else LONG_GRACE),
        )

    def discard_paths(self, paths: Iterable[str]) -> None:
        """Note single files, public ones by their path and originals by their name, for being taken away."""
        for path in paths:
            folder, _slash, name = path.rpartition("/")
            key = folder.rpartition("/")[2]
            self.create(key=key, names=[name] if key else [], original="" if key else path, due_at=timezone.now())

    def remove_due(self, now: datetime) -> int:
        """Take away the files whose time has come and return of how many pictures.

        A storage that fails stops it, and the next run goes on: what is gone already is no error.
        """
        due = list(self.filter(due_at__lte=now))
        for row in due:
            files.remove(row.key, row.names)
            if row.original:
                storages["originals"].delete(row.original)
            row.delete()
        return len(due)


class DiscardedPicture(models.Model):
    """Files that nothing names any more: written in the transaction that made it so, removed by `run_due`."""

    key = models.CharField(max_length=32)
    names = models.JSONField()
    original = models.CharField(max_length=100, blank=True)
    due_at = models.DateTimeField(db_index=True)

    objects: ClassVar[Any] = DiscardedQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key


def discard(sender: Any, instance: "Image", **kwargs: Any) -> None:
    """Note the files of an image that is deleted: a receiver of `post_delete`."""
    DiscardedPicture.objects.discard(instance, with_original=True)
