from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from newsroom.typed_text import LineField


class SavedView(models.Model):
    """A list of articles with its filters, which somebody has given a name."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = LineField(_("name"), max_length=60)
    # The query string of the change list.
    query = models.CharField(max_length=500)

    class Meta:
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="articles_saved_view_name_is_unique")]

    def __str__(self) -> str:
        return self.name
