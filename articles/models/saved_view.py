from typing import ClassVar

from django.conf import settings
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from newsroom.actors import Actor
from newsroom.models import User
from newsroom.refusals import NotPermitted, WrongState
from newsroom.typed_text import LineField

# They stand in one line above the list.
MOST = 20
# Longer than the query of any list that is made by hand.
LONGEST = 500
# Of a query: what says where one is in the list, and not what it is.
PLACE = ("p", "e", "all")


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def of(self, user: User) -> "SavedViewQuerySet":
        return self.filter(user=user.pk)

    def keep(self, name: str, query: str, *, by: User) -> "SavedView":
        """Let `name` lead to the list of `query`, also where it led to another one before."""
        query = without_place(query)
        if not query:
            raise WrongState(_("Choose a filter or a search first: this is the list of all articles."))
        if len(query) > LONGEST:
            raise WrongState(_("The list has too many filters to be kept."))
        own = self.of(by)
        if own.count() >= MOST and not own.filter(name=name).exists():
            raise WrongState(_("You have as many lists as can be kept. Delete one first."))
        return self.update_or_create(user=by, name=name, defaults={"query": query})[0]


class SavedView(models.Model):
    """A list of articles with its filters, which somebody has given a name; nobody else sees it."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    name = LineField(gettext_lazy("name"), max_length=60)
    # The query string of the change list.
    query = models.CharField(max_length=LONGEST)

    objects: ClassVar[SavedViewQuerySet] = SavedViewQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = gettext_lazy("saved list")
        ordering = ["name", "pk"]
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="articles_saved_view_name_is_unique")]

    def __str__(self) -> str:
        return self.name

    def rename(self, name: str, *, by: Actor) -> None:
        self._require(by)
        if type(self).objects.filter(user=self.user_id, name=name).exclude(pk=self.pk).exists():
            raise WrongState(_("Another list of yours has this name."))
        self.name = name
        self.save()

    def remove(self, *, by: Actor) -> None:
        self._require(by)
        self.delete()

    def _require(self, by: Actor) -> None:
        if by.account is None or by.account.pk != self.user_id:
            raise NotPermitted(_("There is no such list of yours."))


def without_place(query: str) -> str:
    """Return a query string without the page and the like: what the list is, not where somebody was in it."""
    asked = QueryDict(query, mutable=True)
    for name in list(asked):
        if name in PLACE or name.startswith("_") or not any(asked.getlist(name)):
            del asked[name]
    return asked.urlencode()
