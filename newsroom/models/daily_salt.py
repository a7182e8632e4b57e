import secrets
from datetime import date

from django.db import models


def new_salt() -> str:
    return secrets.token_hex(32)


class DailySalt(models.Model):
    """What a pseudonym of one day is made with: when the day is over it is deleted, and nobody can make it again."""

    day = models.DateField(primary_key=True)
    value = models.CharField(max_length=64, default=new_salt)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.day)

    @classmethod
    def of(cls, day: date) -> str:
        """Return the salt of `day`, the same in every process; the first to ask makes it and deletes those before."""
        found = cls.objects.filter(day=day).first()
        if found is None:
            cls.forget_before(day)
            found, _created = cls.objects.get_or_create(day=day)
        return found.value

    @classmethod
    def forget_before(cls, day: date) -> int:
        return cls.objects.filter(day__lt=day).delete()[0]
