from collections.abc import Collection
from typing import Any, Self

from django.db import models
from django.db.models.base import ModelState


class QuicklyRead(models.Model):
    """A row that pages read by the dozen: made of its columns as they come, without a constructor's questions.

    Django's goes through all fields there are, and through those that were not asked for: with sixty of them to an
    article, a list spent much of its time there. Neither `__init__` nor the signals around it see a row that is read.
    """

    class Meta:
        abstract = True

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any]) -> Self:
        row = cls.__new__(cls)
        # What has no value here is asked for when it is looked at, as of any row.
        row.__dict__.update(zip(field_names, values, strict=True))
        row._state = ModelState()
        row._state.adding = False
        row._state.db = db
        return row
