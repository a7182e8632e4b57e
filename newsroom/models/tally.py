from django.db import models


class Tally(models.Model):
    """How often something has happened in its current window of time; see newsroom.throttle."""

    key = models.CharField(max_length=120, primary_key=True)
    # Seconds since 1970, UTC: when the window ends and the count begins anew.
    ends_at = models.BigIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["ends_at"], name="tallies_that_ended")]

    def __str__(self) -> str:
        return f"{self.key}: {self.count}"
